// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import java.util.Optional;

/** A number less what it was before, on other rows: bias drift, if the metric is one of bias. */
public final class Change {
    /** What a request names to get this comparison. */
    public static final String NAME = "baseline";

    private Change() {}

    /**
     * Subtracts an earlier number.
     *
     * @param now the number now
     * @param before the same number on independent rows
     * @return the difference with an interval if both have one; undefined if one of them is
     */
    public static MetricValue of(MetricValue now, MetricValue before) {
        if (now.value().isEmpty()) {
            return now;
        }
        if (before.value().isEmpty()) {
            return MetricValue.undefined("it had no number in the baseline: " + before.reason(), now.n());
        }
        double value = now.value().get() - before.value().get();
        String detail = "now " + io.github.gxpml.metric.Numbers.text(now.value().get()) + ", in the baseline "
                + io.github.gxpml.metric.Numbers.text(before.value().get()) + " of " + before.n();
        return interval(now, before)
                .map(interval -> MetricValue.estimate(value, interval, now.n()))
                .orElseGet(() -> MetricValue.exact(value, now.n()))
                .withDetail(detail);
    }

    /**
     * Returns the interval of a difference of two independent estimates by recovering their variances from their
     * intervals (Zou and Donner 2008, Stat Med 27:1693).
     *
     * @param first an estimate
     * @param second an estimate, subtracted
     * @return empty if one of them has no interval
     */
    static Optional<Interval> interval(MetricValue first, MetricValue second) {
        if (first.interval().isEmpty() || second.interval().isEmpty()) {
            return Optional.empty();
        }
        Interval a = first.interval().get();
        Interval b = second.interval().get();
        double x = first.value().orElseThrow();
        double y = second.value().orElseThrow();
        double down = Math.hypot(x - a.lower(), b.upper() - y);
        double up = Math.hypot(a.upper() - x, y - b.lower());
        return Optional.of(new Interval(x - y - down, x - y + up, a.level(), "recovered-difference"));
    }
}
