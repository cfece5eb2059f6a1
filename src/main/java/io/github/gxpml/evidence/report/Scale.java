// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.metric.MetricValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The axis that all drawings of one metric share. It holds every limit, with room on its forbidden side, and the ideal
 * value; numbers that would make the limits too small to see lie beyond it.
 *
 * @param low left end
 * @param high right end, above {@code low}
 */
record Scale(double low, double high) {
    private static final double REACH = 1.5;
    private static final double MARGIN = 0.02;
    private static final double STEPS = 6;

    /**
     * Finds the axis for one metric.
     *
     * @param gates all gates on that metric
     * @param ideal value of the metric, if it has one
     * @return the axis
     */
    static Scale of(List<GateResult> gates, Optional<Double> ideal) {
        var fixed = new ArrayList<Double>();
        var seen = new ArrayList<Double>();
        ideal.filter(Double::isFinite).ifPresent(fixed::add);
        for (GateResult result : gates) {
            limits(result.gate()).stream().filter(Double::isFinite).forEach(fixed::add);
            result.metric().value().ifPresent(seen::add);
        }
        if (spread(fixed) == 0) {
            fixed.addAll(seen);
        }
        double reach = REACH * spread(fixed);
        double from = min(fixed, 0) - reach;
        double to = max(fixed, 0) + reach;
        gates.forEach(result -> result.metric().interval().ifPresent(interval -> {
            seen.add(interval.lower());
            seen.add(interval.upper());
        }));
        seen.forEach(number -> fixed.add(reach == 0 ? number : Math.max(from, Math.min(to, number))));
        double margin = MARGIN * spread(fixed);
        gates.forEach(result -> {
            result.gate().min().ifPresent(min -> fixed.add(min - margin));
            result.gate().max().ifPresent(max -> fixed.add(max + margin));
        });
        fixed.removeIf(number -> !Double.isFinite(number));
        return rounded(min(fixed, 0), max(fixed, 1));
    }

    /**
     * Finds the axis for numbers without limits.
     *
     * @param values numbers with their intervals; those that are none do not matter
     * @return from 0 to 1 where all of them fit, else as far as they reach
     */
    static Scale around(List<MetricValue> values) {
        var seen = new ArrayList<Double>();
        for (MetricValue value : values) {
            value.value().ifPresent(seen::add);
            value.interval().ifPresent(interval -> seen.addAll(List.of(interval.lower(), interval.upper())));
        }
        seen.removeIf(number -> !Double.isFinite(number));
        boolean unit = seen.stream().allMatch(number -> number >= 0 && number <= 1);
        return unit ? new Scale(0, 1) : rounded(min(seen, 0), max(seen, 1));
    }

    /**
     * Returns the limits of a gate.
     *
     * @param gate any
     * @return none, one or two
     */
    static List<Double> limits(Gate gate) {
        var limits = new ArrayList<Double>();
        gate.min().ifPresent(limits::add);
        gate.max().ifPresent(limits::add);
        return limits;
    }

    /**
     * Returns where a number lies between the ends.
     *
     * @param number finite
     * @return 0 at or beyond the left end, 1 at or beyond the right one
     */
    double place(double number) {
        // halves, because the difference of two large numbers may be more than a double holds
        return Math.max(0, Math.min(1, (number / 2 - low / 2) / (high / 2 - low / 2)));
    }

    /**
     * Tells whether a number lies beyond an end.
     *
     * @param number finite
     * @return true if it cannot be drawn in its place
     */
    boolean beyond(double number) {
        return number < low || number > high;
    }

    private static Scale rounded(double min, double max) {
        // one number alone is shown on its way from 0, or to 1
        double low = min == max ? Math.min(0, min) : min;
        double high = min == max ? Math.max(1, max) : max;
        double step = step(high / STEPS - low / STEPS);
        Scale whole = new Scale(multiple(low, step, RoundingMode.FLOOR), multiple(high, step, RoundingMode.CEILING));
        boolean usable = Double.isFinite(whole.low) && Double.isFinite(whole.high) && whole.low < whole.high;
        return usable ? whole : new Scale(low, high);
    }

    private static double step(double about) {
        double power = Math.pow(10, Math.floor(Math.log10(about)));
        double digit = about / power;
        return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    }

    private static double multiple(double number, double step, RoundingMode mode) {
        if (!Double.isFinite(step) || step <= 0) {
            return number;
        }
        BigDecimal size = BigDecimal.valueOf(step);
        return BigDecimal.valueOf(number).divide(size, 0, mode).multiply(size).doubleValue();
    }

    private static double spread(List<Double> numbers) {
        return max(numbers, 0) - min(numbers, 0);
    }

    private static double min(List<Double> numbers, double none) {
        return numbers.stream().mapToDouble(Double::doubleValue).min().orElse(none);
    }

    private static double max(List<Double> numbers, double none) {
        return numbers.stream().mapToDouble(Double::doubleValue).max().orElse(none);
    }
}
