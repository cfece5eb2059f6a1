// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.interop.Analysis.Bias;
import io.github.gxpml.interop.Analysis.Group;
import io.github.gxpml.interop.Analysis.Measure;
import io.github.gxpml.metric.adhoc.BiasResults;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.metric.adhoc.Words;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts bias results into the form of Clarify's analysis. Metrics that Clarify does not know are left out. */
public final class BiasAnalysis {
    /** How metrics say, with Clarify's numbers, that the number is infinite. */
    private static final String INFINITE = "Clarify reports Infinity";

    private static final String MINUS_INFINITE = "Clarify reports -Infinity";

    private BiasAnalysis() {}

    /**
     * Makes an analysis. Clarify knows no groups of several columns: their names, and what is asked of them, stand
     * beside one another with {@code &} between.
     *
     * @param results bias metrics by facet, as {@link Words#facet} reads them
     * @param label the label
     * @return the analysis, with labels and predictions
     */
    public static Analysis of(BiasResults results, LabelSpec label) {
        String positive =
                label.above().map(limit -> "(" + limit + ", inf]").orElseGet(() -> String.join(",", label.positive()));
        return new Analysis(
                Optional.of(bias(results, label.column(), positive, false)),
                Optional.of(bias(results, label.column(), positive, true)),
                Map.of());
    }

    private static Bias bias(BiasResults results, String label, String positive, boolean postTraining) {
        Map<String, List<Group>> groups = new LinkedHashMap<>();
        results.facets().forEach((given, found) -> {
            List<Condition> conditions = conditions(given);
            String columns = conditions.stream().map(Condition::column).collect(Collectors.joining(" & "));
            String values = conditions.stream().map(BiasAnalysis::value).collect(Collectors.joining(" & "));
            groups.computeIfAbsent(columns, unused -> new ArrayList<>())
                    .add(new Group(values, measures(found, postTraining)));
        });
        return new Bias(label, positive, groups);
    }

    private static List<Condition> conditions(String facet) {
        try {
            return Words.facet(facet).conditions();
        } catch (WrongCallException e) {
            throw new IllegalArgumentException("results name a facet that is none: " + facet, e);
        }
    }

    /** As Clarify writes them: values with commas between, or an interval that is open below. */
    private static String value(Condition condition) {
        return condition
                .above()
                .map(limit -> "(" + limit + ", inf]")
                .or(() -> condition.upTo().map(limit -> "(-inf, " + limit + "]"))
                .orElseGet(() -> condition.each() ? "*" : String.join(",", condition.values()));
    }

    private static List<Measure> measures(Results results, boolean postTraining) {
        List<Measure> measures = new ArrayList<>();
        ClarifyMetrics.titles(postTraining)
                .forEach((name, title) -> Optional.ofNullable(results.metrics().get(name))
                        .ifPresent(result -> measures.add(measure(name, title, result))));
        return measures;
    }

    private static Measure measure(String name, String title, Result result) {
        String reason = result.reason().orElse("");
        Optional<Double> infinite = reason.equals(INFINITE)
                ? Optional.of(Double.POSITIVE_INFINITY)
                : reason.equals(MINUS_INFINITE) ? Optional.of(Double.NEGATIVE_INFINITY) : Optional.empty();
        Optional<Double> value = result.value().or(() -> infinite);
        return new Measure(name, title, value, value.isPresent() ? "" : reason);
    }
}
