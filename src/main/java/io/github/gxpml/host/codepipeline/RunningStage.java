// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A stage at work; it goes on when the worker ends. */
public interface RunningStage {
    /**
     * Waits for the stage to end.
     *
     * @param most how long
     * @return what it came to; empty if it is still at work
     * @throws IOException if it is not known any more what became of it
     * @throws InterruptedException if the worker stops
     */
    Optional<StageAnswer> await(Duration most) throws IOException, InterruptedException;

    /**
     * Returns what it is doing.
     *
     * @return one short line without control characters; empty if it does not say
     */
    String doing();

    /**
     * Returns how far it is, as the time says that it took before.
     *
     * @return 0 to 100; empty if that is not known
     */
    default OptionalInt percent() {
        return OptionalInt.empty();
    }

    /** Asks it to end, and to seal its evidence before. Does not wait. */
    void stop();
}
