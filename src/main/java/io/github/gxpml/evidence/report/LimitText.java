// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.spec.GateSpec.On;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Limits, intervals and what a gate is about, as people read them. */
final class LimitText {
    private LimitText() {}

    /**
     * Says what a gate allows.
     *
     * @param gate any
     * @return for example {@code at least 0.8} or {@code 0.8 to 1.25}
     */
    static String limit(Gate gate) {
        Optional<String> min = gate.min().map(Figures::plain);
        Optional<String> max = gate.max().map(Figures::plain);
        if (min.isPresent() && max.isPresent()) {
            return min.equals(max) ? "exactly " + min.get() : min.get() + " to " + max.get();
        }
        return min.map(number -> "at least " + number)
                .or(() -> max.map(number -> "at most " + number))
                .orElse("no limit");
    }

    /**
     * Says which part of the interval the limit applies to.
     *
     * @param on of a gate
     * @return a few words
     */
    static String on(On on) {
        return switch (on) {
            case INTERVAL -> "whole interval";
            case VALUE -> "value alone";
            case LOWER_BOUND -> "lower bound";
            case UPPER_BOUND -> "upper bound";
        };
    }

    /**
     * Returns the value as it is shown.
     *
     * @param result any
     * @return the rounded number, or {@code no number}
     */
    static String value(GateResult result) {
        return result.metric().value().map(value -> rounded(result, value)).orElse("no number");
    }

    /**
     * Returns the interval as it is shown.
     *
     * @param result any
     * @param interval of its metric
     * @return for example {@code [0.841, 0.883]}
     */
    static String interval(GateResult result, Interval interval) {
        return "[" + rounded(result, interval.lower()) + ", " + rounded(result, interval.upper()) + "]";
    }

    /**
     * Returns the interval as it is shown, if there is one.
     *
     * @param result any
     * @return for example {@code [0.841, 0.883]}
     */
    static Optional<String> interval(GateResult result) {
        return result.metric().interval().map(interval -> interval(result, interval));
    }

    /**
     * Returns the confidence level and the method of an interval.
     *
     * @param interval any
     * @return for example {@code 95 % wilson}
     */
    static String level(Interval interval) {
        return Figures.percent(interval.level(), 1) + " " + interval.method();
    }

    /**
     * Says what the metric is computed on.
     *
     * @param gate any
     * @return table, facet and column, or {@code the run}
     */
    static String about(Gate gate) {
        String about = Stream.concat(Stream.of(gate.table()), gate.subject().stream())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return about.isEmpty() ? "the run" : about;
    }

    private static String rounded(GateResult result, double number) {
        return Figures.rounded(number, Scale.limits(result.gate()));
    }
}
