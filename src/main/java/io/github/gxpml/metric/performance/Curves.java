// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.ScoreCurve.Cell;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Share;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Curves to be drawn or printed: exact points, never smoothed. */
public final class Curves {
    private Curves() {}

    /**
     * A point of a curve.
     *
     * @param x false positive rate, or recall
     * @param y true positive rate, or precision
     * @param threshold scores at or above it are called positive; empty where nothing is
     */
    public record Point(double x, double y, Optional<Double> threshold) {}

    /**
     * A bin of scores.
     *
     * @param lower lowest score that belongs into it
     * @param upper its upper end: the highest score in it where bins have equal mass, else where the next one begins
     * @param n labelled rows, at least one
     * @param score mean score
     * @param rate share of positives
     * @param interval Wilson's interval of that share
     */
    public record ReliabilityBin(double lower, double upper, long n, double score, double rate, Interval interval) {}

    /**
     * Returns the ROC curve from (0, 0) to (1, 1).
     *
     * @param curve any
     * @return false positive rates and true positive rates; empty unless there are positives and negatives
     */
    public static List<Point> roc(ScoreCurve curve) {
        double positives = curve.positives();
        double negatives = curve.negatives();
        if (positives == 0 || negatives == 0) {
            return List.of();
        }
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0, Optional.empty())));
        walk(
                curve,
                (tp, fp, threshold) -> points.add(new Point(fp / negatives, tp / positives, Optional.of(threshold))));
        return points;
    }

    /**
     * Returns the precision-recall curve from the highest threshold down.
     *
     * @param curve any
     * @return recalls and precisions; empty unless there are positives
     */
    public static List<Point> precisionRecall(ScoreCurve curve) {
        double positives = curve.positives();
        if (positives == 0) {
            return List.of();
        }
        List<Point> points = new ArrayList<>();
        walk(
                curve,
                (tp, fp, threshold) ->
                        points.add(new Point(tp / positives, (double) tp / (tp + fp), Optional.of(threshold))));
        return points;
    }

    /** Takes the counts at a threshold. */
    @FunctionalInterface
    private interface Step {
        void at(long truePositives, long falsePositives, double threshold);
    }

    private static void walk(ScoreCurve curve, Step step) {
        long tp = 0;
        long fp = 0;
        for (int i = curve.cells().size() - 1; i >= 0; i--) {
            Cell cell = curve.cells().get(i);
            tp += cell.positives();
            fp += cell.negatives();
            step.at(tp, fp, cell.lowest());
        }
    }

    /**
     * Returns the reliability curve over bins of equal width.
     *
     * @param outcomes any
     * @param level confidence level
     * @return bins with rows, ascending
     */
    public static List<ReliabilityBin> equalWidth(Outcomes outcomes, double level) {
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int i = 0; i < Outcomes.BINS; i++) {
            Bin bin = outcomes.bins().get(i);
            if (bin.positives() + bin.negatives() > 0) {
                double lower = (double) i / Outcomes.BINS;
                double upper = (double) (i + 1) / Outcomes.BINS;
                BigInteger scores = bin.positiveScores().add(bin.negativeScores());
                bins.add(bin(new Range(lower, upper), bin.positives(), bin.negatives(), scores, level));
            }
        }
        return bins;
    }

    /**
     * Returns the reliability curve over bins of equal mass.
     *
     * @param curve any
     * @param level confidence level
     * @return bins, ascending
     */
    public static List<ReliabilityBin> equalMass(ScoreCurve curve, double level) {
        return curve.equalMass().stream()
                .map(cell -> bin(
                        new Range(cell.lowest(), cell.highest()),
                        cell.positives(),
                        cell.negatives(),
                        cell.positiveScores().add(cell.negativeScores()),
                        level))
                .toList();
    }

    private record Range(double lower, double upper) {}

    private static ReliabilityBin bin(Range range, long positives, long negatives, BigInteger scores, double level) {
        var rate = new Share(positives, positives + negatives, "rows");
        return new ReliabilityBin(
                range.lower,
                range.upper,
                rate.total(),
                FixedPoint.mean(scores, rate.total()),
                rate.value(),
                Intervals.wilson(rate, level));
    }
}
