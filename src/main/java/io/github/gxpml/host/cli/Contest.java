// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.adhoc.Comparisons;
import io.github.gxpml.metric.adhoc.Result;
import io.github.gxpml.metric.adhoc.Results;
import io.github.gxpml.spec.GateSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two models compared, as it is printed.
 *
 * @param values by facet as given, the whole table under an empty name, and metric
 * @param margin by how much the challenger may be worse, if that is judged
 */
record Contest(Map<String, Map<String, MetricValue>> values, Optional<Double> margin) {
    private static final List<String> HEAD = List.of("metric", "difference", "interval", "n", "better if");

    /**
     * A comparison in the document.
     *
     * @param result the difference
     * @param verdict whether the challenger is worse by the margin at most
     * @param why reason of the verdict
     */
    record Judged(@JsonUnwrapped Result result, Optional<Verdict> verdict, Optional<String> why) {}

    /**
     * What machines get.
     *
     * @param metrics comparisons of the whole table
     * @param facets comparisons of each facet
     * @param margin as it was given
     * @param verdict all verdicts in one
     */
    record Document(
            Map<String, Judged> metrics,
            Map<String, Map<String, Map<String, Judged>>> facets,
            Optional<Double> margin,
            Optional<Verdict> verdict) {}

    Document document() {
        Map<String, Map<String, Map<String, Judged>>> facets = new LinkedHashMap<>();
        values.keySet().stream()
                .filter(place -> !place.isEmpty())
                .forEach(place -> facets.put(place, Map.of("metrics", judged(place))));
        return new Document(judged(""), facets, margin, verdict());
    }

    private Map<String, Judged> judged(String place) {
        Map<String, Judged> all = new LinkedHashMap<>();
        values.get(place).forEach((metric, value) -> {
            Optional<GateResult> found = judge(metric, value);
            all.put(
                    metric,
                    new Judged(Result.of(value), found.map(GateResult::verdict), found.map(GateResult::reason)));
        });
        return all;
    }

    /** The differences judged as one; a test of both says nothing of which is better. */
    Optional<Verdict> verdict() {
        return margin.map(limit -> Judge.overall(values.values().stream()
                .flatMap(place -> place.entrySet().stream())
                .flatMap(one -> judge(one.getKey(), one.getValue()).stream())
                .toList()));
    }

    private Optional<GateResult> judge(String metric, MetricValue value) {
        return margin.filter(limit -> !metric.equals(Comparisons.TEST))
                .map(limit -> Judge.judge(gate(metric, limit), value));
    }

    private static Gate gate(String metric, double limit) {
        Request request = Comparisons.request(metric, "");
        boolean lower = lower(metric);
        return new Gate(
                "compare",
                metric,
                "data",
                "",
                "",
                lower ? Optional.empty() : Optional.of(0 - limit),
                lower ? Optional.of(limit) : Optional.empty(),
                GateSpec.On.INTERVAL,
                GateSpec.Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                request.against());
    }

    private static boolean lower(String metric) {
        return Metrics.find(metric)
                .map(found -> found.info().direction() == Direction.LOWER)
                .orElse(false);
    }

    Map<String, Results> sections() {
        Map<String, Results> sections = new LinkedHashMap<>();
        values.keySet().forEach(place -> sections.put(place, new Results(Map.of())));
        return sections;
    }

    Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        values.forEach((place, metrics) -> {
            List<List<String>> rows = new ArrayList<>();
            rows.add(row(HEAD, margin.map(limit -> "verdict"), "meaning"));
            metrics.forEach((metric, value) -> rows.add(row(metric, value)));
            tables.put(place, new ArrayList<>(StatisticsPrinter.lines(rows)));
        });
        verdict()
                .ifPresent(all ->
                        tables.get(last()).addAll(List.of("", "margin " + Numbers.limit(margin.get()) + ": " + all)));
        return tables;
    }

    private String last() {
        return values.keySet().stream().reduce("", (first, second) -> second);
    }

    private List<String> row(String metric, MetricValue value) {
        List<String> numbers = List.of(
                metric,
                value.value().map(Numbers::text).orElse("undefined"),
                value.interval()
                        .map(i -> "[" + Numbers.text(i.lower()) + ", " + Numbers.text(i.upper()) + "]")
                        .orElse(""),
                Long.toString(value.n()),
                metric.equals(Comparisons.TEST) ? "" : lower(metric) ? "below 0" : "above 0");
        String meaning = value.value().isPresent() ? value.detail() : value.reason();
        return row(
                numbers,
                margin.map(limit -> judge(metric, value)
                        .map(found -> found.verdict().name())
                        .orElse("")),
                Terminal.clean(meaning));
    }

    private static List<String> row(List<String> numbers, Optional<String> verdict, String meaning) {
        return Stream.of(numbers.stream(), verdict.stream(), Stream.of(meaning))
                .flatMap(cells -> cells)
                .toList();
    }
}
