// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Shares of rows that were predicted right. Interval: Wilson's. */
public final class Rates {
    /** Share of all rows. */
    public static final Metric ACCURACY = rate(
            "accuracy",
            "Accuracy",
            "Share of the labelled rows that are predicted right.",
            "(TP + TN) / (TP + FP + TN + FN)",
            Share::accuracy);

    /** Share of the positives. */
    public static final Metric RECALL = rate(
            "recall",
            "Recall (sensitivity)",
            "Share of the rows with positive label that are predicted positive.",
            "TP / (TP + FN)",
            Share::recall);

    /** Share of the negatives. */
    public static final Metric SPECIFICITY = rate(
            "specificity",
            "Specificity",
            "Share of the rows with negative label that are predicted negative.",
            "TN / (TN + FP)",
            Share::specificity);

    /** Share of the positive predictions. */
    public static final Metric PRECISION = rate(
            "precision",
            "Precision (positive predictive value)",
            "Share of the rows predicted positive whose label is positive.",
            "TP / (TP + FP)",
            Share::precision);

    /** Share of the negative predictions. */
    public static final Metric NEGATIVE_PREDICTIVE_VALUE = rate(
            "negative_predictive_value",
            "Negative predictive value",
            "Share of the rows predicted negative whose label is negative.",
            "TN / (TN + FN)",
            Share::negativePrecision);

    /** Share of the rows that are positive. */
    public static final Metric PREVALENCE = new OutcomeMetric(
            new MetricInfo(
                    "prevalence",
                    "Prevalence",
                    "share",
                    Scope.TABLE,
                    Direction.NEITHER,
                    Optional.empty(),
                    "Share of the labelled rows whose label is positive; neither good nor bad.",
                    "(TP + FN) / (TP + FP + TN + FN)",
                    "wilson"),
            Set.of(Input.LABELS),
            Rates::prevalence);

    /** Mean of recall and specificity. */
    public static final Metric BALANCED_ACCURACY = OutcomeMetric.ofClasses(
            new MetricInfo(
                    "balanced_accuracy",
                    "Balanced accuracy",
                    "share",
                    Scope.TABLE,
                    Direction.HIGHER,
                    Optional.of(1.0),
                    "Mean of recall and specificity; 0.5 is what a constant prediction reaches.",
                    "(TP / (TP + FN) + TN / (TN + FP)) / 2",
                    "variances recovered from Wilson's intervals (Zou and Donner 2008, Stat Med 27:1693)"),
            Rates::balanced);

    private Rates() {}

    private static Metric rate(
            String id, String title, String meaning, String formula, Function<Outcomes, Share> share) {
        MetricInfo info = new MetricInfo(
                id, title, "share", Scope.TABLE, Direction.HIGHER, Optional.of(1.0), meaning, formula, "wilson");
        return OutcomeMetric.ofClasses(info, (outcomes, level) -> {
            Share found = share.apply(outcomes);
            return found.empty()
                    ? MetricValue.undefined("there are no " + found.of(), outcomes.labelled())
                    : MetricValue.estimate(found.value(), Intervals.wilson(found, level), found.total());
        });
    }

    private static MetricValue prevalence(Outcomes outcomes, double level) {
        Share share = Share.labelPositive(outcomes);
        return MetricValue.estimate(share.value(), Intervals.wilson(share, level), share.total());
    }

    private static MetricValue balanced(Outcomes outcomes, double level) {
        Share recall = Share.recall(outcomes);
        Share specificity = Share.specificity(outcomes);
        if (recall.empty() || specificity.empty()) {
            Share empty = recall.empty() ? recall : specificity;
            return MetricValue.undefined("there are no " + empty.of(), outcomes.labelled());
        }
        Interval r = Intervals.wilson(recall, level);
        Interval s = Intervals.wilson(specificity, level);
        double down = Math.hypot(recall.value() - r.lower(), specificity.value() - s.lower()) / 2;
        double up = Math.hypot(r.upper() - recall.value(), s.upper() - specificity.value()) / 2;
        double value = (recall.value() + specificity.value()) / 2;
        Interval interval = new Interval(Math.max(0, value - down), Math.min(1, value + up), level, "recovered-wilson");
        return MetricValue.estimate(value, interval, outcomes.labelled());
    }
}
