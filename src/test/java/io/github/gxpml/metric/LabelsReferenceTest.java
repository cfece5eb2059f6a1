// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels of several classes and numbers against scikit-learn; script and results are in the test resources. */
class LabelsReferenceTest {
    @TempDir
    Path folder;

    @Test
    void shouldAgreeOnSeveralClasses() throws Exception {
        LabelSpec label = new LabelSpec(
                "stage", Type.MULTICLASS, List.of("III", "IV, rare"), Optional.empty(), List.of(), Optional.empty());
        try (LabelBench bench = LabelBench.create(folder, label)) {
            compare(bench, "classes", read(bench).get("classes"), 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"plain,1e-12", "tiny,1e-12", "huge,1e-12", "far,1e-9"})
    void shouldAgreeOnNumbersWhateverTheirUnit(String name, double precision) throws Exception {
        try (LabelBench reading = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            JsonNode expected = read(reading).get("numbers").get(name);
            LabelSpec label = new LabelSpec(
                    "y",
                    Type.REGRESSION,
                    List.of(),
                    Optional.of(expected.get("limit").asDouble()),
                    List.of(),
                    Optional.of(0.9));
            compare(new LabelBench(reading.bench(), label), "numbers-" + name, expected, precision);
        }
    }

    private static JsonNode read(LabelBench bench) throws Exception {
        return Json.read(Files.readAllBytes(bench.bench().resource("reference-labels.json")), JsonNode.class);
    }

    private static void compare(LabelBench bench, String file, JsonNode facets, double precision) throws Exception {
        Table table = bench.bench().engine().table("validation", bench.bench().resource(file + ".csv"), Format.CSV);
        ScoredTable scored =
                bench.bench().engine().scored(table, bench.bench().resource(file + "-predictions.csv"), bench.data());
        for (String facet : List.of("", "sex=F", "age>75")) {
            JsonNode expected = facets.get(facet);
            List<Request> requests = requests(expected, facet);
            Evaluation.Result result = bench.result(scored, requests.toArray(Request[]::new));
            assertThat(requests.size()).isGreaterThan(8);
            for (int i = 0; i < requests.size(); i++) {
                Request request = requests.get(i);
                String name = request.metric() + (request.category().isEmpty() ? "" : " " + request.category());
                compare(result.values().get(i), expected.get(name), precision, name + " of " + file + " " + facet);
            }
            EvaluationDocument document = Json.read(Json.pretty(result.document()), EvaluationDocument.class);
            assertThat(Evaluation.recompute(document, requests)).isEqualTo(result.values());
        }
    }

    private static List<Request> requests(JsonNode expected, String facet) {
        List<Request> requests = new ArrayList<>();
        expected.fieldNames().forEachRemaining(name -> {
            String[] parts = name.split(" ", 2);
            Request request = Request.ofFacet(parts[0], facet);
            requests.add(parts.length == 1 ? request : request.ofCategory(parts[1]));
        });
        return requests;
    }

    private static void compare(MetricValue found, JsonNode expected, double precision, String what) {
        double wanted = expected.get("value").asDouble();
        assertThat(found.value()).as("%s: %s", what, found).isPresent();
        assertThat(found.value().get()).as(what).isCloseTo(wanted, within(precision * Math.abs(wanted)));
        if (expected.has("interval")) {
            Interval interval = found.interval().orElseThrow();
            double size =
                    Math.abs(wanted) + Math.abs(expected.get("interval").get(1).asDouble());
            assertThat(interval.lower())
                    .as("lower bound of %s", what)
                    .isCloseTo(expected.get("interval").get(0).asDouble(), within(100 * precision * size));
            assertThat(interval.upper())
                    .as("upper bound of %s", what)
                    .isCloseTo(expected.get("interval").get(1).asDouble(), within(100 * precision * size));
        }
    }
}
