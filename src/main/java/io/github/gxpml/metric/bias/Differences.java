// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.bias.FacetMetric.Sides;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Bias metrics that compare one share of the favoured side (a) with the same share of the disfavoured side (d). Names
 * and order of subtraction are those of Amazon SageMaker Clarify.
 */
public final class Differences {
    /** Class imbalance. */
    public static final Metric CI = new FacetMetric(
            info(
                    "CI",
                    "Class imbalance",
                    "Positive means that the disfavoured group has fewer rows.",
                    "(n_a - n_d) / (n_a + n_d)",
                    "wilson on n_a / (n_a + n_d), carried over"),
            Set.of(),
            Differences::imbalance);

    /** Difference in positive proportions in labels. */
    public static final Metric DPL = difference(
            info(
                    "DPL",
                    "Difference in positive proportions in labels",
                    "Positive means that the disfavoured group has positive labels less often.",
                    "n_a(1)/n_a - n_d(1)/n_d",
                    "newcombe"),
            Set.of(Input.LABELS),
            Share::labelPositive,
            true);

    /** Difference in positive proportions in predicted labels. */
    public static final Metric DPPL = difference(
            info(
                    "DPPL",
                    "Difference in positive proportions in predicted labels",
                    "Positive means that the disfavoured group is predicted positive less often.",
                    "n'_a(1)/n_a - n'_d(1)/n_d",
                    "newcombe"),
            Set.of(Input.CLASSES),
            Share::predictedPositive,
            true);

    /** Recall difference. */
    public static final Metric RD = difference(
            info(
                    "RD",
                    "Recall difference",
                    "Positive means that the disfavoured group's positives are found less often.",
                    "TPR_a - TPR_d",
                    "newcombe"),
            Set.of(Input.LABELS, Input.CLASSES),
            Share::recall,
            true);

    /** Specificity difference. */
    public static final Metric SD = difference(
            info(
                    "SD",
                    "Specificity difference",
                    "Positive means that the disfavoured group's negatives are recognised more often.",
                    "TNR_d - TNR_a",
                    "newcombe"),
            Set.of(Input.LABELS, Input.CLASSES),
            Share::specificity,
            false);

    /** Accuracy difference. */
    public static final Metric AD = difference(
            info(
                    "AD",
                    "Accuracy difference",
                    "Positive means that the disfavoured group is predicted right less often.",
                    "ACC_a - ACC_d",
                    "newcombe"),
            Set.of(Input.LABELS, Input.CLASSES),
            Share::accuracy,
            true);

    /** Difference in acceptance rates. */
    public static final Metric DAR = difference(
            info(
                    "DAR",
                    "Difference in acceptance rates",
                    "Positive means that positive predictions are right less often in the disfavoured group.",
                    "precision_a - precision_d",
                    "newcombe"),
            Set.of(Input.LABELS, Input.CLASSES),
            Share::precision,
            true);

    /** Difference in rejection rates. */
    public static final Metric DRR = difference(
            info(
                    "DRR",
                    "Difference in rejection rates",
                    "Positive means that negative predictions are right more often in the disfavoured group.",
                    "NPV_d - NPV_a, NPV = TN / (TN + FN)",
                    "newcombe"),
            Set.of(Input.LABELS, Input.CLASSES),
            Share::negativePrecision,
            false);

    /** Disparate impact. */
    public static final Metric DI = new FacetMetric(
            new MetricInfo(
                    "DI",
                    "Disparate impact",
                    "ratio",
                    Scope.FACET,
                    Direction.IDEAL,
                    Optional.of(1.0),
                    "Below 1 means that the disfavoured group is predicted positive less often; 0.80 to 1.25 is"
                            + " the usual"
                            + " band.",
                    "[n'_d(1)/n_d] / [n'_a(1)/n_a]",
                    "log-ratio (Katz 1978); ratio-wilson (Donner and Zou 2012) where a share is 0 or 1"),
            Set.of(Input.CLASSES),
            Differences::impact);

    private Differences() {}

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "", Scope.FACET, Direction.IDEAL, Optional.of(0.0), meaning, formula, interval);
    }

    private static Metric difference(
            MetricInfo info, Set<Input> inputs, Function<Outcomes, Share> share, boolean favouredFirst) {
        return new FacetMetric(info, inputs, (sides, level) -> {
            Share a = share.apply(sides.favoured());
            Share d = share.apply(sides.disfavoured());
            if (a.empty() || d.empty()) {
                return missing(a, sides);
            }
            Share first = favouredFirst ? a : d;
            Share second = favouredFirst ? d : a;
            return MetricValue.estimate(
                            first.value() - second.value(),
                            Intervals.newcombe(first, second, level),
                            a.total() + d.total())
                    .withDetail(told(a, d, sides));
        });
    }

    static MetricValue missing(Share a, Sides sides) {
        return MetricValue.undefined("there are no " + a.of() + sides.among(a.empty()), sides.rows());
    }

    static String told(Share a, Share d, Sides sides) {
        return d.count() + " of " + d.total() + " " + d.of() + " with " + sides.facet() + ", " + a.count() + " of "
                + a.total() + " without";
    }

    private static MetricValue imbalance(Sides sides, double level) {
        Share favoured = new Share(sides.favoured().rows(), sides.rows(), "rows");
        Interval wilson = Intervals.wilson(favoured, level);
        Interval interval = new Interval(2 * wilson.lower() - 1, 2 * wilson.upper() - 1, level, "wilson-transformed");
        double value = (double) (sides.favoured().rows() - sides.disfavoured().rows()) / sides.rows();
        return MetricValue.estimate(value, interval, sides.rows())
                .withDetail(sides.disfavoured().rows() + " of " + sides.rows() + " rows with " + sides.facet());
    }

    private static MetricValue impact(Sides sides, double level) {
        Share a = Share.predictedPositive(sides.favoured());
        Share d = Share.predictedPositive(sides.disfavoured());
        if (a.count() == 0) {
            return MetricValue.undefined("no one is predicted positive" + sides.among(true), sides.rows());
        }
        return MetricValue.estimate(d.value() / a.value(), Intervals.ratio(d, a, level), sides.rows())
                .withDetail(told(a, d, sides));
    }
}
