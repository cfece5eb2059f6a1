// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.multiclass;

import io.github.gxpml.data.ClassCounts;
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

/** How well one class is told from all others. */
public final class OneClass {
    /** Recall of the class. */
    public static final Metric RECALL = metric(
            info(
                    "class_recall",
                    "Recall of a class",
                    "Share of the rows with this label that are predicted so.",
                    "n(label = prediction = class) / n(label = class)",
                    "wilson"),
            (counts, category, level) -> share(Margins.of(counts).recall(category), counts, category, level));

    /** Precision of the class. */
    public static final Metric PRECISION = metric(
            info(
                    "class_precision",
                    "Precision of a class",
                    "Share of the rows with this prediction whose label is the same.",
                    "n(label = prediction = class) / n(prediction = class)",
                    "wilson"),
            (counts, category, level) -> share(Margins.of(counts).precision(category), counts, category, level));

    /** F1 of the class. */
    public static final Metric F1 = metric(
            info(
                    "class_f1",
                    "F1 of a class",
                    "Harmonic mean of the class's precision and recall.",
                    "2 n(label = prediction = class) / (n(label = class) + n(prediction = class))",
                    "wilson on n(label = prediction = class) / n(label = class or prediction = class), carried over"),
            (counts, category, level) -> {
                Margins margins = Margins.of(counts);
                return margins.overlap(category).empty()
                        ? missing(margins.overlap(category), counts, category)
                        : MetricValue.estimate(
                                margins.f1(category),
                                f1(margins, category, level),
                                margins.overlap(category).total());
            });

    private OneClass() {}

    private static Metric metric(MetricInfo info, ClassMetric.Rule rule) {
        return new ClassMetric(info, Set.of(Input.LABELS, Input.CLASSES), true, rule);
    }

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "share", Scope.TABLE, Direction.HIGHER, Optional.of(1.0), meaning, formula, interval);
    }

    private static MetricValue share(Share share, ClassCounts counts, int category, double level) {
        return share.empty()
                ? missing(share, counts, category)
                : MetricValue.estimate(share.value(), Intervals.wilson(share, level), share.total());
    }

    static MetricValue missing(Share share, ClassCounts counts, int category) {
        return MetricValue.undefined(
                "there are no " + share.of() + " `" + counts.classes().get(category) + "`", counts.labelled());
    }

    /** The interval of a class's F1, which some row must have as label or prediction. */
    static Interval f1(Margins margins, int category, double level) {
        Interval wilson = Intervals.wilson(margins.overlap(category), level);
        double value = margins.f1(category);
        return new Interval(
                Math.min(value, harmonic(wilson.lower())),
                Math.max(value, harmonic(wilson.upper())),
                level,
                "wilson-transformed");
    }

    private static double harmonic(double overlap) {
        return 2 * overlap / (1 + overlap);
    }
}
