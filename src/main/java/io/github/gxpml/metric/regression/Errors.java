// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.regression;

import io.github.gxpml.data.Exact;
import io.github.gxpml.data.Residuals;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.metric.regression.Decimals.Centred;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** How far predicted numbers are from the labels. */
public final class Errors {
    private static final String NO_INTERVAL = "no interval, one row, or the same error in every row";

    /** Mean absolute error. */
    public static final Metric MAE = metric(
            info(
                    "mae",
                    "Mean absolute error",
                    Direction.LOWER,
                    0,
                    "Mean distance of prediction and label, in the unit of the label.",
                    "mean of |prediction - label|",
                    "normal, variance of the distances"),
            (sums, level) -> mean(sums.absoluteError(), sums.squaredError(), sums.rows(), Range.POSITIVE, level));

    /** Root of the mean squared error. */
    public static final Metric RMSE = metric(
            info(
                    "rmse",
                    "Root mean squared error",
                    Direction.LOWER,
                    0,
                    "Root of the mean squared distance of prediction and label, in the unit of the label; large errors"
                            + " count more than in mae.",
                    "sqrt(mean of (prediction - label)^2)",
                    "normal for the mean squared error, variance of the squared errors; then its root"),
            Errors::rmse);

    /** Mean error. */
    public static final Metric MEAN_ERROR = metric(
            info(
                    "mean_error",
                    "Mean error (bias of the predictions)",
                    Direction.IDEAL,
                    0,
                    "Positive means that predictions are too high on average; in the unit of the label.",
                    "mean of prediction - label",
                    "normal, variance of the errors"),
            (sums, level) -> mean(sums.error(), sums.squaredError(), sums.rows(), Range.ANY, level));

    /** Mean absolute percentage error, as a share. */
    public static final Metric MAPE = metric(
            info(
                    "mape",
                    "Mean absolute percentage error",
                    Direction.LOWER,
                    0,
                    "Mean distance of prediction and label as a share of the label, so that 0.1 is 10 percent; rows"
                            + " with a label of 0 are left out and counted.",
                    "mean of |prediction - label| / |label|, over rows with a label that is not 0",
                    "normal, variance of the shares"),
            Errors::mape);

    /** Coefficient of determination. */
    public static final Metric R2 = metric(
            info(
                    "r2",
                    "R squared (coefficient of determination)",
                    Direction.HIGHER,
                    1,
                    "Share of the labels' variance that the predictions explain; 0 is what their mean reaches, below"
                            + " 0 is worse.",
                    "1 - sum of (prediction - label)^2 / sum of (label - mean label)^2",
                    "delta method (van der Vaart 1998, ch. 3) on the means of squared errors, labels and their squares"),
            Errors::r2);

    private Errors() {}

    @FunctionalInterface
    private interface Plain {
        MetricValue of(Residuals sums, double level);
    }

    private static Metric metric(MetricInfo info, Plain rule) {
        return new ErrorMetric(
                info, Set.of(Input.LABELS, Input.CLASSES), false, (sums, declared, level) -> rule.of(sums, level));
    }

    @SuppressWarnings("checkstyle:ParameterNumber")
    private static MetricInfo info(
            String id,
            String title,
            Direction direction,
            double ideal,
            String meaning,
            String formula,
            String interval) {
        return new MetricInfo(id, title, "", Scope.TABLE, direction, Optional.of(ideal), meaning, formula, interval);
    }

    private static MetricValue mean(Exact sum, Exact squares, long n, Range range, double level) {
        BigDecimal mean = Decimals.mean(sum, n);
        double value = mean.doubleValue();
        double error = Decimals.error(mean, Decimals.mean(squares, n), n);
        return error == 0
                ? MetricValue.exact(value, n).withDetail(NO_INTERVAL)
                : MetricValue.estimate(value, Intervals.normal(value, error, range, level, "normal"), n);
    }

    private static MetricValue rmse(Residuals sums, double level) {
        MetricValue square = mean(sums.squaredError(), sums.fourthPower(), sums.rows(), Range.POSITIVE, level);
        double value = Decimals.root(Decimals.mean(sums.squaredError(), sums.rows()));
        if (square.interval().isEmpty()) {
            return MetricValue.exact(value, sums.rows()).withDetail(NO_INTERVAL);
        }
        double lower = Math.sqrt(square.interval().get().lower());
        double upper = Math.sqrt(square.interval().get().upper());
        Interval interval = new Interval(Math.min(value, lower), Math.max(value, upper), level, "normal-root");
        return MetricValue.estimate(value, interval, sums.rows());
    }

    private static MetricValue mape(Residuals sums, double level) {
        long n = sums.rows() - sums.zeroLabels();
        if (n == 0) {
            return MetricValue.undefined("all labels are 0, or too near 0 to divide by", sums.rows());
        }
        MetricValue value = mean(sums.relativeError(), sums.relativeSquares(), n, Range.POSITIVE, level);
        return Slices.alsoTelling(
                value, sums.zeroLabels() == 0 ? "" : sums.zeroLabels() + " rows with a label of 0 are left out");
    }

    private static MetricValue r2(Residuals sums, double level) {
        long n = sums.rows();
        Centred c = Centred.of(sums);
        if (c.second().signum() == 0) {
            return MetricValue.undefined("all labels are the same", n);
        }
        BigDecimal ratio = c.errors().divide(c.second(), Decimals.DIGITS);
        double value = BigDecimal.ONE.subtract(ratio).doubleValue();
        if (!Double.isFinite(value)) {
            return MetricValue.undefined("the errors are too large beside the variance of the labels", n);
        }
        // variance of (squared error - ratio * squared distance of the label), over the labels' variance squared
        BigDecimal fourth = Decimals.mean(sums.fourthPower(), n);
        BigDecimal terms = fourth.subtract(ratio.multiply(c.mixed()).multiply(BigDecimal.valueOf(2)))
                .add(ratio.multiply(ratio).multiply(c.fourth()));
        double error = n < 2
                ? 0
                : Decimals.root(terms.divide(c.second().multiply(c.second()), Decimals.DIGITS)
                        .divide(BigDecimal.valueOf(n - 1), Decimals.DIGITS));
        if (error == 0 || !Double.isFinite(error)) {
            return MetricValue.exact(value, n).withDetail(NO_INTERVAL);
        }
        Range range = new Range(Double.NEGATIVE_INFINITY, 1);
        return MetricValue.estimate(value, Intervals.normal(value, error, range, level, "delta"), n);
    }
}
