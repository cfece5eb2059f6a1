// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import java.nio.file.Path;

/** Scores tables with an ONNX model that {@link EmbeddedTrainer} wrote. */
public final class OnnxScorer implements Scorer {
    @Override
    public void score(Spec spec, Path model, String table, Path rows, Path predictions, Progress progress)
            throws TrainingException, InterruptedException {
        throw new TrainingException("scoring inside this process is not supported yet");
    }
}
