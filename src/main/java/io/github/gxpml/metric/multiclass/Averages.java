// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.multiclass;

import io.github.gxpml.data.ClassCounts;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Part;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Means over the classes. Macro: every class counts the same, and one for which the number is not defined leaves the
 * mean undefined. Weighted: each class counts as often as it is a label.
 */
public final class Averages {
    private static final String RECOVERED = "recovered-wilson";

    private static final String INDEPENDENT =
            "variances recovered from Wilson's intervals (Zou and Donner 2008, Stat Med 27:1693)";

    private static final String JACKKNIFE = "jackknife; where no row left out changes the value, " + INDEPENDENT;

    /** Mean recall. */
    public static final Metric MACRO_RECALL = metric(
            info(
                    "macro_recall",
                    "Macro recall",
                    "Mean of the recall of all classes; 1 / number of classes is what a constant prediction reaches.",
                    "mean over classes of recall",
                    INDEPENDENT),
            (counts, category, level) -> macro(counts, Margins::recall, level));

    /** Mean precision. */
    public static final Metric MACRO_PRECISION = metric(
            info(
                    "macro_precision",
                    "Macro precision",
                    "Mean of the precision of all classes; undefined where a class is never predicted.",
                    "mean over classes of precision",
                    INDEPENDENT),
            (counts, category, level) -> macro(counts, Margins::precision, level));

    /** Mean F1. */
    public static final Metric MACRO_F1 = metric(
            info(
                    "macro_f1",
                    "Macro F1",
                    "Mean of the F1 of all classes, so that a rare class counts as much as a frequent one.",
                    "mean over classes of 2 n(label = prediction = class) / (n(label = class) + n(prediction = class))",
                    JACKKNIFE),
            (counts, category, level) -> f1(counts, false, level));

    /** Recall weighted by labels. */
    public static final Metric WEIGHTED_RECALL = metric(
            info(
                    "weighted_recall",
                    "Weighted recall",
                    "Mean of the classes' recall, weighted by how often each is a label: the accuracy.",
                    "sum over classes of n(label = class) / n * recall",
                    "wilson"),
            (counts, category, level) -> {
                Share right = Margins.of(counts).accuracy();
                return MetricValue.estimate(right.value(), Intervals.wilson(right, level), right.total());
            });

    /** Precision weighted by labels. */
    public static final Metric WEIGHTED_PRECISION = metric(
            info(
                    "weighted_precision",
                    "Weighted precision",
                    "Mean of the classes' precision, weighted by how often each is a label; undefined where one of them is"
                            + " never predicted.",
                    "sum over classes of n(label = class) / n * precision",
                    JACKKNIFE),
            Averages::weightedPrecision);

    /** F1 weighted by labels. */
    public static final Metric WEIGHTED_F1 = metric(
            info(
                    "weighted_f1",
                    "Weighted F1",
                    "Mean of the classes' F1, weighted by how often each is a label.",
                    "sum over classes of n(label = class) / n * F1",
                    JACKKNIFE),
            (counts, category, level) -> f1(counts, true, level));

    private Averages() {}

    private static Metric metric(MetricInfo info, ClassMetric.Rule rule) {
        return new ClassMetric(info, Set.of(Input.LABELS, Input.CLASSES), false, rule);
    }

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "share", Scope.TABLE, Direction.HIGHER, Optional.of(1.0), meaning, formula, interval);
    }

    private static MetricValue macro(ClassCounts counts, BiFunction<Margins, Integer, Share> share, double level) {
        Margins margins = Margins.of(counts);
        List<Part> parts = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < margins.classes(); i++) {
            Share ofClass = share.apply(margins, i);
            if (ofClass.empty()) {
                return OneClass.missing(ofClass, counts, i);
            }
            parts.add(new Part(ofClass.value(), Intervals.wilson(ofClass, level), 1.0 / margins.classes()));
            sum += ofClass.value();
        }
        double value = sum / margins.classes();
        return MetricValue.estimate(
                value, around(value, Intervals.sum(parts, Range.UNIT, level, RECOVERED)), margins.rows());
    }

    /** The same interval, where sums in another order have moved it past the value by a rounding. */
    private static Interval around(double value, Interval interval) {
        return new Interval(
                Math.min(value, interval.lower()),
                Math.max(value, interval.upper()),
                interval.level(),
                interval.method());
    }

    private static MetricValue f1(ClassCounts counts, boolean weighted, double level) {
        Margins margins = Margins.of(counts);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < margins.classes(); i++) {
            double weight = weighted ? (double) margins.labels(i) / margins.rows() : 1.0 / margins.classes();
            if (margins.overlap(i).empty() && !weighted) {
                return OneClass.missing(margins.overlap(i), counts, i);
            }
            if (!margins.overlap(i).empty()) {
                parts.add(new Part(margins.f1(i), OneClass.f1(margins, i, level), weight));
            }
        }
        return resampled(counts, m -> f1(m, weighted), parts, level);
    }

    private static double f1(Margins margins, boolean weighted) {
        double sum = 0;
        for (int i = 0; i < margins.classes(); i++) {
            double weight = weighted ? (double) margins.labels(i) / margins.rows() : 1.0 / margins.classes();
            sum += weighted && margins.labels(i) == 0 ? 0 : weight * margins.f1(i);
        }
        return sum;
    }

    private static MetricValue weightedPrecision(ClassCounts counts, int category, double level) {
        Margins margins = Margins.of(counts);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < margins.classes(); i++) {
            Share precision = margins.precision(i);
            if (margins.labels(i) > 0 && precision.empty()) {
                return OneClass.missing(precision, counts, i);
            }
            if (margins.labels(i) > 0) {
                double weight = (double) margins.labels(i) / margins.rows();
                parts.add(new Part(precision.value(), Intervals.wilson(precision, level), weight));
            }
        }
        return resampled(counts, Averages::precision, parts, level);
    }

    private static double precision(Margins margins) {
        double sum = 0;
        for (int i = 0; i < margins.classes(); i++) {
            double weight = (double) margins.labels(i) / margins.rows();
            sum += margins.labels(i) == 0 ? 0 : weight * margins.precision(i).value();
        }
        return sum;
    }

    private static MetricValue resampled(
            ClassCounts counts, Margins.Statistic statistic, List<Part> parts, double level) {
        double value = Math.min(1, statistic.of(Margins.of(counts)));
        OptionalDouble variance = Margins.jackknife(counts, statistic);
        Interval interval = variance.isPresent()
                ? Intervals.normal(value, Math.sqrt(variance.getAsDouble()), Range.UNIT, level, "jackknife")
                : around(value, Intervals.sum(parts, Range.UNIT, level, RECOVERED));
        return MetricValue.estimate(value, interval, counts.labelled());
    }
}
