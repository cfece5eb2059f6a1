// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.MetricValue.Status;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Numbers;
import java.util.Collection;
import java.util.Optional;

/** Judges numbers by limits. Pure: same gate, same number, same verdict. Whatever is not clear is UNDECIDED. */
public final class Judge {
    private Judge() {}

    /**
     * Judges a number. Limits are closed: a number equal to its limit passes.
     *
     * @param gate the limit
     * @param metric the number, or why there is none
     * @return the verdict and its reason
     */
    public static GateResult judge(Gate gate, MetricValue metric) {
        if (metric.status() == Status.UNDEFINED) {
            return undecided(gate, metric, metric.reason());
        }
        if (gate.min().isEmpty() && gate.max().isEmpty()) {
            return undecided(gate, metric, "no limit is set");
        }
        Optional<String> broken = brokenLimit(gate);
        if (broken.isPresent()) {
            return undecided(gate, metric, broken.get());
        }
        double value = metric.value().orElseThrow();
        return switch (gate.on()) {
            case VALUE -> onNumber(gate, metric, "the value", value);
            case LOWER_BOUND ->
                onBound(gate, metric, "the lower bound", metric.interval().map(Interval::lower));
            case UPPER_BOUND ->
                onBound(gate, metric, "the upper bound", metric.interval().map(Interval::upper));
            case INTERVAL -> onInterval(gate, metric, value);
        };
    }

    /**
     * Sums up verdicts: FAIL if any is FAIL, else UNDECIDED if any is UNDECIDED or there is none, else PASS.
     *
     * @param results any number
     * @return the verdict on all of them
     */
    public static Verdict overall(Collection<GateResult> results) {
        if (results.stream().anyMatch(result -> result.verdict() == Verdict.FAIL)) {
            return Verdict.FAIL;
        }
        boolean passed = !results.isEmpty() && results.stream().allMatch(r -> r.verdict() == Verdict.PASS);
        return passed ? Verdict.PASS : Verdict.UNDECIDED;
    }

    /**
     * Returns a gate's limit for people.
     *
     * @param gate the gate
     * @return for example {@code >= 0.78}, {@code 0.80 .. 1.25}, {@code lower bound >= 0.78}, {@code no limit}
     */
    public static String limitText(Gate gate) {
        String part = switch (gate.on()) {
            case LOWER_BOUND -> "lower bound ";
            case UPPER_BOUND -> "upper bound ";
            case INTERVAL, VALUE -> "";
        };
        return part + range(gate);
    }

    private static String range(Gate gate) {
        if (gate.min().isPresent() && gate.max().isPresent()) {
            double min = gate.min().get();
            double max = gate.max().get();
            return min == -max && max > 0
                    ? "within " + Numbers.limit(max)
                    : Numbers.limit(min) + " .. " + Numbers.limit(max);
        }
        return gate.min()
                .map(min -> ">= " + Numbers.limit(min))
                .or(() -> gate.max().map(max -> "<= " + Numbers.limit(max)))
                .orElse("no limit");
    }

    private static Optional<String> brokenLimit(Gate gate) {
        boolean finite = gate.min().map(Double::isFinite).orElse(true)
                && gate.max().map(Double::isFinite).orElse(true);
        if (!finite) {
            return Optional.of("the limit is not a finite number");
        }
        boolean empty = gate.min().isPresent()
                && gate.max().isPresent()
                && gate.min().get() > gate.max().get();
        return empty ? Optional.of("no number can lie in " + limitText(gate)) : Optional.empty();
    }

    private static GateResult onNumber(Gate gate, MetricValue metric, String what, double number) {
        Optional<String> breach = breach(gate, what, number);
        return breach.isPresent()
                ? new GateResult(gate, metric, Verdict.FAIL, breach.get())
                : new GateResult(gate, metric, Verdict.PASS, what + " is " + inside(gate));
    }

    private static GateResult onBound(Gate gate, MetricValue metric, String what, Optional<Double> bound) {
        return bound.isPresent()
                ? onNumber(gate, metric, what, bound.get())
                : undecided(gate, metric, "there is no interval, and so not " + what + because(metric));
    }

    private static GateResult onInterval(Gate gate, MetricValue metric, double value) {
        if (metric.interval().isEmpty()) {
            boolean exact =
                    Metrics.find(gate.metric()).map(m -> !m.info().estimated()).orElse(false);
            return exact
                    ? onNumber(gate, metric, "the value", value)
                    : undecided(gate, metric, "there is no interval to judge by" + because(metric));
        }
        Interval interval = metric.interval().get();
        double min = gate.min().orElse(Double.NEGATIVE_INFINITY);
        double max = gate.max().orElse(Double.POSITIVE_INFINITY);
        if (value < interval.lower() || value > interval.upper()) {
            return undecided(gate, metric, "the value lies outside its own interval");
        }
        if (interval.upper() < min || interval.lower() > max) {
            String where = interval.upper() < min ? "below " + Numbers.limit(min) : "above " + Numbers.limit(max);
            return new GateResult(gate, metric, Verdict.FAIL, "the whole interval is " + where);
        }
        if (interval.lower() >= min && interval.upper() <= max) {
            return new GateResult(gate, metric, Verdict.PASS, "the whole interval is " + inside(gate));
        }
        return undecided(gate, metric, Sample.reason(value, interval, min, max, metric.n()));
    }

    private static String because(MetricValue metric) {
        return metric.detail().isEmpty() ? "" : " (" + metric.detail() + ")";
    }

    private static String inside(Gate gate) {
        if (gate.min().isPresent() && gate.max().isPresent()) {
            return "inside " + Numbers.limit(gate.min().get()) + " .. "
                    + Numbers.limit(gate.max().get());
        }
        return gate.min()
                .map(min -> "at least " + Numbers.limit(min))
                .orElseGet(() -> "at most " + Numbers.limit(gate.max().orElseThrow()));
    }

    private static Optional<String> breach(Gate gate, String what, double number) {
        if (gate.min().isPresent() && number < gate.min().get()) {
            return Optional.of(what + " " + Numbers.beside(number, gate.min().get()) + " is below "
                    + Numbers.limit(gate.min().get()));
        }
        if (gate.max().isPresent() && number > gate.max().get()) {
            return Optional.of(what + " " + Numbers.beside(number, gate.max().get()) + " is above "
                    + Numbers.limit(gate.max().get()));
        }
        return Optional.empty();
    }

    private static GateResult undecided(Gate gate, MetricValue metric, String reason) {
        return new GateResult(gate, metric, Verdict.UNDECIDED, reason);
    }
}
