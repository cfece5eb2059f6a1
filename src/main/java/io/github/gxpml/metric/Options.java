// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.drift.Baseline;
import java.util.Optional;

/**
 * How to compute.
 *
 * @param level confidence level of every interval, strictly between 0 and 1
 * @param minimumRows a table with fewer rows has no metric but undefined ones
 * @param baseline what drift is measured against
 */
public record Options(double level, long minimumRows, Optional<Baseline> baseline) {
    /** Checks the level. */
    public Options {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1, this is " + level);
        }
    }

    /**
     * Returns options without baseline and without a minimum of rows.
     *
     * @param level confidence level
     * @return the options
     */
    public static Options at(double level) {
        return new Options(level, 0, Optional.empty());
    }
}
