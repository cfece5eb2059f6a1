// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.nio.file.Path;

/** Work that predicts one table. */
interface PredictingWork extends Work {
    /** Fetches the predictions of work that is done; returns what the evidence says of it. */
    RemoteJob fetch(Path predictions) throws TrainingException, IOException, InterruptedException;
}
