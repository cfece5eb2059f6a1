// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.lineage.DeclaredEnvironment;
import io.github.gxpml.lineage.Reproducibility;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Comparison;
import io.github.gxpml.lineage.ReproducibilityDocument.Entry;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.ReproducibilitySpec.Tolerance;
import io.github.gxpml.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The metrics of a run that its spec and its record of reproducibility give. */
public final class ReproducibilityMetrics {
    /** Most differences that are named beside a number. */
    private static final int NAMED = 5;

    private ReproducibilityMetrics() {}

    /**
     * Computes them.
     *
     * @param spec the spec of the run
     * @param document every training, compared with the first
     * @return values by id of the metric
     */
    public static Map<String, MetricValue> of(Spec spec, ReproducibilityDocument document) {
        Map<String, MetricValue> values = new TreeMap<>();
        int trainings = document.trainings().size();
        document.reached()
                .ifPresent(reached -> values.put(
                        "reproducibility_class",
                        MetricValue.exact(reached.ordinal(), trainings).withDetail(reason(document, reached))));
        if (trainings > 1) {
            values.put("artifact_differences", MetricValue.exact(artifacts(document.trainings()), trainings));
        }
        values.put("undeclared_seeds", seeds(spec));
        values.put("environment_mismatches", environment(spec, document.trainings()));
        return values;
    }

    private static String reason(ReproducibilityDocument document, ReproducibilityClass reached) {
        Optional<Comparison> weakest = document.comparisons().stream()
                .min(Comparator.comparing(Comparison::reached))
                .filter(comparison -> comparison.first().isPresent());
        return reached.text()
                + weakest.map(comparison -> "; in training " + comparison.training() + " "
                                + comparison.first().get().text()
                                + outside(document, comparison)
                                + named(comparison.environment()))
                        .orElse("");
    }

    /** Why the class of tolerance was not reached, where there is one. */
    private static String outside(ReproducibilityDocument document, Comparison comparison) {
        Optional<Tolerance> tolerance = document.rules()
                .tolerance()
                .filter(any -> comparison.reached().compareTo(ReproducibilityClass.METRICS_WITHIN_TOLERANCE) < 0);
        List<String> metrics = tolerance
                .map(allowed -> Reproducibility.outside(
                        allowed,
                        document.trainings().get(0).metrics(),
                        document.trainings().get(comparison.training() - 1).metrics()))
                .orElse(List.of());
        return metrics.isEmpty()
                ? ""
                : "; outside of the tolerance: "
                        + metrics.stream().limit(NAMED).collect(Collectors.joining("; "))
                        + (metrics.size() > NAMED ? "; and " + (metrics.size() - NAMED) + " more" : "");
    }

    private static String named(List<Entry> environment) {
        return environment.isEmpty() ? "" : "; the environment differs in " + inWords(environment);
    }

    private static String inWords(List<Entry> entries) {
        return entries.stream().limit(NAMED).map(Entry::text).collect(Collectors.joining("; "))
                + (entries.size() > NAMED ? "; and " + (entries.size() - NAMED) + " more" : "");
    }

    private static long artifacts(List<TrainingRecord> trainings) {
        return trainings.stream()
                .filter(training -> !training.same(TrainingStage.ARTIFACT, trainings.get(0)))
                .count();
    }

    private static MetricValue seeds(Spec spec) {
        var missing = new TreeSet<>(spec.train().libraries());
        int libraries = missing.size();
        missing.removeAll(spec.reproducibility().seeds().keySet());
        return missing.isEmpty()
                ? MetricValue.exact(0, libraries)
                : MetricValue.undefined(
                        "no seed is declared for " + String.join(", ", missing)
                                + ": add each to `reproducibility.seeds`, and seed it with what the command is told",
                        libraries);
    }

    private static MetricValue environment(Spec spec, List<TrainingRecord> trainings) {
        Map<String, String> declared = new TreeMap<>(spec.reproducibility().environment());
        spec.reproducibility().seeds().forEach((library, seed) -> declared.put("seed " + library, seed.toString()));
        var mismatches = new ArrayList<Entry>();
        var unknown = new TreeSet<String>();
        for (TrainingRecord training : trainings) {
            DeclaredEnvironment compared = DeclaredEnvironment.compare(declared, training.environment());
            mismatches.addAll(compared.mismatches());
            unknown.addAll(compared.unknown());
        }
        // a command need not tell which seeds it took
        unknown.removeIf(name -> !spec.reproducibility().environment().containsKey(name));
        List<Entry> distinct = mismatches.stream().distinct().toList();
        if (distinct.isEmpty() && !unknown.isEmpty()) {
            return MetricValue.undefined(
                    "it could not be found out what was used as " + String.join(", ", unknown)
                            + ": have the training command report it in environment.json, or do not declare it",
                    declared.size());
        }
        return MetricValue.exact(distinct.size(), declared.size())
                .withDetail(distinct.isEmpty() ? "" : "declared " + inWords(distinct));
    }
}
