// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Options.Compat;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bias number against smclarify and Fairlearn; the script and its results are in the test resources. */
class ClarifyTest {
    private static final double EXACT = 1e-12;
    private static final Path FLC = Path.of("examples/flc-mortality/data/validation.csv");

    @TempDir
    Path folder;

    private static DataSpec createData(String label, List<String> features, String group) {
        return new DataSpec(
                "id",
                new DataSpec.LabelSpec(label, "1"),
                features,
                List.of(
                        new FacetSpec("sex", List.of("F"), Optional.empty()),
                        new FacetSpec("age", List.of(), Optional.of(75.0))),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.of(group));
    }

    private static JsonNode read(Bench bench) throws Exception {
        return Json.read(Files.readAllBytes(bench.resource("reference-bias.json")), JsonNode.class);
    }

    private static List<Request> requests(JsonNode expected, String facet) {
        List<Request> requests = new ArrayList<>();
        expected.fieldNames().forEachRemaining(id -> requests.add(Request.ofFacet(id, facet)));
        return requests;
    }

    private static void compare(JsonNode expected, List<Request> requests, Evaluation.Result result, Object what) {
        for (int i = 0; i < requests.size(); i++) {
            String id = requests.get(i).metric();
            MetricValue found = result.values().get(i);
            JsonNode wanted = expected.get(id);
            if (wanted.isNumber()) {
                assertThat(found.value()).as("%s of %s: %s", id, what, found).isPresent();
                assertThat(found.value().get())
                        .as("%s of %s: %s", id, what, found)
                        .isCloseTo(wanted.asDouble(), within(EXACT));
            } else {
                assertThat(found.value()).as("%s of %s", id, what).isEmpty();
                assertThat(found.reason())
                        .as("%s of %s", id, what)
                        .satisfiesAnyOf(
                                reason -> assertThat(reason).isEqualTo("Clarify reports " + wanted.asText()),
                                reason -> assertThat(reason).startsWith("Clarify reports an error"),
                                reason -> assertThat(reason).startsWith("all predictions are false negatives"));
                assertThat(found.reason().endsWith("Infinity"))
                        .as("%s of %s", id, what)
                        .isEqualTo(wanted.asText().endsWith("Infinity"));
            }
        }
        assertThat(Evaluation.recompute(result.document(), requests)).isEqualTo(result.values());
    }

    @Test
    void shouldAgreeOnTheExample() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode facets = read(bench).get("flc");
            DataSpec data = createData("dead5y", List.of("age", "kappa", "lambda", "mgus"), "sample_yr");
            Table table = bench.engine().table("validation", FLC, DataSpec.Format.CSV);
            ScoredTable scored = bench.engine().scored(table, bench.resource("flc-predictions.csv"), data);
            for (String facet : List.of("sex=F", "age>75")) {
                JsonNode clarify = facets.get(facet).get("clarify");
                Options compat = Options.at(0.95).with(Compat.CLARIFY);
                compare(
                        clarify,
                        requests(clarify, facet),
                        new Evaluation(bench.engine(), data, compat).of(scored, requests(clarify, facet)),
                        facet);
                JsonNode peers = facets.get(facet).get("peers");
                List<Request> requests = requests(peers, facet);
                requests.replaceAll(r -> r.metric().equals("theil") ? Request.of("theil") : r);
                compare(
                        peers,
                        requests,
                        new Evaluation(bench.engine(), data, Options.at(0.95)).of(scored, requests),
                        facet);
            }
        }
    }

    @Test
    void shouldAgreeOnTablesWhereClarifyIsWrong() throws Exception {
        try (Bench bench = new Bench(folder)) {
            DataSpec data = createData("y", List.of("age", "x"), "group");
            JsonNode tables = read(bench).get("tables");
            assertThat(tables).hasSizeGreaterThan(50);
            Options options = Options.at(0.95).with(Compat.CLARIFY);
            for (JsonNode table : tables) {
                List<Request> requests = requests(table.get("clarify"), "sex=F");
                Evaluation.Result result = new Evaluation(bench.engine(), data, options)
                        .of(createTable(bench, data, table.get("rows")), requests);
                compare(table.get("clarify"), requests, result, table.get("rows"));
                EvaluationDocument read = Json.read(Json.pretty(result.document()), EvaluationDocument.class);
                assertThat(Evaluation.recompute(read, requests)).isEqualTo(result.values());
            }
        }
    }

    private static ScoredTable createTable(Bench bench, DataSpec data, JsonNode rows) throws Exception {
        StringBuilder table = new StringBuilder("id,y,sex,group,age,x\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        int id = 0;
        for (JsonNode row : rows) {
            String[] cells = row.asText().split(",");
            id++;
            table.append(String.join(",", id + "", cells[0], cells[2], cells[3], cells[4], cells[5]) + "\n");
            predictions.append(id + ",0.5," + cells[1] + "\n");
        }
        return bench.engine().scored(bench.table("t", table.toString()), bench.write(predictions.toString()), data);
    }

    private static MetricValue clarify(Bench bench, ScoredTable table, String id) throws Exception {
        return new Evaluation(bench.engine(), Bench.data(), Options.at(0.95).with(Compat.CLARIFY))
                .of(table, List.of(Request.ofFacet(id, "sex=F")))
                .values()
                .get(0);
    }

    @Test
    void shouldSayWhatIsStrictlySaid() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored("0,0.1,0,F,60", "0,0.2,0,F,60", "1,0.9,1,M,60", "0,0.7,1,M,60");
            MetricValue recall = clarify(bench, table, "RD");
            assertThat(recall.value()).contains(1.0);
            assertThat(recall.interval()).isEmpty();
            assertThat(recall.detail())
                    .isEqualTo("as Clarify reports it, without interval; strictly: there are no positive labels among"
                            + " sex=F");
            assertThat(clarify(bench, table, "DPPL").interval()).isPresent();
        }
    }

    @Test
    void shouldPutMissingValuesWhereClarifyPutsThem() throws Exception {
        try (Bench bench = new Bench(folder)) {
            // a man without a label is a negative; one of unknown sex is a man
            ScoredTable table =
                    bench.scored("1,0.9,1,F,60", "0,0.2,0,F,60", ",0.9,1,M,60", "1,0.7,1,M,60", "1,0.7,1,,60");
            assertThat(clarify(bench, table, "DPL").value().orElseThrow()).isCloseTo(2.0 / 3 - 0.5, within(EXACT));
            assertThat(clarify(bench, table, "CI").value().orElseThrow()).isCloseTo(0.2, within(EXACT));
        }
    }

    @Test
    void shouldReadOptionsOfEarlierVersionsAsStrict() throws Exception {
        Options read = Json.read("{\"level\": 0.9, \"minimumRows\": 1}".getBytes(), Options.class);
        assertThat(read).isEqualTo(new Options(0.9, 1, Optional.empty()));
    }
}
