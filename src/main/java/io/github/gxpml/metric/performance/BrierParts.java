// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Share;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The Brier score taken apart over bins of score: reliability - resolution + uncertainty + what the scores within a bin
 * add, which is told beside each part, so that the parts add up to the score.
 *
 * @param reliability mean squared distance of the bins' mean score and share of positives
 * @param resolution mean squared distance of the bins' share of positives and that of all rows
 * @param uncertainty what a constant score at the share of positives reaches
 * @param within variance of the scores within bins less twice their covariance with the labels
 */
record BrierParts(double reliability, double resolution, double uncertainty, double within) {
    private static final String SOURCE =
            "over " + Outcomes.BINS + " bins of equal width; Murphy 1973, J Appl Meteorol 12:595; brier = reliability -"
                    + " resolution + uncertainty + within-bin terms (Stephenson, Coelho and Jolliffe 2008, Weather"
                    + " Forecast 23:752)";
    private static final String DRAWN = "seeded Poisson bootstrap of the bins' counts, "
            + CalibrationBootstrap.REPLICATES + " replicates (more for levels above 0.995), percentiles";

    /** How far scores are off. */
    static final Metric RELIABILITY = OutcomeMetric.ofScores(
            new MetricInfo(
                    "brier_reliability",
                    "Brier score: reliability",
                    "",
                    Scope.TABLE,
                    Direction.LOWER,
                    Optional.of(0.0),
                    "Mean squared distance of the mean score of a bin and its share of positives: the part of the Brier"
                            + " score that recalibration can take away; biased upwards for few rows.",
                    "sum of rows / n * (mean score - share of positives)^2 " + SOURCE,
                    DRAWN),
            (o, level) -> drawn(o, BrierParts::reliability, level));

    /** How well scores tell rows apart. */
    static final Metric RESOLUTION = OutcomeMetric.ofScores(
            new MetricInfo(
                    "brier_resolution",
                    "Brier score: resolution",
                    "",
                    Scope.TABLE,
                    Direction.HIGHER,
                    Optional.empty(),
                    "Mean squared distance of a bin's share of positives and that of all rows: what the scores take off"
                            + " the Brier score by telling rows apart; biased upwards for few rows.",
                    "sum of rows / n * (share of positives - prevalence)^2 " + SOURCE,
                    DRAWN),
            (o, level) -> drawn(o, BrierParts::resolution, level));

    /** How hard the labels are. */
    static final Metric UNCERTAINTY = new OutcomeMetric(
            new MetricInfo(
                    "brier_uncertainty",
                    "Brier score: uncertainty",
                    "",
                    Scope.TABLE,
                    Direction.NEITHER,
                    Optional.empty(),
                    "The Brier score of a constant score at the prevalence; says how hard the labels are, not how good"
                            + " the scores.",
                    "prevalence * (1 - prevalence) " + SOURCE,
                    "wilson of the prevalence, transformed"),
            Set.of(Input.LABELS, Input.SCORES),
            BrierParts::uncertainty);

    /** Takes the score of at least one labelled row apart. */
    static BrierParts of(Outcomes o) {
        double[] rows = new double[Outcomes.BINS];
        double[] positives = new double[Outcomes.BINS];
        double[] excess = new double[Outcomes.BINS];
        for (int i = 0; i < Outcomes.BINS; i++) {
            Bin bin = o.bins().get(i);
            rows[i] = bin.positives() + bin.negatives();
            positives[i] = bin.positives();
            excess[i] = FixedPoint.mean(bin.positiveScores().add(bin.negativeScores()), 1) - bin.positives();
        }
        BrierParts parts = of(rows, positives, excess);
        double brier = FixedPoint.mean(o.squaredError(), o.labelled());
        return new BrierParts(
                parts.reliability,
                parts.resolution,
                parts.uncertainty,
                brier - parts.reliability + parts.resolution - parts.uncertainty);
    }

    private static BrierParts of(double[] rows, double[] positives, double[] excess) {
        double n = 0;
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            n += rows[i];
            total += positives[i];
        }
        if (n == 0) {
            return new BrierParts(0, 0, 0, 0);
        }
        double prevalence = total / n;
        double reliability = 0;
        double resolution = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] > 0) {
                double distance = positives[i] / rows[i] - prevalence;
                reliability += excess[i] * excess[i] / rows[i];
                resolution += rows[i] * distance * distance;
            }
        }
        return new BrierParts(reliability / n, resolution / n, prevalence * (1 - prevalence), 0);
    }

    private static MetricValue drawn(Outcomes o, ToDoubleFunction<BrierParts> part, double level) {
        BrierParts parts = of(o);
        double value = part.applyAsDouble(parts);
        Interval interval = CalibrationBootstrap.interval(
                o.bins(), (rows, positives, excess) -> part.applyAsDouble(of(rows, positives, excess)), value, level);
        return MetricValue.estimate(value, interval, o.labelled()).withDetail(parts.told());
    }

    private static MetricValue uncertainty(Outcomes o, double level) {
        BrierParts parts = of(o);
        Interval prevalence = Intervals.wilson(Share.labelPositive(o), level);
        double lower = prevalence.lower() * (1 - prevalence.lower());
        double upper = prevalence.upper() * (1 - prevalence.upper());
        boolean top = prevalence.lower() <= 0.5 && prevalence.upper() >= 0.5;
        Interval interval = new Interval(
                Math.min(parts.uncertainty, Math.min(lower, upper)),
                Math.max(parts.uncertainty, top ? 0.25 : Math.max(lower, upper)),
                level,
                "wilson-transformed");
        return MetricValue.estimate(parts.uncertainty, interval, o.labelled()).withDetail(parts.told());
    }

    private String told() {
        double brier = reliability - resolution + uncertainty + within;
        return "brier " + Numbers.text(brier) + " = reliability " + Numbers.text(reliability) + " - resolution "
                + Numbers.text(resolution) + " + uncertainty " + Numbers.text(uncertainty)
                + (within < 0 ? " - " : " + ") + Numbers.text(Math.abs(within)) + " within bins";
    }
}
