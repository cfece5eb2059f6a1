// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.CommandRunner;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.Trainer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.Map;

/** Trains and scores with a command of the user's own, in any language. */
public final class ProcessTrainer implements Trainer, Scorer {
    private final CommandRunner runner;

    /**
     * Creates the trainer.
     *
     * @param runner runs the commands
     */
    public ProcessTrainer(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Trained train(Spec spec, Map<String, Path> tables, Path output, Progress progress)
            throws TrainingException, InterruptedException {
        throw new TrainingException("training by " + runner + " is not supported yet");
    }

    @Override
    public void score(Spec spec, Path model, String table, Path rows, Path predictions, Progress progress)
            throws TrainingException, InterruptedException {
        throw new TrainingException("scoring by " + runner + " is not supported yet");
    }
}
