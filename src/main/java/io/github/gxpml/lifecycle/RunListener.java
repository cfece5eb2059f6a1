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
}
