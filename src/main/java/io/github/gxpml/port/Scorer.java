// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.List;

/** Predicts one table with a trained model. */
public interface Scorer {
    /**
     * Writes predictions as CSV with the key, {@code score} in [0,1] and {@code predicted} 0 or 1, in the order of the
     * table.
     *
     * @param spec names key, features and threshold
     * @param model artifact that the spec's trainer left
     * @param table name of the table
     * @param rows its file
     * @param predictions file to write
     * @param progress told how the scoring gets on
     * @return jobs outside of this machine that had a part in it; empty if all was done here
     * @throws TrainingException if the table could not be scored
     * @throws InterruptedException if the thread was interrupted
     */
    @SuppressWarnings("checkstyle:ParameterNumber")
    List<RemoteJob> score(Spec spec, Path model, String table, Path rows, Path predictions, Progress progress)
            throws TrainingException, InterruptedException;
}
