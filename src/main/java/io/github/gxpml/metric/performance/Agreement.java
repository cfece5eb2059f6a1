// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Jackknife;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import java.util.Optional;
import java.util.OptionalDouble;

/** Single numbers for the agreement of labels and predictions. */
public final class Agreement {
    /** Harmonic mean of precision and recall. */
    public static final Metric F1 = OutcomeMetric.ofClasses(
            info(
                    "f1",
                    "F1",
                    "Harmonic mean of precision and recall; true negatives do not count.",
                    "2 TP / (2 TP + FP + FN)",
                    "wilson on TP / (TP + FP + FN), carried over"),
            Agreement::f1);

    /** Correlation of labels and predictions. */
    public static final Metric MCC = OutcomeMetric.ofClasses(
            info(
                    "mcc",
                    "Matthews correlation",
                    "Correlation of labels and predictions; 0 is chance, negative is worse than chance.",
                    "(TP TN - FP FN) / sqrt((TP + FP) (TP + FN) (TN + FP) (TN + FN)); Matthews 1975",
                    "jackknife"),
            (outcomes, level) -> correlation(outcomes, level, Agreement::mcc));

    /** Agreement beyond chance. */
    public static final Metric KAPPA = OutcomeMetric.ofClasses(
            info(
                    "kappa",
                    "Cohen's kappa",
                    "Agreement beyond what chance would give; 0 is chance, negative is worse than chance.",
                    "(accuracy - expected) / (1 - expected); Cohen 1960",
                    "jackknife"),
            (outcomes, level) -> correlation(outcomes, level, Agreement::kappa));

    private Agreement() {}

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "", Scope.TABLE, Direction.HIGHER, Optional.of(1.0), meaning, formula, interval);
    }

    private static MetricValue f1(Outcomes o, double level) {
        long union = o.truePositives() + o.falsePositives() + o.falseNegatives();
        if (union == 0) {
            return MetricValue.undefined("there are neither positive labels nor positive predictions", o.labelled());
        }
        Share overlap = new Share(o.truePositives(), union, "positives");
        Interval wilson = Intervals.wilson(overlap, level);
        Interval interval =
                new Interval(harmonic(wilson.lower()), harmonic(wilson.upper()), level, "wilson-transformed");
        return MetricValue.estimate(harmonic(overlap.value()), interval, union);
    }

    private static double harmonic(double overlap) {
        return 2 * overlap / (1 + overlap);
    }

    private static MetricValue correlation(Outcomes o, double level, Jackknife.Statistic statistic) {
        long[] cells = {o.truePositives(), o.falsePositives(), o.trueNegatives(), o.falseNegatives()};
        double value = statistic.of(cells);
        if (!Double.isFinite(value)) {
            return MetricValue.undefined("all labels or all predictions are the same", o.labelled());
        }
        OptionalDouble variance = Jackknife.variance(cells, statistic);
        if (variance.isEmpty()) {
            return MetricValue.exact(value, o.labelled())
                    .withDetail("no interval, too few rows, or none of them is predicted differently from its like");
        }
        Interval interval =
                Intervals.normal(value, Math.sqrt(variance.getAsDouble()), Range.SIGNED, level, "jackknife");
        return MetricValue.estimate(value, interval, o.labelled());
    }

    private static double mcc(long[] cells) {
        double tp = cells[0];
        double fp = cells[1];
        double tn = cells[2];
        double fn = cells[3];
        return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
    }

    private static double kappa(long[] cells) {
        double tp = cells[0];
        double fp = cells[1];
        double tn = cells[2];
        double fn = cells[3];
        double n = tp + fp + tn + fn;
        double expected = ((tp + fp) * (tp + fn) + (tn + fp) * (tn + fn)) / (n * n);
        return ((tp + tn) / n - expected) / (1 - expected);
    }
}
