// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.ScoreCurve.Cell;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import java.util.List;
import java.util.Optional;

/** Calibration errors over bins of scores, beside the expected one over bins of equal width. */
public final class BinnedCalibration {
    /** A bin with fewer labelled rows says too little for a largest error. */
    public static final int SMALLEST_BIN = 10;

    /** Expected calibration error over bins of equal mass. */
    public static final Metric ECE_EQUAL_MASS = new CurveMetric(
            info(
                    "ece_equal_mass",
                    "Expected calibration error, bins of equal mass",
                    "Mean distance of score and observed share of positives, over bins of as many rows each; biased"
                            + " upwards for few rows.",
                    "sum over " + ScoreCurve.BINS + " bins of equal mass of rows / n * |mean score - share of"
                            + " positives|; equal scores share the bin of their middle row; Nixon et al. 2019, CVPR"
                            + " workshop on uncertainty"),
            BinnedCalibration::equalMass);

    /** Largest calibration error of a bin. */
    public static final Metric MCE = OutcomeMetric.ofScores(
            info(
                    "mce",
                    "Maximum calibration error",
                    "Largest distance of mean score and observed share of positives in a bin of score; bins with fewer"
                            + " than " + SMALLEST_BIN + " labelled rows are left out, and told; biased upwards for few"
                            + " rows.",
                    "max over " + Outcomes.BINS + " bins of equal width with at least " + SMALLEST_BIN
                            + " labelled rows of |mean score - share of positives|; Naeini, Cooper and Hauskrecht"
                            + " 2015, AAAI"),
            BinnedCalibration::largest);

    /** How far scores are off, of the Brier score. */
    public static final Metric BRIER_RELIABILITY = BrierParts.RELIABILITY;

    /** How well scores tell rows apart, of the Brier score. */
    public static final Metric BRIER_RESOLUTION = BrierParts.RESOLUTION;

    /** How hard the labels are, of the Brier score. */
    public static final Metric BRIER_UNCERTAINTY = BrierParts.UNCERTAINTY;

    private BinnedCalibration() {}

    private static MetricInfo info(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id,
                title,
                "",
                Scope.TABLE,
                Direction.LOWER,
                Optional.of(0.0),
                meaning,
                formula,
                "seeded Poisson bootstrap of the bins' counts, bins fixed, " + CalibrationBootstrap.REPLICATES
                        + " replicates (more for levels above 0.995), percentiles");
    }

    private static MetricValue equalMass(ScoreCurve curve, double level) {
        List<Bin> bins = curve.equalMass().stream().map(BinnedCalibration::bin).toList();
        long n = curve.positives() + curve.negatives();
        double value = bins.stream().mapToDouble(bin -> Math.abs(excess(bin))).sum() / n;
        MetricValue ece = MetricValue.estimate(value, CalibrationBootstrap.interval(bins, value, level), n);
        return bins.size() == ScoreCurve.BINS
                ? ece
                : ece.withDetail("equal scores leave " + bins.size() + " of " + ScoreCurve.BINS + " bins");
    }

    private static Bin bin(Cell cell) {
        return new Bin(cell.positives(), cell.negatives(), cell.positiveScores(), cell.negativeScores());
    }

    /** Sum of scores less number of positives. */
    private static double excess(Bin bin) {
        return FixedPoint.mean(bin.positiveScores().add(bin.negativeScores()), 1) - bin.positives();
    }

    private static MetricValue largest(Outcomes o, double level) {
        boolean[] counted = new boolean[Outcomes.BINS];
        double value = 0;
        int worst = -1;
        long leftOut = 0;
        for (int i = 0; i < Outcomes.BINS; i++) {
            Bin bin = o.bins().get(i);
            long rows = bin.positives() + bin.negatives();
            counted[i] = rows >= SMALLEST_BIN;
            if (counted[i] && (worst < 0 || Math.abs(excess(bin)) / rows > value)) {
                value = Math.abs(excess(bin)) / rows;
                worst = i;
            } else if (!counted[i]) {
                leftOut += rows;
            }
        }
        if (worst < 0) {
            return MetricValue.undefined("no bin of score has " + SMALLEST_BIN + " labelled rows", o.labelled());
        }
        String told = "in the bin from " + worst + "/" + Outcomes.BINS + " to " + (worst + 1) + "/" + Outcomes.BINS
                + (leftOut == 0
                        ? ""
                        : "; " + leftOut + " rows in bins with fewer than " + SMALLEST_BIN + " are left out");
        var interval = CalibrationBootstrap.interval(
                o.bins(), (rows, positives, excess) -> largest(counted, rows, excess), value, level);
        return MetricValue.estimate(value, interval, o.labelled() - leftOut).withDetail(told);
    }

    private static double largest(boolean[] counted, double[] rows, double[] excess) {
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            if (counted[i] && rows[i] > 0) {
                largest = Math.max(largest, Math.abs(excess[i]) / rows[i]);
            }
        }
        return largest;
    }
}
