// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** How far scores are from labels, read as probabilities. */
public final class Calibration {
    /** Mean squared error. */
    public static final Metric BRIER = OutcomeMetric.ofScores(
            info(
                    "brier",
                    "Brier score",
                    "Mean squared distance of score and label; 0.25 is what a constant score of 0.5 reaches.",
                    "mean of (label - score)^2; Brier 1950",
                    "normal, variance of the squared errors"),
            Calibration::brier);

    /** Mean negative log likelihood. */
    public static final Metric LOG_LOSS = OutcomeMetric.ofScores(
            info(
                    "log_loss",
                    "Log loss",
                    "Mean negative log likelihood of the labels; undefined, because infinite, where a score of"
                            + " exactly 0 or"
                            + " 1 is wrong.",
                    "mean of -ln(score given to the label), natural logarithm, scores not clipped",
                    "normal, variance of the losses"),
            Calibration::logLoss);

    /** Expected calibration error. */
    public static final Metric ECE = OutcomeMetric.ofScores(
            info(
                    "ece",
                    "Expected calibration error",
                    "Mean distance of score and observed share of positives, over bins of score; biased upwards for few"
                            + " rows.",
                    "sum over " + Outcomes.BINS
                            + " bins of equal width of rows / n * |mean score - share of positives|",
                    "seeded Poisson bootstrap of the bins' counts, " + CalibrationBootstrap.REPLICATES
                            + " replicates (more for levels above 0.995), percentiles"),
            Calibration::ece);

    private Calibration() {}

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "", Scope.TABLE, Direction.LOWER, Optional.of(0.0), meaning, formula, interval);
    }

    private static MetricValue brier(Outcomes o, double level) {
        return mean(o.squaredError(), o.squaredErrorSquares(), o.labelled(), Range.UNIT, level);
    }

    private static MetricValue logLoss(Outcomes o, double level) {
        if (o.certainErrors() > 0) {
            return MetricValue.undefined(
                    "the loss is infinite: " + o.certainErrors()
                            + " rows have a score of exactly 0 or 1 and the other label",
                    o.labelled());
        }
        return mean(o.logLoss(), o.logLossSquares(), o.labelled(), Range.POSITIVE, level);
    }

    private static MetricValue mean(BigInteger sum, BigInteger squares, long n, Range range, double level) {
        double value = FixedPoint.mean(sum, n);
        double variance = n < 2 ? 0 : FixedPoint.variance(sum, squares, n);
        if (variance == 0) {
            return MetricValue.exact(value, n).withDetail("no interval, one row, or the same error in every row");
        }
        return MetricValue.estimate(value, Intervals.normal(value, Math.sqrt(variance / n), range, level, "normal"), n);
    }

    private static MetricValue ece(Outcomes o, double level) {
        List<Bin> bins = o.bins();
        double value = 0;
        for (Bin bin : bins) {
            value += Math.abs(FixedPoint.mean(bin.positiveScores().add(bin.negativeScores()), 1) - bin.positives());
        }
        value /= o.labelled();
        Interval interval = CalibrationBootstrap.interval(bins, value, level);
        return MetricValue.estimate(value, interval, o.labelled());
    }
}
