// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Slices;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The worst of some values. Their intervals are to hold together at the level asked for; then so does this one.
 *
 * @param slices by what people read, at least one; each has a value
 * @param info which way is better
 * @param level of the interval
 */
record Worst(Map<String, MetricValue> slices, MetricInfo info, double level) {
    MetricValue value() {
        String worst = "";
        for (String slice : slices.keySet()) {
            if (worst.isEmpty() || badness(number(slice)) > badness(number(worst))) {
                worst = slice;
            }
        }
        MetricValue found = slices.get(worst);
        List<String> without = slices.entrySet().stream()
                .filter(slice -> slice.getValue().interval().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        MetricValue value = without.isEmpty()
                ? MetricValue.estimate(
                        number(worst), interval(number(worst), found.interval().orElseThrow()), found.n())
                : MetricValue.exact(number(worst), found.n());
        String told = worst + ", the worst of " + slices.size() + " slices";
        String lacking =
                without.isEmpty() || !info.estimated() ? "" : "there is no interval " + String.join(", ", without);
        return Slices.alsoTelling(Slices.alsoTelling(value.withDetail(told), lacking), found.detail());
    }

    private double number(String slice) {
        return slices.get(slice).value().orElseThrow();
    }

    private double badness(double value) {
        return switch (info.direction()) {
            case HIGHER -> -value;
            case LOWER -> value;
            case IDEAL, NEITHER -> Math.abs(value - ideal());
        };
    }

    private double ideal() {
        return info.ideal().orElseThrow();
    }

    private Interval interval(double value, Interval own) {
        Collection<Interval> all = slices.values().stream()
                .map(MetricValue::interval)
                .flatMap(Optional::stream)
                .toList();
        String method = own.method() + "-bonferroni";
        DoubleStream lower = all.stream().mapToDouble(Interval::lower);
        DoubleStream upper = all.stream().mapToDouble(Interval::upper);
        return switch (info.direction()) {
            case HIGHER -> new Interval(lower.min().orElseThrow(), upper.min().orElseThrow(), level, method);
            case LOWER -> new Interval(lower.max().orElseThrow(), upper.max().orElseThrow(), level, method);
            case IDEAL, NEITHER -> farthest(all, value, method);
        };
    }

    /** From both sides of the ideal: of each interval only what is as far from it as some slice is for certain. */
    private Interval farthest(Collection<Interval> all, double value, String method) {
        double least = all.stream().mapToDouble(this::nearest).max().orElseThrow();
        double lower = value;
        double upper = value;
        for (Interval interval : all) {
            if (ideal() - interval.lower() >= least) {
                lower = Math.min(lower, interval.lower());
                upper = Math.max(upper, Math.min(interval.upper(), ideal() - least));
            }
            if (interval.upper() - ideal() >= least) {
                lower = Math.min(lower, Math.max(interval.lower(), ideal() + least));
                upper = Math.max(upper, interval.upper());
            }
        }
        return new Interval(lower, upper, level, method);
    }

    /** How far from the ideal an interval is at least. */
    private double nearest(Interval interval) {
        return Math.max(0, Math.max(ideal() - interval.upper(), interval.lower() - ideal()));
    }
}
