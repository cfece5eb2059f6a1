// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.OperatingPoint;
import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.ScoreCurve.Cell;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Share;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The interval of a rate at a threshold that other rows of the same sample put in its place. With n rows of the one
 * class, the threshold is the score of their k-th highest; a bootstrap sample has it at the r-th highest, and r / n
 * follows a Beta distribution with k and n - k + 1. At each such place the other class's rate has Jeffreys' posterior;
 * the interval's bounds are percentiles of the mixture.
 *
 * @param curve rows of both classes
 * @param point sensitivity or specificity was required
 */
record ThresholdInterval(ScoreCurve curve, OperatingPoint point) {
    private static final int PLACES = 200;
    private static final int HALVINGS = 50;
    private static final double ROUND = 1e12;

    /** A stretch of the curve from the highest scores down: counts at its two ends; whole if its scores are one. */
    private record Stretch(double fromTrue, double fromFalse, double toTrue, double toFalse, boolean whole) {}

    /** The interval of the rate that was found; holds it. */
    Interval of(Share rate, double level) {
        boolean required = point.target().kind() == Kind.SENSITIVITY;
        long rows = required ? curve.positives() : curve.negatives();
        long least = point.target().least(rows);
        // the last positive that must be found, or the first negative that is too many
        long place = required ? least : rows - least + 1;
        if (place < 1 || place > rows) {
            // nothing is required, so the threshold does not depend on the sample
            return Intervals.wilson(rate, level);
        }
        List<BetaDistribution> posteriors = posteriors(BetaDistribution.of(place, rows - place + 1.0), required);
        double lower = percentile(posteriors, (1 - level) / 2);
        double upper = percentile(posteriors, (1 + level) / 2);
        return new Interval(
                Math.min(rate.value(), lower), Math.max(rate.value(), upper), level, "order-statistic-jeffreys");
    }

    private List<BetaDistribution> posteriors(BetaDistribution places, boolean sensitivity) {
        List<Stretch> stretches = stretches();
        List<BetaDistribution> posteriors = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            double place = places.inverseCumulativeProbability((i + 0.5) / PLACES);
            double right = sensitivity
                    ? curve.negatives() - falseAt(stretches, place * curve.positives())
                    : trueAt(stretches, place * curve.negatives());
            double total = sensitivity ? curve.negatives() : curve.positives();
            posteriors.add(BetaDistribution.of(right + 0.5, total - right + 0.5));
        }
        return posteriors;
    }

    /** False positives where so many true ones are reached: ties come whole. */
    private static double falseAt(List<Stretch> stretches, double truePositives) {
        for (Stretch s : stretches) {
            if (truePositives <= s.toTrue && s.toTrue > s.fromTrue) {
                double part = (truePositives - s.fromTrue) / (s.toTrue - s.fromTrue);
                return s.whole ? s.toFalse : s.fromFalse + part * (s.toFalse - s.fromFalse);
            }
        }
        return stretches.get(stretches.size() - 1).toFalse;
    }

    /** True positives before so many false ones are reached: ties stay out whole. */
    private static double trueAt(List<Stretch> stretches, double falsePositives) {
        for (Stretch s : stretches) {
            if (falsePositives <= s.toFalse && s.toFalse > s.fromFalse) {
                double part = (falsePositives - s.fromFalse) / (s.toFalse - s.fromFalse);
                return s.whole ? s.fromTrue : s.fromTrue + part * (s.toTrue - s.fromTrue);
            }
        }
        return stretches.get(stretches.size() - 1).toTrue;
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        double tp = 0;
        double fp = 0;
        for (int i = curve.cells().size() - 1; i >= 0; i--) {
            Cell cell = curve.cells().get(i);
            double toTrue = tp + cell.positives();
            double toFalse = fp + cell.negatives();
            boolean whole = cell.lowest() == cell.highest();
            boolean within = point.truePositives() >= tp
                    && point.falsePositives() >= fp
                    && point.truePositives() <= toTrue
                    && point.falsePositives() <= toFalse;
            if (within && !whole) {
                // the point itself is exact, so nothing is interpolated across it
                stretches.add(new Stretch(tp, fp, point.truePositives(), point.falsePositives(), false));
                stretches.add(new Stretch(point.truePositives(), point.falsePositives(), toTrue, toFalse, false));
            } else {
                stretches.add(new Stretch(tp, fp, toTrue, toFalse, whole));
            }
            tp = toTrue;
            fp = toFalse;
        }
        return stretches;
    }

    private static double percentile(List<BetaDistribution> mixture, double probability) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (BetaDistribution part : mixture) {
                sum += part.cumulativeProbability(middle);
            }
            if (sum / mixture.size() < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        // the last digits may differ from one Java runtime to the next, and evidence is recomputed elsewhere
        return Math.rint((low + high) / 2 * ROUND) / ROUND;
    }
}
