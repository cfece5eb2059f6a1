// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.bias.FacetMetric.Sides;
import java.util.Optional;
import java.util.Set;

/**
 * Distances between the label distributions of the two sides. Strict: a class that one side lacks keeps its place, with
 * share 0.
 */
public final class Distances {
    /** Kullback-Leibler divergence. */
    public static final Metric KL = new FacetMetric(
            info(
                    "KL",
                    "Kullback-Leibler divergence of labels",
                    "How far the favoured group's labels are from the disfavoured group's; undefined, because infinite,"
                            + " where the disfavoured group lacks a class.",
                    "sum over classes of P_a ln(P_a / P_d)",
                    MetricInfo.NO_INTERVAL),
            Set.of(Input.LABELS),
            (sides, level) -> exact(sides, Distances::kullbackLeibler));

    /** Jensen-Shannon divergence. */
    public static final Metric JS = new FacetMetric(
            info(
                    "JS",
                    "Jensen-Shannon divergence of labels",
                    "How far both groups' labels are from their mean; at most ln 2. The divergence, not its root.",
                    "[KL(P_a, P) + KL(P_d, P)] / 2, P = (P_a + P_d) / 2, natural logarithm",
                    MetricInfo.NO_INTERVAL),
            Set.of(Input.LABELS),
            (sides, level) -> exact(sides, Distances::jensenShannon));

    /** L2 norm. */
    public static final Metric LP = new FacetMetric(
            info(
                    "LP",
                    "L2 norm of labels",
                    "Euclidean distance of the two label distributions; at most the square root of 2.",
                    "sqrt(sum over classes of (P_a - P_d)^2)",
                    "newcombe on the difference of shares, folded at 0"),
            Set.of(Input.LABELS),
            (sides, level) -> folded(sides, level, Math.sqrt(2)));

    /** Total variation distance. */
    public static final Metric TVD = new FacetMetric(
            info(
                    "TVD",
                    "Total variation distance of labels",
                    "Half the summed distance of the two label distributions.",
                    "sum over classes of |P_a - P_d| / 2",
                    "newcombe on the difference of shares, folded at 0"),
            Set.of(Input.LABELS),
            (sides, level) -> folded(sides, level, 1));

    /** Largest difference. */
    public static final Metric KS = new FacetMetric(
            info(
                    "KS",
                    "Kolmogorov-Smirnov distance of labels",
                    "Largest difference of the two label distributions in one class; not a distance of"
                            + " cumulative curves.",
                    "max over classes of |P_a - P_d|",
                    "newcombe on the difference of shares, folded at 0"),
            Set.of(Input.LABELS),
            (sides, level) -> folded(sides, level, 1));

    private Distances() {}

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "", Scope.FACET, Direction.LOWER, Optional.of(0.0), meaning, formula, interval);
    }

    @FunctionalInterface
    private interface Distance {
        /** Of two shares of positive labels; infinite if there is none. */
        double of(double favoured, double disfavoured);
    }

    private static Optional<MetricValue> unlabelled(Sides sides) {
        boolean favoured = sides.favoured().labelled() == 0;
        return favoured || sides.disfavoured().labelled() == 0
                ? Optional.of(MetricValue.undefined("there are no labelled rows" + sides.among(favoured), sides.rows()))
                : Optional.empty();
    }

    private static MetricValue exact(Sides sides, Distance distance) {
        return unlabelled(sides).orElseGet(() -> {
            double a = Share.labelPositive(sides.favoured()).value();
            double d = Share.labelPositive(sides.disfavoured()).value();
            long n = sides.favoured().labelled() + sides.disfavoured().labelled();
            double value = distance.of(a, d);
            return Double.isFinite(value)
                    ? MetricValue.exact(value, n)
                    : MetricValue.undefined("it is infinite: a class of label is absent among " + sides.facet(), n);
        });
    }

    private static MetricValue folded(Sides sides, double level, double scale) {
        return unlabelled(sides).orElseGet(() -> {
            Share a = Share.labelPositive(sides.favoured());
            Share d = Share.labelPositive(sides.disfavoured());
            Interval newcombe = Intervals.newcombe(a, d, level);
            Interval folded = Intervals.folded(newcombe, "newcombe-folded");
            return MetricValue.estimate(
                    scale * Math.abs(a.value() - d.value()),
                    new Interval(scale * folded.lower(), scale * folded.upper(), level, folded.method()),
                    a.total() + d.total());
        });
    }

    private static double kullbackLeibler(double a, double d) {
        return Math.max(0, term(a, d) + term(1 - a, 1 - d));
    }

    private static double jensenShannon(double a, double d) {
        double middle = (a + d) / 2;
        return (kullbackLeibler(a, middle) + kullbackLeibler(d, middle)) / 2;
    }

    private static double term(double p, double q) {
        return p == 0 ? 0 : p * StrictMath.log(p / q);
    }
}
