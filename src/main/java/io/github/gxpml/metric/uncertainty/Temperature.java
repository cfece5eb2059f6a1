// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.ScaledScores;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.data.TemperatureFit;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.metric.performance.CalibrationBootstrap;
import io.github.gxpml.metric.uncertainty.SureMetric.Rows;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Temperature scaling (Guo et al. 2017, ICML, arXiv 1706.04599): one number that makes all scores of a model more or
 * less sure. Fitted on the rows it is measured on, so what it gains is a little flattered where rows are few.
 */
public final class Temperature {
    private static final String SCALED = "sigmoid(logit(score) / T), T as in temperature";
    private static final String FIXED = "; T taken as known";

    /** The temperature that fits best. */
    public static final Metric TEMPERATURE = new SureMetric(
            new MetricInfo(
                    "temperature",
                    "Temperature",
                    "",
                    Scope.TABLE,
                    Direction.IDEAL,
                    Optional.of(1.0),
                    "What logits of the scores must be divided by to fit the labels best; above 1 the scores are too sure,"
                            + " below 1 not sure enough.",
                    "T that makes the mean log loss of sigmoid(logit(score) / T) least, scores of exactly 0 or 1 left"
                            + " out; of a facet: of the group's own rows; Guo et al. 2017, ICML",
                    "wald on ln(T), observed information of the logistic model (Cox 1958, Biometrika 45:562; Efron and"
                            + " Hinkley 1978, Biometrika 65:457)"),
            Set.of(Input.LABELS, Input.SCORES),
            Set.of(),
            (slice, request) -> Set.of(new Need.Temperature(slice)),
            Temperature::temperature);

    /** What scaling would gain. */
    public static final Metric GAIN = after(
            new MetricInfo(
                    "temperature_gain",
                    "Log loss that temperature scaling saves",
                    "",
                    Scope.TABLE,
                    Direction.LOWER,
                    Optional.of(0.0),
                    "How much lower the log loss would be with scaled scores; 0 says that scaling would change nothing.",
                    "log loss - log loss of " + SCALED + ", of the same rows, nats",
                    "normal, variance of the rows' differences" + FIXED),
            (scaled, before, level) -> infinite(scaled)
                    .orElseGet(() ->
                            new Means(scaled.gain(), scaled.gainSquares(), scaled.rows()).estimate(Range.ANY, level)));

    /** Log loss of the scaled scores. */
    public static final Metric LOG_LOSS = after(
            new MetricInfo(
                    "log_loss_after_temperature",
                    "Log loss after temperature scaling",
                    "",
                    Scope.TABLE,
                    Direction.LOWER,
                    Optional.of(0.0),
                    "Mean negative log likelihood of the labels if the scores were scaled; undefined, because infinite,"
                            + " where a score of exactly 0 or 1 is wrong.",
                    "log loss of " + SCALED + ", nats",
                    "normal, variance of the losses" + FIXED),
            (scaled, before, level) -> infinite(scaled)
                    .orElseGet(() -> Slices.alsoTelling(
                            new Means(scaled.logLoss(), scaled.logLossSquares(), scaled.rows())
                                    .estimate(Range.POSITIVE, level),
                            before(FixedPoint.mean(scaled.logLoss().add(scaled.gain()), scaled.rows())))));

    /** Brier score of the scaled scores. */
    public static final Metric BRIER = after(
            new MetricInfo(
                    "brier_after_temperature",
                    "Brier score after temperature scaling",
                    "",
                    Scope.TABLE,
                    Direction.LOWER,
                    Optional.of(0.0),
                    "Mean squared distance of label and score if the scores were scaled.",
                    "Brier score of " + SCALED,
                    Means.BOUNDED + FIXED),
            (scaled, before, level) -> Slices.alsoTelling(
                    new Means(scaled.squaredError(), scaled.squaredErrorSquares(), scaled.rows()).bounded(1, level),
                    before(FixedPoint.mean(before.squaredError(), before.labelled()))));

