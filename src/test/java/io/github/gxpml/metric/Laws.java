// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.comparison.Champion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * What must hold of a metric by what it is, said from the published definitions and not from our code. A metric that is
 * not named here has the laws of its kind: a share lies in [0, 1], a difference turns its sign with the groups.
 */
final class Laws {
    private static final String WORST = "worst_slice_";

    /** Metrics in [-1, 1]: differences of shares, correlations, what is between -1 and 1 by its definition. */
    private static final Set<String> SIGNED =
            Set.of(("CI DPL DPPL RD SD AD DAR DRR CDDL CDDPL FT average_odds_difference confidence_gap"
                            + " interval_coverage_error mcc kappa")
                    .split(" "));

    /** Metrics in [0, 1] that are no shares of rows. */
    private static final Set<String> UNIT =
            Set.of(("roc_auc average_precision f1 brier brier_reliability brier_resolution ece ece_equal_mass mce"
                            + " brier_after_temperature ece_after_temperature ensemble_disagreement ensemble_brier TVD KS"
                            + " demographic_parity_difference demographic_parity_ratio equal_opportunity_difference"
                            + " equalized_odds_difference ks ks_p chi2_p js_distance linf linf_robust tvd"
                            + " attribution_ndcg mcnemar_p")
                    .split(" "));

    /** Natural logarithms of two classes; two distributions differ by at most the root of 2. */
    private static final Map<String, Double> FROM_ZERO_TO = Map.of(
            "JS", Math.log(2),
            "predictive_entropy", Math.log(2),
            "mutual_information", Math.log(2),
            "LP", Math.sqrt(2),
            "brier_uncertainty", 0.25);

    /** Metrics that can be any number though their ideal is 0 or 1: ratios less ratios, a loss less a loss. */
    private static final Set<String> ANY =
            Set.of("DCA", "DCR", "TE", "mean_error", "temperature_gain", "ab_difference");

    /** Neither symmetric nor antisymmetric: a divergence from one side to the other, and the neighbours of one side. */
    static final Set<String> ONE_SIDED = Set.of("KL", "FT");

    /** Pairs of metrics that change places when the two classes do. */
    private static final List<String> PAIRS = List.of(
            "recall specificity", "precision negative_predictive_value", WORST + "recall " + WORST + "specificity");

    /** Pairs of differences that change places and, being written the other way round, their sign. */
    private static final List<String> TURNED_PAIRS = List.of("RD SD", "DAR DRR", "DCA DCR");

    /** Differences that turn their sign when the two classes change places. */
    private static final List<String> TURNED = List.of("DPL", "DPPL", "CDDL", "CDDPL", "average_odds_difference");

    /** Metrics to which both classes are alike. */
    private static final List<String> ALIKE =
            List.of(("roc_auc accuracy balanced_accuracy mcc kappa brier brier_uncertainty log_loss temperature"
                            + " temperature_gain log_loss_after_temperature brier_after_temperature confidence_coverage"
                            + " confidence_gap ensemble_spread predictive_entropy mutual_information ensemble_log_loss"
                            + " ensemble_brier CI KL JS LP TVD KS AD demographic_parity_difference"
                            + " equalized_odds_difference worst_slice_accuracy mcnemar_p")
                    .split(" "));

    /** Metrics of the order of scores alone. */
    static final List<String> OF_ORDER = List.of(
            "roc_auc",
            "average_precision",
            "specificity_at_sensitivity",
            "sensitivity_at_specificity",
            "precision_at_recall",
            "recall_at_precision");

    /**
     * What a metric becomes when labels, classes and scores of the two classes change places.
     *
     * @param id the metric
     * @param other the metric that it becomes, perhaps itself
     * @param value how its value is made from that of the other
     */
    record Exchange(String id, String other, DoubleUnaryOperator value) {}

    private Laws() {}

    /** The metric whose worst value over slices this is, or the metric itself. */
    static String each(String id) {
        return id.startsWith(WORST) ? id.substring(WORST.length()) : id;
    }

    static Range range(Request request) {
        MetricInfo info = Metrics.find(each(request.metric())).orElseThrow().info();
        if (request.against().equals(Champion.NAME)) {
            return List.of("mcc", "kappa").contains(info.id())
                    ? new Range(-2, 2)
                    : info.id().equals("log_loss") ? Range.ANY : Range.SIGNED;
        }
        if (FROM_ZERO_TO.containsKey(info.id())) {
            return new Range(0, FROM_ZERO_TO.get(info.id()));
        }
        if (info.unit().equals("share") || UNIT.contains(info.id())) {
            return Range.UNIT;
        }
        if (ANY.contains(info.id())) {
            return Range.ANY;
        }
        return SIGNED.contains(info.id()) ? Range.SIGNED : rangeOf(info);
    }

    private static Range rangeOf(MetricInfo info) {
        return switch (info.direction()) {
            case LOWER -> Range.POSITIVE;
            case HIGHER -> new Range(Double.NEGATIVE_INFINITY, info.ideal().orElse(Double.POSITIVE_INFINITY));
            case IDEAL -> info.ideal().orElseThrow() == 1 ? Range.POSITIVE : Range.ANY;
            case NEITHER -> Range.ANY;
        };
    }

    /** Whether a metric of a facet looks at both of its sides, whichever is called the group. */
    static boolean ofBothSides(MetricInfo info) {
        return info.id().startsWith(WORST);
    }

    /** What the value of a metric of two sides is after they have changed places. */
    static DoubleUnaryOperator turnedRound(MetricInfo info) {
        if (info.scope() != Scope.FACET || info.direction() != Direction.IDEAL) {
            return value -> value;
        }
        return info.ideal().orElseThrow() == 1 ? value -> 1 / value : value -> -value;
    }

    static List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        PAIRS.forEach(pair -> exchanges.addAll(both(pair, v -> v)));
        TURNED_PAIRS.forEach(pair -> exchanges.addAll(both(pair, v -> -v)));
        TURNED.forEach(id -> exchanges.add(new Exchange(id, id, v -> -v)));
        ALIKE.forEach(id -> exchanges.add(new Exchange(id, id, v -> v)));
        exchanges.add(new Exchange("prevalence", "prevalence", v -> 1 - v));
        return exchanges;
    }

    private static List<Exchange> both(String pair, DoubleUnaryOperator value) {
        String[] ids = pair.split(" ");
        return List.of(new Exchange(ids[0], ids[1], value), new Exchange(ids[1], ids[0], value));
    }
}
