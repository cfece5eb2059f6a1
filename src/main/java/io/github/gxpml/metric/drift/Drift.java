// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.drift.KolmogorovSmirnov.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Drift metrics of one column. None has an interval: gates judge the value, and a minimum of rows keeps noise out. */
public final class Drift {
    /** Population stability index. */
    public static final Metric PSI = metric(
            info(
                    "psi",
                    "Population stability index",
                    Direction.LOWER,
                    "0 means equal shares in all bins; by custom, 0.1 asks for attention and 0.25 for action.",
                    "sum over frozen bins of (p - q) ln(p / q); a missing value has a bin of its own; the share"
                            + " of an empty"
                            + " bin counts as " + BinShares.FLOOR + ", so that it is neither infinite nor dropped"),
            BinShares::psi);

    /** Two-sample Kolmogorov-Smirnov distance. */
    public static final Metric KS = metric(
            info(
                    "ks",
                    "Kolmogorov-Smirnov distance",
                    Direction.LOWER,
                    "Largest distance of the two cumulative curves; 0 means equal.",
                    "max |F_baseline - F_current| over the baseline's frozen points; exact where these are all of its"
                            + " values, else too low by at most what lies between two of them"),
            Drift::distance);

    /** Its p-value. */
    public static final Metric KS_P = metric(
            info(
                    "ks_p",
                    "Kolmogorov-Smirnov p-value",
                    Direction.HIGHER,
                    "Chance of a distance as large if nothing had drifted; small means drift. Too high where"
                            + " values tie.",
                    "asymptotic Kolmogorov distribution of sqrt(n m / (n + m)) ks"),
            Drift::chance);

    /** Chi-square p-value. */
    public static final Metric CHI2_P = metric(
            info(
                    "chi2_p",
                    "Chi-square p-value",
                    Direction.HIGHER,
                    "Chance of shares as different if nothing had drifted; small means drift.",
                    "chi-square test of homogeneity over the frozen bins, missing values a bin of their own;"
                            + " bins with an"
                            + " expected count below 5 are merged"),
            ChiSquare::chance);

    private Drift() {}

    private static MetricInfo info(String id, String title, Direction direction, String meaning, String formula) {
        Optional<Double> ideal = direction == Direction.LOWER ? Optional.of(0.0) : Optional.empty();
        return new MetricInfo(id, title, "", Scope.COLUMN, direction, ideal, meaning, formula, MetricInfo.NO_INTERVAL);
    }

    /** A metric that looks at bins alone. */
    private static Metric metric(MetricInfo info, BiFunction<List<Long>, List<Long>, MetricValue> rule) {
        return new DriftMetric(info, new DriftMetric.Rule() {
            @Override
            public MetricValue ofNumbers(NumberCounts baseline, NumberCounts current, Bins bins) {
                return rule.apply(binned(baseline, bins), binned(current, bins));
            }

            @Override
            public MetricValue ofCategories(CategoryCounts baseline, CategoryCounts current) {
                return rule.apply(binned(baseline), binned(current));
            }
        });
    }

    @FunctionalInterface
    private interface NumberRule {
        MetricValue of(NumberCounts baseline, NumberCounts current);
    }

    /** A metric that needs an order of values. */
    private static Metric metric(MetricInfo info, NumberRule rule) {
        return new DriftMetric(info, new DriftMetric.Rule() {
            @Override
            public MetricValue ofNumbers(NumberCounts baseline, NumberCounts current, Bins bins) {
                return rule.of(baseline, current);
            }

            @Override
            public MetricValue ofCategories(CategoryCounts baseline, CategoryCounts current) {
                return MetricValue.undefined(
                        "the column is not numeric, so its values have no order - use psi or chi2_p", current.rows());
            }
        });
    }

    private static List<Long> binned(NumberCounts counts, Bins bins) {
        List<Long> binned = new ArrayList<>(bins.count(counts));
        binned.add(counts.missing() + counts.unreadable());
        return binned;
    }

    private static List<Long> binned(CategoryCounts counts) {
        List<Long> binned = new ArrayList<>(counts.counts());
        binned.add(counts.other());
        binned.add(counts.missing());
        return binned;
    }

    private static MetricValue distance(NumberCounts baseline, NumberCounts current) {
        return KolmogorovSmirnov.of(baseline, current)
                .map(d -> MetricValue.exact(d.value(), d.n()).withDetail(told(d)))
                .orElseGet(() -> noNumbers(baseline, current));
    }

    private static MetricValue chance(NumberCounts baseline, NumberCounts current) {
        return KolmogorovSmirnov.of(baseline, current)
                .map(d -> MetricValue.exact(d.chance(), d.n()).withDetail(told(d)))
                .orElseGet(() -> noNumbers(baseline, current));
    }

    private static String told(Distance distance) {
        String compared = distance.n() + " numbers against " + distance.m() + " in the baseline";
        return distance.error() == 0
                ? compared
                : compared + "; the distance may be too low by up to " + Numbers.text(distance.error());
    }

    private static MetricValue noNumbers(NumberCounts baseline, NumberCounts current) {
        String where = baseline.numbers() == 0 ? "the baseline" : "the table";
        return MetricValue.undefined("the column has no number in " + where, current.rows());
    }
}