    /** Expected calibration error of the scaled scores. */
    public static final Metric ECE = after(
            new MetricInfo(
                    "ece_after_temperature",
                    "Expected calibration error after temperature scaling",
                    "",
                    Scope.TABLE,
                    Direction.LOWER,
                    Optional.of(0.0),
                    "Mean distance of score and observed share of positives, over bins of score, if the scores were"
                            + " scaled; biased upwards for few rows.",
                    "as ece, " + Outcomes.BINS + " bins of equal width, of " + SCALED,
                    "seeded Poisson bootstrap of the bins' counts, as of ece" + FIXED),
            (scaled, before, level) -> {
                double value = Calibrated.error(scaled.bins(), scaled.rows());
                Interval interval = CalibrationBootstrap.interval(scaled.bins(), value, level);
                return MetricValue.estimate(value, interval, scaled.rows())
                        .withDetail(before(Calibrated.error(before.bins(), before.labelled())));
            });

    private Temperature() {}

    @FunctionalInterface
    private interface After {
        MetricValue of(ScaledScores scaled, Outcomes before, double level);
    }

    private static Metric after(MetricInfo info, After after) {
        return new SureMetric(
                info,
                Set.of(Input.LABELS, Input.SCORES),
                Set.of(),
                (slice, request) -> Set.of(new Need.Temperature(Slice.ALL), new Need.Scaled(slice), new Need.Counts()),
                (rows, states, level) -> scaled(rows, states, (scaled, before) -> after.of(scaled, before, level)));
    }

    private static MetricValue temperature(Rows rows, States states, double level) {
        Optional<TemperatureFit> found = rows.find(states.uncertainty().temperatures());
        if (found.isEmpty()) {
            return rows.absent(states);
        }
        TemperatureFit fit = found.get();
        if (!fit.impossible().isEmpty()) {
            return MetricValue.undefined(fit.impossible() + rows.among(), fit.rows() + fit.certain());
        }
        double value = 1 / fit.inverse();
        double error = value / Math.sqrt(FixedPoint.mean(fit.curvature(), 1));
        double factor = StrictMath.exp(Intervals.z(level) * error);
        MetricValue estimate = Double.isInfinite(value * factor)
                ? MetricValue.exact(value, fit.rows()).withDetail("no interval, the scores say almost nothing")
                : MetricValue.estimate(
                        value, new Interval(value / factor, value * factor, level, "wald-log"), fit.rows());
        return Slices.alsoTelling(
                estimate,
                fit.certain() == 0 ? "" : fit.certain() + " rows are left out, their score is exactly 0 or 1");
    }

    @FunctionalInterface
    private interface Scaling {
        MetricValue of(ScaledScores scaled, Outcomes before);
    }

    private static MetricValue scaled(Rows rows, States states, Scaling scaling) {
        TemperatureFit whole = states.uncertainty().temperatures().get(States.ALL);
        if (whole == null) {
            return rows.absent(states);
        }
        if (!whole.impossible().isEmpty()) {
            return MetricValue.undefined(
                    "there is no temperature to scale with: " + whole.impossible(), whole.rows() + whole.certain());
        }
        Optional<ScaledScores> found = rows.find(states.uncertainty().scaled());
        if (found.isEmpty()) {
            return rows.absent(states);
        }
        return outcomes(rows, states, before -> {
            ScaledScores scaled = found.get();
            if (scaled.rows() == 0) {
                return MetricValue.undefined("no row has a label" + rows.among(), before.rows());
            }
            MetricValue value = scaling.of(scaled, before);
            String told = value.value().isPresent() ? "T = " + Numbers.text(1 / scaled.inverse()) : "";
            return Slices.alsoTelling(Slices.alsoTelling(value, told), Slices.leftOut(before.unlabelled()));
        });
    }

    private static MetricValue outcomes(Rows rows, States states, Function<Outcomes, MetricValue> compute) {
        return Slices.outcomes(states, rows.request().facet(), compute);
    }

    private static Optional<MetricValue> infinite(ScaledScores scaled) {
        return scaled.certainErrors() == 0
                ? Optional.empty()
                : Optional.of(MetricValue.undefined(
                        "the loss is infinite, before and after: " + scaled.certainErrors()
                                + " rows have a score of exactly 0 or 1 and the other label",
                        scaled.rows()));
    }

    private static String before(double value) {
        return Numbers.text(value) + " before";
    }
}
