// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.Moments;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift against scipy and scikit-learn; the scripts and their results are in the test resources. */
class DriftReferenceTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private static Baseline baseline(Bench bench) throws Exception {
        return Baseline.of(bench.engine(), bench.reference(), List.of("age", "kappa", "region"), "m", "0".repeat(64));
    }

    private static JsonNode reference(Bench bench) throws Exception {
        return Json.read(Files.readAllBytes(bench.resource("drift-python.json")), JsonNode.class);
    }

    private static Request request(String name, String column) {
        String[] parts = name.split(" at ");
        Request request = Request.ofColumn(parts[0], column);
        return parts.length == 1 ? request : request.at(Double.parseDouble(parts[1]));
    }

    @Test
    void shouldAgreeOnEveryColumn() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode columns = reference(bench).get("columns");
            var evaluation =
                    new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(baseline(bench))));
            for (String column : names(columns)) {
                List<String> ids = names(columns.get(column));
                List<MetricValue> values = evaluation
                        .of(
                                bench.current(),
                                ids.stream().map(id -> request(id, column)).toList())
                        .values();
                for (int i = 0; i < ids.size(); i++) {
                    double expected = columns.get(column).get(ids.get(i)).asDouble();
                    check(ids.get(i) + " of " + column, values.get(i), expected);
                }
            }
        }
    }

    /**
     * Where values of the current table fall between the frozen points, the distance says by how much it may be off.
     */
    private static void check(String name, MetricValue value, double expected) {
        assertThat(value.value()).as(name).isPresent();
        double off = 0;
        if (value.detail().contains("may be off by up to ")) {
            assertThat(name).startsWith("wasserstein").doesNotContain("age");
            off = Double.parseDouble(value.detail().replaceAll("(?s).*off by up to ([0-9.e-]+).*", "$1"));
            assertThat(off).isLessThan(0.05);
        }
        assertThat(value.value().get()).as(name).isCloseTo(expected, within(EXACT + off));
        value.interval().ifPresent(interval -> {
            assertThat(interval.lower()).as(name).isLessThanOrEqualTo(expected);
            assertThat(interval.upper()).as(name).isGreaterThanOrEqualTo(expected);
        });
    }

    @Test
    void shouldAgreeOnMeanAndDeviation() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode moments = reference(bench).get("moments");
            Baseline baseline = baseline(bench);
            Map.of("age", "age", "kappa", "kappa", "prediction", "score").forEach((ours, theirs) -> {
                Moments found = baseline.columns().get(ours).moments().orElseThrow();
                assertThat(found.mean().orElseThrow())
                        .isCloseTo(moments.get(theirs).get("mean").asDouble(), within(EXACT));
                assertThat(found.deviation().orElseThrow())
                        .isCloseTo(moments.get(theirs).get("std").asDouble(), within(EXACT));
            });
        }
    }

    /** scikit-learn's ndcg_score; the last one is the example of the Amazon SageMaker Developer Guide. */
    @Test
    void shouldAgreeOnTheOrderOfAttributions() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (JsonNode one : reference(bench).get("attributions")) {
                MetricValue value = AttributionDrift.compare(read(one.get("baseline")), read(one.get("current")));
                assertThat(value.value().orElseThrow())
                        .isCloseTo(one.get("ndcg").asDouble(), within(EXACT));
            }
        }
    }

    private static Attributions read(JsonNode means) {
        Map<String, Double> features = new TreeMap<>();
        for (int i = 0; i < means.size(); i++) {
            features.put("feature " + i, means.get(i).asDouble());
        }
        return new Attributions(features, 100);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        Stream.iterate(object.fieldNames(), fields -> fields.hasNext(), fields -> fields)
                .forEach(fields -> names.add(fields.next()));
        return names;
    }
}
