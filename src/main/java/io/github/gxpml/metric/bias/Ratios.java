// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Jackknife;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.bias.FacetMetric.Sides;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Bias metrics that subtract a ratio of counts of one side from that of the other, over labelled rows. */
public final class Ratios {
    /** Difference in conditional acceptance. */
    public static final Metric DCA = difference(
            info(
                    "DCA",
                    "Difference in conditional acceptance",
                    "Positive means that the favoured group has more positive labels for each positive prediction.",
                    "n_a(1)/n'_a(1) - n_d(1)/n'_d(1)"),
            cells -> (double) (cells[0] + cells[3]) / (cells[0] + cells[1]),
            true);

    /** Difference in conditional rejection. */
    public static final Metric DCR = difference(
            info(
                    "DCR",
                    "Difference in conditional rejection",
                    "Positive means that the disfavoured group has more negative labels for each negative prediction.",
                    "n_d(0)/n'_d(0) - n_a(0)/n'_a(0)"),
            cells -> (double) (cells[2] + cells[1]) / (cells[2] + cells[3]),
            false);

    /** Treatment equality. */
    public static final Metric TE = difference(
            info(
                    "TE",
                    "Treatment equality",
                    "Positive means that the disfavoured group has more false negatives for each false positive.",
                    "FN_d/FP_d - FN_a/FP_a"),
            cells -> (double) cells[3] / cells[1],
            false);

    private Ratios() {}

    private static MetricInfo info(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id, title, "", Scope.FACET, Direction.IDEAL, Optional.of(0.0), meaning, formula, "jackknife");
    }

    /** Cells are, in this order: true positives, false positives, true negatives, false negatives. */
    private static Metric difference(MetricInfo info, Jackknife.Statistic ratio, boolean favouredFirst) {
        return new FacetMetric(
                info,
                Set.of(Input.LABELS, Input.CLASSES),
                (sides, level) -> compute(sides, level, ratio, favouredFirst ? 1 : -1));
    }

    private static MetricValue compute(Sides sides, double level, Jackknife.Statistic ratio, int sign) {
        long[] a = cells(sides.favoured());
        long[] d = cells(sides.disfavoured());
        long n = sides.favoured().labelled() + sides.disfavoured().labelled();
        double ofFavoured = ratio.of(a);
        double ofDisfavoured = ratio.of(d);
        if (!Double.isFinite(ofFavoured) || !Double.isFinite(ofDisfavoured)) {
            return MetricValue.undefined("its denominator is 0" + sides.among(!Double.isFinite(ofFavoured)), n);
        }
        double value = sign * (ofFavoured - ofDisfavoured);
        OptionalDouble first = Jackknife.variance(a, ratio);
        OptionalDouble second = Jackknife.variance(d, ratio);
        if (first.isEmpty() || second.isEmpty()) {
            return MetricValue.exact(value, n)
                    .withDetail("no interval, too few rows" + sides.among(first.isEmpty())
                            + ", or all of them count alike");
        }
        double error = Math.sqrt(first.getAsDouble() + second.getAsDouble());
        Interval interval = Intervals.normal(value, error, Range.ANY, level, "jackknife");
        return MetricValue.estimate(value, interval, n);
    }

    private static long[] cells(Outcomes o) {
        return new long[] {o.truePositives(), o.falsePositives(), o.trueNegatives(), o.falseNegatives()};
    }
}
