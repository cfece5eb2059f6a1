// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import io.github.gxpml.host.codepipeline.HealthPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a worker of a queue is.
 *
 * @param healthy whether the queue has answered lately
 * @param secondsSinceAnswer since it did
 * @param trouble what it says instead; empty if nothing
 * @param work what is at work; absent if nothing
 * @param started runs that were started or gone on with
 * @param duplicates messages that came again after their run
 * @param refused messages that could not be understood
 */
record QueueStatus(
        boolean healthy,
        long secondsSinceAnswer,
        String trouble,
        Optional<Work> work,
        int started,
        int duplicates,
        int refused)
        implements HealthPage.Health {
    private static final Duration SILENT = Duration.ofMinutes(5);

    /** A message whose run is at work, or waits. */
    record Work(String message, String stage, Instant since) {}

    /** Returns how the worker is after the queue was silent for so long; while a run is at work nobody asks it. */
    QueueStatus silentFor(Duration time) {
        Duration silence = work.isPresent() ? Duration.ZERO : time;
        return new QueueStatus(
                silence.compareTo(SILENT) < 0, silence.toSeconds(), trouble, work, started, duplicates, refused);
    }
}
