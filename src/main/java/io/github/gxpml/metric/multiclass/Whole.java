// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.multiclass;

import io.github.gxpml.data.ClassCounts;
import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.performance.Agreement;
import io.github.gxpml.metric.performance.Calibration;
import io.github.gxpml.metric.performance.Rates;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Metrics that are the same number for two classes and for several. */
public final class Whole {
    /** Share of rows predicted right. */
    public static final Metric ACCURACY = new ByLabel(
            Rates.ACCURACY, metric("accuracy", "n(label = prediction) / n", false, (counts, category, level) -> {
                Share right = Margins.of(counts).accuracy();
                return MetricValue.estimate(right.value(), Intervals.wilson(right, level), right.total());
            }));

    /** Agreement beyond chance. */
    public static final Metric KAPPA = new ByLabel(
            Agreement.KAPPA,
            metric(
                    "kappa",
                    "expected = sum over classes of n(label = class) n(prediction = class) / n^2",
                    false,
                    (counts, category, level) -> correlation(counts, level, Whole::kappa)));

    /** Correlation of labels and predictions. */
    public static final Metric MCC = new ByLabel(
            Agreement.MCC,
            metric(
                    "mcc",
                    "covariances summed over classes; Gorodkin 2004, Comput Biol Chem 28:367",
                    false,
                    (counts, category, level) -> correlation(counts, level, Whole::mcc)));

    /** Negative log likelihood. */
    public static final Metric LOG_LOSS = new ByLabel(
            Calibration.LOG_LOSS,
            metric(
                    "log_loss",
                    "the score is that of the label's class",
                    true,
                    (counts, category, level) -> logLoss(counts, level)));

    private Whole() {}

    /** Title and meaning are those of the metric of two classes. */
    private static Metric metric(String id, String formula, boolean ofScores, ClassMetric.Rule rule) {
        MetricInfo info = new MetricInfo(
                id, id, "", Scope.TABLE, Direction.HIGHER, Optional.empty(), "", formula, "as for two classes");
        return new ClassMetric(info, Set.of(Input.LABELS, ofScores ? Input.SCORES : Input.CLASSES), false, rule);
    }

    private static MetricValue correlation(ClassCounts counts, double level, Margins.Statistic statistic) {
        double value = statistic.of(Margins.of(counts));
        if (!Double.isFinite(value)) {
            return MetricValue.undefined("all labels or all predictions are the same", counts.labelled());
        }
        OptionalDouble variance = Margins.jackknife(counts, statistic);
        if (variance.isEmpty()) {
            return MetricValue.exact(value, counts.labelled())
                    .withDetail("no interval, too few rows, or none of them is predicted differently from its like");
        }
        return MetricValue.estimate(
                value,
                Intervals.normal(value, Math.sqrt(variance.getAsDouble()), Range.SIGNED, level, "jackknife"),
                counts.labelled());
    }

    private static double kappa(Margins margins) {
        double n = margins.rows();
        double expected = 0;
        for (int i = 0; i < margins.classes(); i++) {
            expected += margins.labels(i) / n * (margins.predictions(i) / n);
        }
        boolean constant = margins.oneLabel() && margins.onePrediction() && expected > 0;
        return constant ? Double.NaN : (margins.accuracy().value() - expected) / (1 - expected);
    }

    private static double mcc(Margins margins) {
        double n = margins.rows();
        double both = 0;
        double labels = 0;
        double predictions = 0;
        for (int i = 0; i < margins.classes(); i++) {
            double label = margins.labels(i) / n;
            double predicted = margins.predictions(i) / n;
            both += label * predicted;
            labels += label * label;
            predictions += predicted * predicted;
        }
        boolean constant = margins.oneLabel() || margins.onePrediction();
        return constant
                ? Double.NaN
                : (margins.accuracy().value() - both) / (Math.sqrt(1 - labels) * Math.sqrt(1 - predictions));
    }

    private static MetricValue logLoss(ClassCounts counts, double level) {
        long n = counts.scored();
        if (counts.unscored() > 0) {
            return MetricValue.undefined(counts.unscored() + " rows have a label whose class has no score", n);
        }
        if (n == 0) {
            return MetricValue.undefined("there are no scores of the classes", counts.labelled());
        }
        if (counts.certainErrors() > 0) {
            return MetricValue.undefined(
                    "the loss is infinite: " + counts.certainErrors()
                            + " rows have a score of exactly 0 for their own class",
                    n);
        }
        double value = FixedPoint.mean(counts.logLoss(), n);
        double variance = n < 2 ? 0 : FixedPoint.variance(counts.logLoss(), counts.logLossSquares(), n);
        return variance == 0
                ? MetricValue.exact(value, n).withDetail("no interval, one row, or the same error in every row")
                : MetricValue.estimate(
                        value, Intervals.normal(value, Math.sqrt(variance / n), Range.POSITIVE, level, "normal"), n);
    }
}
