// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code gxp bias}, {@code gxp metrics} and {@code gxp drift} against R on the data of the example. */
class StatisticsReferenceTest extends StatisticsCase {
    @Test
    void shouldAgreeWithTheReferenceOnPerformance() throws Exception {
        for (var table : Map.of("validation", "validation", "outOfTime", "out-of-time", "live", "live")
                .entrySet()) {
            Path file = createJoined(table.getKey(), table.getValue());
            JsonNode metrics = json(call("metrics", file, "--prediction", "predicted", "--score", "score"))
                    .get("metrics");
            JsonNode expected = reference().get("performance").get(table.getKey());
            compare(metrics.get("roc_auc"), expected.get("roc_auc"));
            for (String id : List.of("brier", "ece")) {
                assertThat(metrics.get(id).get("value").asDouble())
                        .as(id)
                        .isCloseTo(expected.get(id).asDouble(), within(PRINTED));
            }
            JsonNode half = reference().get("thresholds").get("0.5").get(table.getKey());
            JsonNode fifth = reference().get("thresholds").get("0.2").get(table.getKey());
            JsonNode cut = json(call("metrics", file, "--score", "score", "--threshold", "0.2"))
                    .get("metrics");
            for (String id : List.of("recall", "specificity", "precision")) {
                compare(metrics.get(id), half.get(id));
                compare(cut.get(id), fifth.get(id));
            }
        }
    }

    @Test
    void shouldAgreeWithTheReferenceOnBias() throws Exception {
        for (var table : Map.of("validation", "validation", "outOfTime", "out-of-time", "live", "live")
                .entrySet()) {
            Path file = createJoined(table.getKey(), table.getValue());
            JsonNode facets = json(call(
                            "bias", file, "--prediction", "predicted", "--facet", "sex=F", "--facet", "age>75"))
                    .get("facets");
            JsonNode expected =
                    reference().get("thresholds").get("0.5").get(table.getKey()).get("facets");
            assertThat(names(facets)).containsExactlyInAnyOrderElementsOf(names(expected));
            for (String facet : names(expected)) {
                for (String id : List.of("DI", "DPPL", "RD")) {
                    compare(
                            facets.get(facet).get("metrics").get(id),
                            expected.get(facet).get(id));
                }
            }
        }
    }

    @Test
    void shouldAgreeWithTheReferenceOnDrift() throws Exception {
        JsonNode columns = json(cli().run(
                                "drift",
                                "--baseline",
                                createJoined("train", "train").toString(),
                                "--current",
                                createJoined("live", "live").toString(),
                                "--format",
                                "json"))
                .get("columns");
        JsonNode expected = reference().get("drift");
        for (String column : names(expected)) {
            JsonNode metrics = columns.get(column).get("metrics");
            JsonNode ks = expected.get(column).get("ks");
            assertThat(metrics.get("ks").get("value").asDouble())
                    .as(column)
                    .isCloseTo(ks.get("statistic").asDouble(), within(column.equals("score") ? 2.0 / 2000 : PRINTED));
            if (!column.equals("score")) {
                assertThat(metrics.get("ks_p").get("value").asDouble())
                        .as(column)
                        .isCloseTo(ks.get("p").asDouble(), within(PRINTED));
            }
        }
        for (String column : List.of("age", "mgus")) {
            assertThat(columns.get(column)
                            .get("metrics")
                            .get("psi")
                            .get("value")
                            .asDouble())
                    .as(column)
                    .isCloseTo(expected.get(column).get("psi").get("value").asDouble(), within(PRINTED));
        }
        assertThat(names(columns)).contains("sex", "id", "score");
    }

    @Test
    void shouldPrintTheSameWhateverTheFilesAre() throws Exception {
        Path file = createJoined("validation", "validation");
        List<String> lines = Files.readAllLines(file);
        write("parts/a.csv", String.join("\n", lines.subList(0, 700)) + "\n");
        write("parts/b.csv", lines.get(0) + "\n" + String.join("\n", lines.subList(700, lines.size())) + "\n");
        copy("SELECT * FROM read_csv('" + file + "')", "t.parquet", "parquet");
        copy("SELECT * FROM read_csv('" + file + "')", "t.jsonl", "json");
        String expected = call("metrics", file, "--score", "score", "--prediction", "predicted")
                .out();
        for (String other : List.of("parts", "parts/*.csv", "t.parquet", "t.jsonl")) {
            Cli.Outcome outcome =
                    call("metrics", folder.resolve(other), "--score", "score", "--prediction", "predicted");
            assertThat(outcome.out()).as(other + outcome.err()).isEqualTo(expected);
        }
    }

    @Test
    void shouldPrintWhatTheDocumentationSays() throws Exception {
        String document = Files.readString(Path.of("docs/commands.md"));
        Path file = createJoined("validation", "validation");
        String scored = "scored.csv";
        Map<String, Cli.Outcome> calls = Map.of(
                "gxp metrics --data " + scored + " --label dead5y --positive 1 --prediction predicted --score score",
                cli().run("metrics --data %s --label dead5y --positive 1 --prediction predicted --score score"
                        .formatted(file)
                        .split(" ")),
                "gxp bias --data " + scored + " --label dead5y --positive 1 --prediction predicted --facet 'age>75'",
                cli().run("bias --data %s --label dead5y --positive 1 --prediction predicted --facet age>75"
                        .formatted(file)
                        .split(" ")),
                "gxp drift --baseline train.csv --current live.csv --columns age,sex",
                cli().run("drift --baseline %s/train.csv --current %s/live.csv --columns age,sex"
                        .formatted(DATA, DATA)
                        .split(" ")));
        calls.forEach((call, outcome) ->
                assertThat(document).contains("```console\n$ " + call + "\n" + outcome.out() + "```\n"));
    }
}
