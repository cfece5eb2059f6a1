// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.Moments;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import java.util.Optional;
import java.util.Set;

/** Drift metrics of one column. A gate judges their value unless it says `on:`. */
public final class Drift {
    private static final String BOOTSTRAP = "seeded Poisson bootstrap of the counts on both sides, 1000 replicates (400"
            + " of more than 100 bins): the distance plus or minus the level's quantile of the distance that chance"
            + " alone makes; holds also where nothing drifted, elsewhere rather too wide";
    private static final String ROOT = ", of the square root";
    private static final String DKW =
            "Dvoretzky-Kiefer-Wolfowitz bound of both curves with Massart's constant (1990, Ann"
                    + " Probab 18:1269), half of the error on each; widened by what lies between two points";

    /** Population stability index. */
    public static final Metric PSI = metric(
            info(
                    "psi",
                    "Population stability index",
                    "0 means equal shares in all bins; by custom, 0.1 asks for attention and 0.25 for action.",
                    "sum over frozen bins of (p - q) ln(p / q); a missing value has a bin of its own; the share"
                            + " of an empty bin counts as " + Shares.FLOOR
                            + ", so that it is neither infinite nor dropped",
                    BOOTSTRAP + ROOT),
            BinDistances.PSI);

    /** Two-sample Kolmogorov-Smirnov distance. */
    public static final Metric KS = metric(
            info(
                    "ks",
                    "Kolmogorov-Smirnov distance",
                    "Largest distance of the two cumulative curves; 0 means equal.",
                    "max |F_baseline - F_current| over the baseline's frozen points; exact where these are all of its"
                            + " values, else too low by at most what lies between two of them",
                    DKW),
            NumberDistances::kolmogorovSmirnov);

    /** Its p-value. */
    public static final Metric KS_P = chances(
            chance(
                    "ks_p",
                    "Kolmogorov-Smirnov p-value",
                    "Chance of a distance as large if nothing had drifted; small means drift. Too high where"
                            + " values tie.",
                    "asymptotic Kolmogorov distribution of sqrt(n m / (n + m)) ks"),
            NumberDistances::chance);

    /** Wasserstein distance. */
    public static final Metric WASSERSTEIN = metric(
            info(
                    "wasserstein",
                    "Wasserstein distance",
                    "How far the column's numbers have moved on average, in its own units; 0 means equal.",
                    "W1: area between the two cumulative curves over the baseline's frozen points, straight lines"
                            + " between them, exact sums outside of them; exact where the points are all values of"
                            + " both tables, else the possible error is told",
                    BOOTSTRAP),
            comparison -> NumberDistances.wasserstein(comparison, moments -> Optional.of(1.0)));

    /** Wasserstein distance in standard deviations. */
    public static final Metric WASSERSTEIN_NORM = metric(
            info(
                    "wasserstein_norm",
                    "Wasserstein distance in standard deviations",
                    "How far the column's numbers have moved on average, in standard deviations of the baseline; by"
                            + " custom, 0.1 is drift.",
                    "wasserstein / max(standard deviation of the baseline with divisor m, 0.001), as Evidently does",
                    BOOTSTRAP),
            comparison -> NumberDistances.wasserstein(
                    comparison,
                    moments -> moments.flatMap(Moments::deviation)
                            .map(deviation -> Math.max(deviation, NumberDistances.SMALLEST_DEVIATION))));

    /** Chi-square statistic. */
    public static final Metric CHI2 = metric(
            info(
                    "chi2",
                    "Chi-square statistic",
                    "Grows with the difference of the shares and with the number of rows; means something only beside"
                            + " its degrees of freedom.",
                    "as chi2_p",
                    MetricInfo.NO_INTERVAL),
            comparison -> BinDistances.chiSquare(comparison, ChiSquare.Test::statistic));

    /** Chi-square p-value. */
    public static final Metric CHI2_P = chances(
            chance(
                    "chi2_p",
                    "Chi-square p-value",
                    "Chance of shares as different if nothing had drifted; small means drift.",
                    "chi-square test of homogeneity over the frozen bins, missing values a bin of their own;"
                            + " bins with an expected count below 5 are merged"),
            comparison -> BinDistances.chiSquare(comparison, ChiSquare.Test::chance));

    /** Jensen-Shannon distance. */
    public static final Metric JS_DISTANCE = metric(
            info(
                    "js_distance",
                    "Jensen-Shannon distance",
                    "0 means equal shares in all bins, 0.833 that no bin is shared; by custom, 0.1 is drift. The"
                            + " square root of the divergence, which JS of the bias metrics is.",
                    "square root of [KL(p, (p + q) / 2) + KL(q, (p + q) / 2)] / 2 over frozen bins, natural logarithm,"
                            + " as scipy's jensenshannon; a missing value has a bin of its own",
                    BOOTSTRAP),
            BinDistances.JS);

    /** L-infinity distance. */
    public static final Metric LINF = metric(
            info(
                    "linf",
                    "L-infinity distance",
                    "Largest distance of the two cumulative curves of a numeric column, largest difference of the share"
                            + " of one value of any other; 0 means equal.",
                    "numeric: max |F_baseline - F_current| over the frozen points, which is ks; else max |p - q| over"
                            + " the baseline's values, all others together, and missing ones (Deequ, Model Monitor"
                            + " with comparison_method Simple)",
                    "numeric: " + DKW + "; else " + BOOTSTRAP),
            comparison -> NumberDistances.largest(comparison));

    /** L-infinity distance less what chance explains. */
    public static final Metric LINF_ROBUST = new DriftMetric(
            info(
                    "linf_robust",
                    "Robust L-infinity distance",
                    "What of linf is left after chance is taken off; 0 means that chance explains it.",
                    "max(0, linf - c sqrt((n + m) / (n m))) with c = 1.8, or sqrt(-ln(alpha / 2) / 2) at the alpha that"
                            + " `at` gives (Deequ, Model Monitor with comparison_method Robust)",
                    MetricInfo.NO_INTERVAL),
            Set.of(Qualifier.AT),
            NumberDistances::robust);

    /** Total variation distance. */
    public static final Metric TVD = metric(
            info(
                    "tvd",
                    "Total variation distance",
                    "Share of the rows that would have to change their bin to make the two equal; 0 means equal.",
                    "half the sum over frozen bins of |p - q|; a missing value has a bin of its own",
                    BOOTSTRAP),
            BinDistances.TVD);

    private Drift() {}

    private static MetricInfo info(String id, String title, String meaning, String formula, String interval) {
        return new MetricInfo(
                id, title, "", Scope.COLUMN, Direction.LOWER, Optional.of(0.0), meaning, formula, interval);
    }

    private static MetricInfo chance(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id,
                title,
                "",
                Scope.COLUMN,
                Direction.HIGHER,
                Optional.empty(),
                meaning,
                formula,
                MetricInfo.NO_INTERVAL);
    }

    private static Metric metric(MetricInfo info, DriftMetric.Rule rule) {
        return new DriftMetric(info, Set.of(), rule);
    }

    private static Metric chances(MetricInfo info, DriftMetric.Rule rule) {
        return new DriftMetric(info, Set.of(Qualifier.CORRECTION), rule);
    }
}
