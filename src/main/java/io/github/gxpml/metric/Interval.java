// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

/**
 * A two-sided interval of confidence.
 *
 * @param lower smallest plausible value
 * @param upper largest plausible value, not below {@code lower}
 * @param level confidence level, strictly between 0 and 1
 * @param method how it was computed, for example {@code wilson}
 */
public record Interval(double lower, double upper, double level, String method) {
    /** Refuses bounds that are NaN or in the wrong order. */
    public Interval {
        if (!(lower <= upper) || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("no interval: [" + lower + ", " + upper + "] at level " + level);
        }
    }
}
