// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.time.Duration;

/**
 * How often and how long a worker does things.
 *
 * @param pollEvery between two questions for jobs while nothing happens
 * @param renewEvery after which a job is ended for another one to continue it, so that none times out
 * @param lookEvery between two looks at signatures
 * @param firstRetry before something that failed is tried again; grows up to {@code longestRetry}
 * @param longestRetry the longest of these waits
 * @param patience how long fetching and delivering are tried again before the job fails
 * @param returnWithin after which a job that nobody continues is given up
 * @param takeOverAfter after which a job that another worker should continue is failed in its place
 */
public record Pace(
        Duration pollEvery,
        Duration renewEvery,
        Duration lookEvery,
        Duration firstRetry,
        Duration longestRetry,
        Duration patience,
        Duration returnWithin,
        Duration takeOverAfter) {
    /** What fits pipelines of people. */
    public static final Pace USUAL = new Pace(
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofMinutes(30));

    /**
     * Returns this pace with another time between two questions for jobs.
     *
     * @param every that time
     * @return the pace
     */
    public Pace polling(Duration every) {
        return new Pace(every, renewEvery, lookEvery, firstRetry, longestRetry, patience, returnWithin, takeOverAfter);
    }
}
