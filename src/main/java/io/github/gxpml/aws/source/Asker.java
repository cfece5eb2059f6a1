// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;

/** Asks one service about sources of one kind. */
@FunctionalInterface
interface Asker {
    /** Throws what the SDK throws for what the service refuses. */
    Answer ask(Question question) throws IOException;
}
