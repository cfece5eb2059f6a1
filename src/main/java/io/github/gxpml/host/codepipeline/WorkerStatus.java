// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How a worker is.
 *
 * @param healthy whether the service has answered lately
 * @param secondsSinceAnswer since it did
 * @param trouble what it says instead; empty if nothing
 * @param jobs that are not over
 * @param findings what was against the rules, since the worker started
 */
record WorkerStatus(boolean healthy, long secondsSinceAnswer, String trouble, List<Job> jobs, List<String> findings)
        implements HealthPage.Health {
    private static final Duration SILENT = Duration.ofMinutes(5);

    /**
     * A job.
     *
     * @param pipeline name
     * @param action {@code stage/action}
     * @param step what is done next
     * @param since when it was taken
     */
    record Job(String pipeline, String action, String step, Instant since) {}

    static WorkerStatus of(List<JobRecord> records, Duration silence, String trouble, List<String> findings) {
        List<Job> jobs = records.stream()
                .filter(record -> record.step() != JobRecord.Step.OVER)
                .sorted(Comparator.comparing(JobRecord::takenAt))
                .map(record -> new Job(
                        record.context().pipeline(),
                        record.context().stage() + "/" + record.context().action(),
                        record.step().name(),
                        record.takenAt()))
                .toList();
        return new WorkerStatus(silence.compareTo(SILENT) < 0, silence.toSeconds(), trouble, jobs, findings);
    }
}
