// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.drift.Baseline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number against scikit-learn, scipy, statsmodels and pROC; scripts and results are in the test resources. */
class ReferenceTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    @Test
    void shouldAgreeOnPerformance() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode expected = read(bench, "reference-python.json").get("performance");
            List<Request> requests = names(expected).stream().map(Request::of).toList();
            compare(
                    expected,
                    requests,
                    bench.evaluation().of(bench.reference(), requests).values());
        }
    }

    @Test
    void shouldAgreeOnBias() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode facets = read(bench, "reference-python.json").get("facets");
            ScoredTable table = bench.reference();
            for (String facet : names(facets)) {
                JsonNode expected = facets.get(facet);
                List<Request> requests = names(expected).stream()
                        .map(id -> Request.ofFacet(id, facet))
                        .toList();
                compare(
                        expected,
                        requests,
                        bench.evaluation().of(table, requests).values());
            }
        }
    }

    @Test
    void shouldAgreeOnDrift() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode columns = read(bench, "reference-python.json").get("drift");
            Baseline baseline = Baseline.of(
                    bench.engine(), bench.reference(), List.of("age", "kappa", "region"), "m", "0".repeat(64));
            Options options = new Options(0.95, 0, Optional.of(baseline));
            Evaluation evaluation = new Evaluation(bench.engine(), Bench.data(), options);
            ScoredTable current = bench.current();
            for (String column : names(columns)) {
                JsonNode expected = columns.get(column);
                List<Request> requests = names(expected).stream()
                        .map(id -> Request.ofColumn(id, column))
                        .toList();
                compare(expected, requests, evaluation.of(current, requests).values());
            }
            JsonNode r = read(bench, "reference-r.json");
            for (String column : List.of("age", "kappa")) {
                List<MetricValue> values = evaluation
                        .of(current, List.of(Request.ofColumn("ks", column), Request.ofColumn("ks_p", column)))
                        .values();
                assertThat(values.get(0).value().orElseThrow())
                        .isCloseTo(r.get("ks " + column).get(0).asDouble(), within(EXACT));
                // R stops its series at 1e-8
                assertThat(values.get(1).value().orElseThrow())
                        .isCloseTo(r.get("ks " + column).get(1).asDouble(), within(1e-8));
            }
        }
    }

    @Test
    void shouldAgreeOnDeLongsInterval() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode r = read(bench, "reference-r.json");
            ScoredTable table = bench.reference();
            check(bench.value(table, Request.of("roc_auc")), r.get("roc_auc"));
            check(bench.value(table, Request.ofFacet("roc_auc", "age>75")), r.get("roc_auc age>75"));
        }
    }

    private static void check(MetricValue auc, JsonNode expected) {
        assertThat(auc.interval().orElseThrow().method()).isEqualTo("delong");
        assertThat(auc.interval().orElseThrow().lower())
                .isCloseTo(expected.get(0).asDouble(), within(EXACT));
        assertThat(auc.value().orElseThrow()).isCloseTo(expected.get(1).asDouble(), within(EXACT));
        assertThat(auc.interval().orElseThrow().upper())
                .isCloseTo(expected.get(2).asDouble(), within(EXACT));
    }

    private static void compare(JsonNode expected, List<Request> requests, List<MetricValue> values) {
        assertThat(values).hasSameSizeAs(requests).isNotEmpty();
        for (int i = 0; i < values.size(); i++) {
            JsonNode wanted = expected.get(requests.get(i).metric());
            MetricValue found = values.get(i);
            assertThat(found.value()).as("%s", requests.get(i)).isPresent();
            assertThat(found.value().get())
                    .as("%s", requests.get(i))
                    .isCloseTo(wanted.get("value").asDouble(), within(EXACT));
            if (wanted.has("interval")) {
                Interval interval = found.interval().orElseThrow();
                assertThat(interval.lower())
                        .as("lower bound of %s", requests.get(i))
                        .isCloseTo(wanted.get("interval").get(0).asDouble(), within(1e-10));
                assertThat(interval.upper())
                        .as("upper bound of %s", requests.get(i))
                        .isCloseTo(wanted.get("interval").get(1).asDouble(), within(1e-10));
            }
        }
    }

    private static JsonNode read(Bench bench, String name) throws Exception {
        return Json.read(Files.readAllBytes(bench.resource(name)), JsonNode.class);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
