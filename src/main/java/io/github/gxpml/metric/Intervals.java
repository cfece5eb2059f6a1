// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Intervals of confidence in closed form. */
public final class Intervals {
    private static final double ROUND = 1e14;

    private Intervals() {}

    /**
     * Returns the standard normal quantile of a two-sided interval.
     *
     * @param level confidence level
     * @return for example 1.96 at 0.95
     */
    public static double z(double level) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
        // the last digits may differ from one Java runtime to the next, and evidence is recomputed elsewhere
        return Math.rint(z * ROUND) / ROUND;
    }

    /**
     * Returns Wilson's score interval of a proportion (Wilson 1927, J Am Stat Assoc 22:209).
     *
     * @param share count and total, the total not 0
     * @param level confidence level
     * @return within [0, 1]; never of zero width
     */
    public static Interval wilson(Share share, double level) {
        double n = share.total();
        double p = share.value();
        double z2 = z(level) * z(level);
        double centre = p + z2 / (2 * n);
        double half = z(level) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        double scale = 1 + z2 / n;
        double lower = share.count() == 0 ? 0 : Math.max(0, (centre - half) / scale);
        double upper = share.count() == share.total() ? 1 : Math.min(1, (centre + half) / scale);
        return new Interval(lower, upper, level, "wilson");
    }

    /**
     * Returns Newcombe's hybrid score interval of a difference of two independent proportions (Newcombe 1998, Stat Med
     * 17:873, method 10).
     *
     * @param first count and total
     * @param second count and total, subtracted
     * @param level confidence level
     * @return within [-1, 1]
     */
    public static Interval newcombe(Share first, Share second, double level) {
        Interval a = wilson(first, level);
        Interval b = wilson(second, level);
        double difference = first.value() - second.value();
        double down = Math.hypot(first.value() - a.lower(), b.upper() - second.value());
        double up = Math.hypot(a.upper() - first.value(), second.value() - b.lower());
        return new Interval(Math.max(-1, difference - down), Math.min(1, difference + up), level, "newcombe");
    }

    /**
     * Returns an interval of a ratio of two independent proportions: on the log scale (Katz 1978, Biometrics 34:469),
     * or, where a count of 0 or a proportion of 1 would make that degenerate, by recovering variances from Wilson's
     * intervals (Donner and Zou 2012, Stat Methods Med Res 21:347).
     *
     * @param first count and total
     * @param second count and total, the count not 0
     * @param level confidence level
     * @return lower bound at least 0
     */
    public static Interval ratio(Share first, Share second, double level) {
        if (first.count() == 0 || first.full() || second.full()) {
            return recovered(first, second, level);
        }
        double error =
                Math.sqrt(1.0 / first.count() - 1.0 / first.total() + 1.0 / second.count() - 1.0 / second.total());
        double factor = StrictMath.exp(z(level) * error);
        double ratio = first.value() / second.value();
        return new Interval(ratio / factor, ratio * factor, level, "log-ratio");
    }

    private static Interval recovered(Share first, Share second, double level) {
        Interval a = wilson(first, level);
        Interval b = wilson(second, level);
        double product = first.value() * second.value();
        double low = a.lower() * (2 * first.value() - a.lower());
        double high = a.upper() * (2 * first.value() - a.upper());
        double down = b.upper() * (2 * second.value() - b.upper());
        double up = b.lower() * (2 * second.value() - b.lower());
        double lower = low == 0 ? 0 : (product - Math.sqrt(product * product - low * down)) / down;
        double upper = (product + Math.sqrt(product * product - high * up)) / up;
        return new Interval(Math.max(0, lower), upper, level, "ratio-wilson");
    }

    /**
     * A part of a weighted sum.
     *
     * @param value its estimate
     * @param interval its interval
     * @param weight what it is multiplied with, not negative
     */
    public record Part(double value, Interval interval, double weight) {}

    /**
     * Returns an interval of a weighted sum of independent estimates by recovering their variances from their intervals
     * (Zou and Donner 2008, Stat Med 27:1693). The weights are taken as fixed.
     *
     * @param parts at least one
     * @param range smallest and largest possible sum
     * @param level confidence level of the parts' intervals and of the result
     * @param method how the parts' intervals were computed
     * @return contains the sum
     */
    public static Interval sum(List<Part> parts, Range range, double level, String method) {
        double sum = 0;
        double down = 0;
        double up = 0;
        for (Part part : parts) {
            sum += part.weight() * part.value();
            double below = part.weight() * (part.value() - part.interval().lower());
            double above = part.weight() * (part.interval().upper() - part.value());
            down += below * below;
            up += above * above;
        }
        return new Interval(
                Math.max(range.min(), sum - Math.sqrt(down)),
                Math.min(range.max(), sum + Math.sqrt(up)),
                level,
                method);
    }

    /**
     * Returns the interval of the size of a number whose sign does not matter.
     *
     * @param signed interval of the signed number
     * @param method name of the result's method
     * @return from 0 if the signed interval holds 0
     */
    public static Interval folded(Interval signed, String method) {
        double lower = Math.abs(signed.lower());
        double upper = Math.abs(signed.upper());
        boolean around = signed.lower() <= 0 && signed.upper() >= 0;
        return new Interval(around ? 0 : Math.min(lower, upper), Math.max(lower, upper), signed.level(), method);
    }

    /**
     * Returns a normal interval, cut to the range that the metric can have.
     *
     * @param value the estimate
     * @param error its standard error, above 0
     * @param range smallest and largest possible value, infinite if there is none
     * @param level confidence level
     * @param method how the standard error was computed
     * @return contains the value
     */
    public static Interval normal(double value, double error, Range range, double level, String method) {
        double half = z(level) * error;
        return new Interval(Math.max(range.min(), value - half), Math.min(range.max(), value + half), level, method);
    }

    /**
     * Where a metric's value can lie.
     *
     * @param min smallest possible value
     * @param max largest possible value
     */
    public record Range(double min, double max) {
        /** From 0 to 1. */
        public static final Range UNIT = new Range(0, 1);

        /** From -1 to 1. */
        public static final Range SIGNED = new Range(-1, 1);

        /** From 0 up. */
        public static final Range POSITIVE = new Range(0, Double.POSITIVE_INFINITY);

        /** Any number. */
        public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
