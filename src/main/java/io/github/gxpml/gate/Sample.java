// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Says how much more data would decide a gate whose interval crosses a limit. */
final class Sample {
    private static final double TOO_MANY = 1e12;

    private Sample() {}

    /**
     * Explains why an interval does not decide. Assumes that the value stays where it is and that an interval shrinks
     * with the square root of the sample size, which holds roughly.
     */
    static String reason(double value, Interval interval, double min, double max, long n) {
        boolean inside = value >= min && value <= max;
        double wanted = inside ? sizeToPass(value, interval, min, max, n) : sizeToFail(value, interval, min, max, n);
        String size = !Double.isFinite(wanted) || wanted > TOO_MANY
                ? "the value is so near the limit that more data may not decide"
                : "about " + rounded(wanted) + " would decide"
                        + (inside ? "" : ", and probably fail: the value itself is outside");
        return "the interval crosses " + crossed(interval, min, max) + " with n = " + n + "; " + size;
    }

    private static String crossed(Interval interval, double min, double max) {
        boolean below = interval.lower() < min;
        boolean above = interval.upper() > max;
        if (below && above) {
            return "both limits " + Numbers.limit(min) + " and " + Numbers.limit(max);
        }
        return "the limit " + Numbers.limit(below ? min : max);
    }

    /** Both ends must come inside. */
    private static double sizeToPass(double value, Interval interval, double min, double max, long n) {
        double factor = 1;
        if (interval.lower() < min) {
            factor = Math.max(factor, (value - interval.lower()) / (value - min));
        }
        if (interval.upper() > max) {
            factor = Math.max(factor, (interval.upper() - value) / (max - value));
        }
        return n * factor * factor;
    }

    /** The end that still reaches inside must come outside. */
    private static double sizeToFail(double value, Interval interval, double min, double max, long n) {
        double factor =
                value < min ? (interval.upper() - value) / (min - value) : (value - interval.lower()) / (value - max);
        return n * factor * factor;
    }

    private static String rounded(double size) {
        return new BigDecimal(size)
                .round(new MathContext(2, RoundingMode.UP))
                .setScale(0, RoundingMode.UP)
                .toPlainString();
    }
}
