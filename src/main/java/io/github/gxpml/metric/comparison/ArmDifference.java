// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import io.github.gxpml.data.Arms;
import io.github.gxpml.data.Arms.Arm;
import io.github.gxpml.data.Arms.Outcome;
import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.Slices;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.distribution.TDistribution;

/** What the arm that is tried brings beyond the control, once, when the experiment is complete. */
public final class ArmDifference implements Metric {
    /** The difference. */
    public static final Metric AB_DIFFERENCE = new ArmDifference();

    private static final MetricInfo INFO = new MetricInfo(
            "ab_difference",
            "Difference of the arms of an experiment",
            "",
            Scope.EXPERIMENT,
            Direction.HIGHER,
            Optional.empty(),
            "Share (or mean) of the outcome in the treatment arm less that in the control arm; above 0 the treatment has"
                    + " more of it. There is no number before both arms have as many rows as were planned.",
            "difference of two proportions, or of two means",
            "newcombe for proportions (1998, Stat Med 17:873, method 10), welch for means (1947, Biometrika 34:28)");

    private static final double ROUND = 1e12;

    private ArmDifference() {}

    @Override
    public MetricInfo info() {
        return INFO;
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.EXPERIMENT);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.experiment()
                .<Set<Need>>map(plan -> Set.of(new Need.Arms(plan)))
                .orElse(Set.of());
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        if (states.arms().isEmpty()) {
            return MetricValue.undefined("no experiment is declared - add `monitor.experiment`", states.rows());
        }
        Arms arms = states.arms().get();
        Arm control = arms.control();
        Arm treatment = arms.treatment();
        long n = control.rows() + treatment.rows();
        if (!arms.complete()
                || control.outcome().isEmpty()
                || treatment.outcome().isEmpty()) {
            return MetricValue.undefined(tooEarly(arms), n);
        }
        Outcome first = treatment.outcome().get();
        Outcome second = control.outcome().get();
        MetricValue value = first.positives().isPresent() && second.positives().isPresent()
                ? shares(
                        new Share(first.positives().get(), treatment.rows(), "rows"),
                        new Share(second.positives().get(), control.rows(), "rows"),
                        options.level())
                : means(new Mean(first, treatment.rows()), new Mean(second, control.rows()), options.level());
        return Slices.alsoTelling(value, told(arms));
    }

    private static String tooEarly(Arms arms) {
        return "arm " + arms.treatment().value() + " has " + arms.treatment().rows() + " and arm "
                + arms.control().value() + " has " + arms.control().rows() + " of the " + arms.planned()
                + " rows that were planned for each: a look before the end would turn chance into a finding";
    }

    private static String told(Arms arms) {
        long without = arms.control().withoutOutcome() + arms.treatment().withoutOutcome();
        StringBuilder told = new StringBuilder();
        if (arms.leftOut() > 0) {
            told.append("left out: ").append(arms.leftOut()).append(" of neither arm");
        }
        if (without > 0) {
            told.append(told.isEmpty() ? "left out: " : ", ").append(without).append(" without an outcome");
        }
        return told.toString();
    }

    private static MetricValue shares(Share treatment, Share control, double level) {
        return MetricValue.estimate(
                        treatment.value() - control.value(),
                        Intervals.newcombe(treatment, control, level),
                        treatment.total() + control.total())
                .withDetail(treatment.count() + " of " + treatment.total() + " against " + control.count() + " of "
                        + control.total());
    }

    /** An arm's mean, in units of the common range. */
    private record Mean(double value, double variance, Outcome outcome, long n) {
        Mean(Outcome outcome, long n) {
            this(
                    FixedPoint.mean(outcome.sum(), n),
                    FixedPoint.variance(outcome.sum(), outcome.squares(), n) / n,
                    outcome,
                    n);
        }

        double range() {
            return outcome.max() - outcome.min();
        }

        double plain() {
            return outcome.min() + range() * value;
        }
    }

    private static MetricValue means(Mean treatment, Mean control, double level) {
        double range = treatment.range();
        long n = treatment.n() + control.n();
        if (!Double.isFinite(range)) {
            return MetricValue.undefined("the outcomes spread over more than a number can say", n);
        }
        double value = (treatment.value() - control.value()) * range;
        String detail = "mean " + Numbers.text(treatment.plain()) + " of " + treatment.n() + " against "
                + Numbers.text(control.plain()) + " of " + control.n();
        double variance = treatment.variance() + control.variance();
        if (variance == 0) {
            return MetricValue.exact(value, n).withDetail(detail + "; no interval, the outcome never varies");
        }
        double freedom = variance
                * variance
                / (treatment.variance() * treatment.variance() / (treatment.n() - 1)
                        + control.variance() * control.variance() / (control.n() - 1));
        double t = TDistribution.of(freedom).inverseSurvivalProbability((1 - level) / 2);
        // the last digits may differ from one Java runtime to the next, and evidence is recomputed elsewhere
        double half = Math.rint(t * ROUND) / ROUND * Math.sqrt(variance) * range;
        return MetricValue.estimate(value, new Interval(value - half, value + half, level, "welch"), n)
                .withDetail(detail);
    }
}
