// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import java.math.BigInteger;

/**
 * The sum of a number over rows, and of its squares, in fixed point.
 *
 * @param sum of the terms
 * @param squares of the terms
 * @param n number of terms, not 0
 */
record Means(BigInteger sum, BigInteger squares, long n) {
    static final String INTERVAL = "normal, variance of the rows";
    static final String BOUNDED =
            INTERVAL + "; where they are all equal, wilson of their share of the largest value, as"
                    + " no number between 0 and that varies more than a proportion";

    double mean() {
        return FixedPoint.mean(sum, n);
    }

    double variance() {
        return n < 2 ? 0 : FixedPoint.variance(sum, squares, n);
    }

    /** An estimate without bound on one side at least: no interval where all rows are equal. */
    MetricValue estimate(Range range, double level) {
        double value = Math.min(range.max(), Math.max(range.min(), mean()));
        double variance = variance();
        if (variance == 0) {
            return MetricValue.exact(value, n).withDetail("no interval, one row, or the same number in every row");
        }
        return MetricValue.estimate(value, Intervals.normal(value, Math.sqrt(variance / n), range, level, "normal"), n);
    }

    /** An estimate of a number that lies between 0 and a largest value in every row. */
    MetricValue bounded(double largest, double level) {
        double value = Math.min(largest, Math.max(0, mean()));
        if (variance() > 0) {
            return estimate(new Range(0, largest), level);
        }
        Interval share = Intervals.wilson(new Share(Math.round(value / largest * n), n, "rows"), level);
        Interval interval = new Interval(
                Math.min(value, share.lower() * largest), Math.max(value, share.upper() * largest), level, "wilson");
        return MetricValue.estimate(value, interval, n);
    }
}
