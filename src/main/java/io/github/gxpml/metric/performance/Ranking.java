// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.RankSums;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.Slices;
import java.util.Optional;
import java.util.Set;

/**
 * Metrics of the order of scores.
 *
 * @param info what it is
 * @param rule how it is computed from sums with at least one positive and one negative
 */
public record Ranking(MetricInfo info, Rule rule) implements Metric {
    /** Area under the ROC curve. */
    public static final Metric ROC_AUC = new Ranking(
            new MetricInfo(
                    "roc_auc",
                    "Area under the ROC curve",
                    "",
                    Scope.TABLE,
                    Direction.HIGHER,
                    Optional.of(1.0),
                    "Chance that a positive scores higher than a negative, ties half; 0.5 is chance.",
                    "Mann-Whitney U / (positives * negatives)",
                    "delong (DeLong 1988, Biometrics 44:837); where its variance is 0 or a class has one row, wilson on"
                            + " as many independent pairs as the smaller class has rows"),
            Ranking::area);

    /** Area under the precision-recall curve, as a sum of steps. */
    public static final Metric AVERAGE_PRECISION = new Ranking(
            new MetricInfo(
                    "average_precision",
                    "Average precision",
                    "",
                    Scope.TABLE,
                    Direction.HIGHER,
                    Optional.of(1.0),
                    "Mean precision at the scores of the positives; chance is the share of positives.",
                    "sum over thresholds of (recall gained) * precision, not interpolated",
                    "logit (Boyd, Eng and Page 2013, ECML PKDD)"),
            Ranking::averagePrecision);

    /** Computes a metric. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Computes the metric.
         *
         * @param sums with at least one positive and one negative
         * @param level confidence level
         * @return the value
         */
        MetricValue of(RankSums sums, double level);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.slice(request.facet())
                .filter(slice -> context.twoClasses(inputs()))
                .map(slice -> Set.<Need>of(new Need.Ranks(slice)))
                .orElse(Set.of());
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.LABELS, Input.SCORES);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        RankSums sums = states.ranks().get(request.facet().isEmpty() ? States.ALL : request.facet());
        if (sums == null) {
            return MetricValue.undefined(
                    Slices.noScores(states)
                            + (request.facet().isEmpty() ? "" : ", or it has no facet `" + request.facet() + "`"),
                    states.rows());
        }
        long n = sums.positives() + sums.negatives();
        if (sums.positives() == 0 || sums.negatives() == 0) {
            String missing = n == 0 ? "labels" : sums.positives() == 0 ? "positive labels" : "negative labels";
            String where = request.facet().isEmpty() ? "" : " among " + request.facet();
            return MetricValue.undefined("there are no " + missing + where, n);
        }
        MetricValue value = rule.of(sums, options.level())
                .withDetail(sums.positives() + " positives, " + sums.negatives() + " negatives");
        return request.facet().isEmpty() ? Slices.alsoTelling(value, Slices.leftOut(states.rows() - n)) : value;
    }

    private static MetricValue area(RankSums sums, double level) {
        double area = DeLong.area(sums.placements(), sums.positives(), sums.negatives());
        long n = sums.positives() + sums.negatives();
        double variance = Math.min(sums.positives(), sums.negatives()) < 2
                ? 0
                : DeLong.variance(
                        sums.placements(),
                        sums.positiveSquares(),
                        sums.negativeSquares(),
                        sums.positives(),
                        sums.negatives());
        return MetricValue.estimate(
                area,
                variance > 0
                        ? Intervals.normal(area, Math.sqrt(variance), Range.UNIT, level, "delong")
                        : pairwise(area, sums, level),
                n);
    }

    /** Perfect order, or no order at all: pairs of different rows are independent trials, however few. */
    private static Interval pairwise(double area, RankSums sums, double level) {
        long pairs = Math.min(sums.positives(), sums.negatives());
        Interval wilson = Intervals.wilson(new Share(Math.round(area * pairs), pairs, "pairs"), level);
        return new Interval(Math.min(area, wilson.lower()), Math.max(area, wilson.upper()), level, "wilson-pairs");
    }

    private static MetricValue averagePrecision(RankSums sums, double level) {
        double value = FixedPoint.mean(sums.precision(), sums.positives());
        long n = sums.positives() + sums.negatives();
        if (value >= 1) {
            Interval wilson = Intervals.wilson(new Share(sums.positives(), sums.positives(), "positives"), level);
            return MetricValue.estimate(Math.min(1, value), new Interval(wilson.lower(), 1, level, "wilson"), n);
        }
        double logit = StrictMath.log(value / (1 - value));
        double half = Intervals.z(level) / Math.sqrt(sums.positives() * value * (1 - value));
        return MetricValue.estimate(
                value, new Interval(logistic(logit - half), logistic(logit + half), level, "logit"), n);
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
