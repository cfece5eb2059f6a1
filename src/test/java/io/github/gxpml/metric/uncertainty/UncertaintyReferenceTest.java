// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number against numpy, scipy, scikit-learn and statsmodels; script and results are in the test resources. */
class UncertaintyReferenceTest {
    private static final double EXACT = 1e-11;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "sex=F", "age>75"})
    void shouldAgreeOnTheTableAndItsGroups(String facet) throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode expected = expected(bench).get(facet);
            List<Request> requests = requests(expected, facet);
            assertThat(requests).hasSize(15);
            compare(expected, requests, bench.evaluation().of(table(bench, "predictions"), requests));
        }
    }

    @Test
    void shouldTakeTheDeclaredConfidenceWhereThereIsAColumnOfIt() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode expected = expected(bench).get("declared");
            List<Request> requests = requests(expected, "");
            compare(expected, requests, bench.evaluation().of(table(bench, "declared"), requests));
        }
    }

    @Test
    void shouldComputeAgainFromTheStatesAlone() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Request> requests = requests(expected(bench).get("sex=F"), "sex=F");
            Evaluation.Result result = bench.evaluation().of(table(bench, "predictions"), requests);
            EvaluationDocument read = Json.read(Json.pretty(result.document()), EvaluationDocument.class);
            assertThat(read).isEqualTo(result.document());
            assertThat(Evaluation.recompute(read, requests)).isEqualTo(result.values());
        }
    }

    private static ScoredTable table(Bench bench, String predictions) throws Exception {
        return bench.engine()
                .scored(
                        bench.engine()
                                .table("validation", bench.resource("uncertainty-table.csv"), DataSpec.Format.CSV),
                        bench.resource("uncertainty-" + predictions + ".csv"),
                        Bench.data());
    }

    private static JsonNode expected(Bench bench) throws Exception {
        return Json.read(Files.readAllBytes(bench.resource("uncertainty.json")), JsonNode.class);
    }

    private static List<Request> requests(JsonNode expected, String facet) {
        List<Request> requests = new ArrayList<>();
        expected.fieldNames().forEachRemaining(name -> {
            String[] parts = name.split("@");
            Request request = Request.ofFacet(parts[0], facet);
            requests.add(parts.length == 1 ? request : request.at(Double.parseDouble(parts[1])));
        });
        return requests;
    }

    private static void compare(JsonNode expected, List<Request> requests, Evaluation.Result result) {
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            MetricValue found = result.values().get(i);
            JsonNode wanted = expected.get(
                    request.metric() + request.at().map(at -> "@" + at).orElse(""));
            assertThat(found.value()).as("%s: %s", request, found.reason()).isPresent();
            assertThat(found.value().get())
                    .as("%s", request)
                    .isCloseTo(wanted.get("value").asDouble(), within(EXACT));
            assertThat(found.interval()).as("%s", request).isPresent();
            if (wanted.has("interval")) {
                Interval interval = found.interval().get();
                assertThat(interval.lower())
                        .as("lower bound of %s", request)
                        .isCloseTo(wanted.get("interval").get(0).asDouble(), within(1e-10));
                assertThat(interval.upper())
                        .as("upper bound of %s", request)
                        .isCloseTo(wanted.get("interval").get(1).asDouble(), within(1e-10));
            }
        }
    }
}
