// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import io.github.gxpml.metric.Intervals;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many rows each arm of an experiment needs.
 *
 * @param level confidence level of the interval that will be judged, for example 0.95
 * @param power chance to find the difference if it is there, for example 0.8
 */
public record SampleSize(double level, double power) {
    /** Checks the two. */
    public SampleSize {
        if (!(level > 0 && level < 1) || !(power > 0 && power < 1)) {
            throw new IllegalArgumentException(
                    "level and power lie between 0 and 1, these are " + level + ", " + power);
        }
    }

    /**
     * Returns the rows of each arm to tell two proportions apart (Fleiss, Levin and Paik 2003, ch. 4, without
     * continuity correction).
     *
     * @param control expected share in the control arm
     * @param treatment expected share in the treatment arm, another one
     * @return at least 2
     */
    public long proportions(double control, double treatment) {
        double mean = (control + treatment) / 2;
        double apart = treatment - control;
        double root = quantile() * Math.sqrt(2 * mean * (1 - mean))
                + powerQuantile() * Math.sqrt(control * (1 - control) + treatment * (1 - treatment));
        return Math.max(2, (long) Math.ceil(root * root / (apart * apart)));
    }

    /**
     * Returns the rows of each arm to tell two means apart, with Guenther's correction for the unknown deviation
     * (Guenther 1981, Am Stat 35:243).
     *
     * @param deviation expected standard deviation in each arm, above 0
     * @param difference expected difference of the means, not 0
     * @return at least 2
     */
    public long means(double deviation, double difference) {
        double z = quantile();
        double sum = z + powerQuantile();
        double size = 2 * sum * sum * deviation * deviation / (difference * difference) + z * z / 4;
        return Math.max(2, (long) Math.ceil(size));
    }

    private double quantile() {
        return Intervals.z(level);
    }

    private double powerQuantile() {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(power);
    }
}
