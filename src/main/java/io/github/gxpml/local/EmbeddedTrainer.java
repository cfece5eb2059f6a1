// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.Map;

/** Trains inside this process and writes the model as ONNX. */
public final class EmbeddedTrainer implements Trainer {
    @Override
    public Trained train(Spec spec, Map<String, Path> tables, Path output, Progress progress)
            throws TrainingException, InterruptedException {
        throw new TrainingException("training inside this process is not supported yet");
    }
}
