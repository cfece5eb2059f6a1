// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.port.Progress;
import java.time.Duration;

/** Watches a run for a person. Never part of a result. */
public interface RunListener extends Progress {
    /**
     * A stage is over and its evidence is sealed.
     *
     * @param stage name of the stage
     * @param outcome what it came to
     * @param time how long it took
     */
    void finished(String stage, StageOutcome outcome, Duration time);

    /**
     * Something that a person should know went wrong beside the run, and changes nothing of what it came to.
     *
     * @param sentence with cause and way out; may contain anything
     */
    default void warn(String sentence) {
        note(sentence);
    }
}
