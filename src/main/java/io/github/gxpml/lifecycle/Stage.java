// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.port.Progress;
import java.io.IOException;

/** One stage of the lifecycle: a use case that works on an open run and says what it came to. Keeps no state itself. */
interface Stage {
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
