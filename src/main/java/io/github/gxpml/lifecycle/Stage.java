// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.port.Progress;
import java.io.IOException;

/** One stage of the lifecycle: a use case that works on an open run and says what it came to. Keeps no state itself. */
interface Stage {
    /**
     * Returns a stage.
     *
     * @param name train, validate, register or monitor
     * @return the stage
     * @throws IllegalArgumentException if there is no stage of that name
     */
    static Stage named(String name) {
        return switch (name) {
            case "train" -> new TrainStage();
            case "validate" -> new ValidateStage();
            case "register" -> new RegisterStage();
            case "monitor" -> new MonitorStage();
            default -> throw new IllegalArgumentException("no stage is called " + name);
        };
    }

    /**
     * Returns the name of the stage.
     *
     * @return train, validate, register or monitor
     */
    String name();

    /**
     * Carries the stage out. What it finds it puts into the run's evidence; it neither seals nor stops anything.
     *
     * @param run the open run
     * @param progress told how the stage gets on
     * @return what it came to
     * @throws StageException if it could not be carried out
     * @throws IOException if evidence could not be kept
     * @throws InterruptedException if the thread was interrupted
     */
    StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException, InterruptedException;
}
