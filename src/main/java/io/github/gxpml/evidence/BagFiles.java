// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.util.List;

/** The payload of a bag, wherever it lies. Names are relative to {@code data/}. */
interface BagFiles {
    /** Lists every payload file, sorted. */
    List<String> names() throws IOException;

    /** Reads a payload file whole; refuses one too large for a document. */
    byte[] read(String name) throws IOException;
}
