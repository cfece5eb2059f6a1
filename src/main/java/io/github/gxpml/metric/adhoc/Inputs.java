// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which metrics do without predicted classes or without scores. Whoever is not listed needs both, so that a new metric
 * is undefined rather than computed from what is not there.
 */
final class Inputs {
    private static final Set<String> LABELS = Set.of("CI", "DPL", "KL", "JS", "LP", "TVD", "KS", "CDDL", "prevalence");

    private static final Set<String> CLASSES = Set.of(
            "DPPL",
            "DI",
            "DCA",
            "DCR",
            "RD",
            "SD",
            "DAR",
            "DRR",
            "AD",
            "TE",
            "CDDPL",
            "FT",
            "GE",
            "theil",
            "demographic_parity_difference",
            "demographic_parity_ratio",
            "equal_opportunity_difference",
            "equalized_odds_difference",
            "average_odds_difference",
            "worst_slice_accuracy",
            "worst_slice_recall",
            "worst_slice_specificity",
            "worst_slice_precision",
            "accuracy",
            "balanced_accuracy",
            "precision",
            "negative_predictive_value",
            "recall",
            "specificity",
            "f1",
            "mcc",
            "kappa");

    private static final Set<String> SCORES = Set.of(
            "roc_auc",
            "average_precision",
            "log_loss",
            "brier",
            "brier_reliability",
            "brier_resolution",
            "brier_uncertainty",
            "ece",
            "mce");

    private static final Set<Input> BOTH = Set.of(Input.LABELS, Input.CLASSES, Input.SCORES);

    private Inputs() {}

    /** Says why a metric has no number for a table, if something it needs is absent. */
    static Optional<String> missing(String metric, SelfScored table) {
        Optional<Set<Input>> said = Metrics.find(metric).map(Metric::inputs).filter(inputs -> !inputs.equals(BOTH));
        if (said.isPresent()) {
            return said.flatMap(inputs -> inputs.stream()
                    .sorted()
                    .flatMap(input -> missing(input, table).stream())
                    .findFirst());
        }
        boolean free = LABELS.contains(metric);
        Optional<String> classes = free || SCORES.contains(metric) ? Optional.empty() : table.noClasses();
        return classes.or(() -> free || CLASSES.contains(metric) ? Optional.empty() : table.noScores());
    }

    /** Tells whether a metric is of the classes themselves, not of what is positive among them. */
    static boolean ofSeveralClasses(String metric, DataSpec data) {
        return needs(metric, data).contains(new Need.Classes());
    }

    /** Tells whether a metric is of numbers, not of what is positive among them. */
    static boolean ofNumbers(String metric, DataSpec data) {
        return needs(metric, data).contains(new Need.Errors());
    }

    /** Tells whether a metric looks at scores, as far as it is known. */
    static boolean ofScores(String metric) {
        boolean known = Metrics.find(metric).map(m -> !m.inputs().equals(BOTH)).orElse(false);
        return known
                ? wants(metric, Input.SCORES) || wants(metric, Input.CONFIDENCE)
                : !LABELS.contains(metric) && !CLASSES.contains(metric);
    }

    private static Set<Need> needs(String metric, DataSpec data) {
        Context context = new Context(data, Options.at(0.95), List.of());
        return Metrics.find(metric)
                .map(found -> found.needs(Request.of(metric), context))
                .orElse(Set.of());
    }

    /** Tells whether a metric says that it looks at something. */
    static boolean wants(String metric, Input input) {
        return Metrics.find(metric).map(Metric::inputs).orElse(Set.of()).contains(input);
    }

    private static Optional<String> missing(Input input, SelfScored table) {
        return switch (input) {
            case LABELS -> Optional.empty();
            case CLASSES -> table.noClasses();
            case SCORES -> table.noScores();
            case MEMBERS -> table.noMembers();
            case CONFIDENCE -> table.noConfidence();
        };
    }
}
