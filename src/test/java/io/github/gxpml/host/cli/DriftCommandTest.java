// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftCommandTest extends StatisticsCase {
    private static final String HEAD = "x,c,attribution.x,attribution.c\n";

    private Path file(String name, String text) throws Exception {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), text);
    }

    private Cli.Outcome drift(Path baseline, Path current, String... more) {
        return cli().run(Stream.concat(
                        Stream.of("drift", "--baseline", baseline.toString(), "--current", current.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private JsonNode results(Path baseline, Path current, String... more) throws Exception {
        return json(drift(
                baseline,
                current,
                Stream.concat(Stream.of(more), Stream.of("--format", "json")).toArray(String[]::new)));
    }

    @Test
    void shouldCompareAttributionsOfTwoTables() throws Exception {
        Path before = file("b.csv", HEAD + "1,a,-0.5,0.1\n2,b,0.5,0.3\n");
        Path now = file("n.csv", HEAD + "1,a,0.1,-0.4\n2,b,0.1,0.4\n");
        JsonNode document = results(before, now, "--attributions");
        assertThat(document.get("columns").fieldNames()).toIterable().containsExactlyInAnyOrder("x", "c");
        JsonNode ndcg =
                document.get("attributions").get("prediction").get("metrics").get("attribution_ndcg");
        double second = Math.log(2) / Math.log(3);
        assertThat(ndcg.get("value").asDouble()).isCloseTo((0.2 + 0.5 * second) / (0.5 + 0.2 * second), within(1e-15));
        assertThat(ndcg.get("n").asLong()).isEqualTo(2);
        JsonNode without = results(before, now);
        assertThat(without.has("attributions")).isFalse();
        assertThat(without.get("columns").has("attribution.x")).isTrue();
        JsonNode none = results(file("u.csv", "x\n1\n"), now, "--attributions");
        assertThat(none.get("attributions")
                        .get("prediction")
                        .get("metrics")
                        .get("attribution_ndcg")
                        .get("reason")
                        .asText())
                .startsWith("the baseline has no attributions");
    }

    private static String analysis(double sat, double gpa, double rank) {
        return "{\"version\": \"1.0\", \"explanations\": {\"kernel_shap\": {\"label0\": {\"global_shap_values\":"
                + " {\"sat\": %s, \"gpa\": %s, \"class rank\": %s}, \"expected_value\": 0.5}}}}"
                        .formatted(sat, gpa, rank);
    }

    /** The example of the Amazon SageMaker Developer Guide. */
    @Test
    void shouldCompareTwoAnalysesOfClarify() throws Exception {
        Path before = file("before/analysis.json", analysis(0.70, 0.50, 0.05));
        Path now = file("now/analysis.json", analysis(0.10, 0.20, 0.70));
        JsonNode document = results(before, now, "--attributions");
        assertThat(document.get("attributions")
                        .get("label0")
                        .get("metrics")
                        .get("attribution_ndcg")
                        .get("value")
                        .asDouble())
                .isCloseTo(0.688, within(5e-4));
        Cli.Outcome text = drift(before, now, "--attributions");
        assertThat(text.out()).contains("attributions of label0").contains("0.688");
        Path broken = file("broken/analysis.json", "{\"explanations\": ");
        assertThat(drift(before, broken, "--attributions").exit()).isEqualTo(ExitCode.ERROR);
    }

    @Test
    void shouldCorrectPValuesForTheNumberOfColumns() throws Exception {
        Path before = file("b.csv", "x,y,c\n" + "1,4,a\n2,5,a\n3,6,b\n".repeat(30));
        Path now = file("n.csv", "x,y,c\n" + "2,4,a\n3,5,a\n3,6,b\n".repeat(30));
        JsonNode raw = results(before, now).get("columns");
        JsonNode holm = results(before, now, "--correction", "holm").get("columns");
        // two numeric columns, of which x has the smaller p-value; three for chi-square
        assertThat(value(holm, "x", "ks_p")).isEqualTo(2 * value(raw, "x", "ks_p"));
        assertThat(value(holm, "x", "chi2_p")).isEqualTo(3 * value(raw, "x", "chi2_p"));
        assertThat(value(holm, "x", "psi")).isEqualTo(value(raw, "x", "psi"));
        assertThat(holm.get("x").get("metrics").get("ks_p").get("detail").asText())
                .contains("before Holm over 2 columns");
        assertThat(holm.get("c").get("metrics").get("ks_p").get("reason").asText())
                .contains("not numeric");
        JsonNode expected =
                results(before, now, "--correction", "benjamini-hochberg").get("columns");
        assertThat(value(expected, "x", "chi2_p")).isEqualTo(3 * value(raw, "x", "chi2_p"));
    }

    @Test
    void shouldCorrectOnlyForTheColumnsThatAreCompared() throws Exception {
        Path before = file("b.csv", "x,y,z\n" + "1,4,1\n2,5,2\n3,6,3\n".repeat(30));
        Path now = file("n.csv", "x,y,z\n" + "2,4,1\n3,5,2\n3,6,3\n".repeat(30));
        Path statistics = folder.resolve("statistics.json");
        assertThat(new Cli(folder)
                        .run("baseline", "--data", before.toString(), "--statistics", statistics.toString())
                        .exit())
                .isZero();
        JsonNode raw = results(statistics, now, "--columns", "x,y").get("columns");
        JsonNode holm = results(statistics, now, "--columns", "x,y", "--correction", "holm")
                .get("columns");
        assertThat(value(holm, "x", "ks_p")).isPositive().isEqualTo(2 * value(raw, "x", "ks_p"));
        assertThat(holm.at("/x/metrics/chi2_p/detail").asText()).contains("before Holm over 2 columns");
    }

    @Test
    void shouldCompareATableWithTheAnalysisOfAnother() throws Exception {
        Path before = file("b.csv", "y,p,g,attribution.x,attribution.c\n1,1,a,-0.5,0.1\n0,0,b,0.5,0.3\n");
        Path now = file("n.csv", HEAD + "1,a,0.1,-0.4\n2,b,0.1,0.4\n");
        Path analysis = folder.resolve("written.json");
        assertThat(new Cli(folder)
                        .run(
                                "bias",
                                "--data",
                                before.toString(),
                                "--label",
                                "y",
                                "--positive",
                                "1",
                                "--prediction",
                                "p",
                                "--facet",
                                "g=a",
                                "--analysis",
                                analysis.toString())
                        .exit())
                .isZero();
        JsonNode values = Json.read(Files.readAllBytes(analysis), JsonNode.class)
                .at("/explanations/kernel_shap/label0/global_shap_values");
        assertThat(values.get("x").asDouble()).isEqualTo(0.5);
        assertThat(values.get("c").asDouble()).isCloseTo(0.2, within(1e-15));
        JsonNode result = results(analysis, now, "--attributions").at("/attributions/label0/metrics/attribution_ndcg");
        double second = Math.log(2) / Math.log(3);
        assertThat(result.get("value").asDouble())
                .isCloseTo((0.2 + 0.5 * second) / (0.5 + 0.2 * second), within(1e-15));
        assertThat(drift(analysis, now).err()).contains("give --attributions");
        assertThat(drift(analysis, now, "--attributions", "--columns", "x").err())
                .contains("mean nothing to an analysis");
        assertThat(drift(analysis, file("u.csv", "x\n1\n"), "--attributions").err())
                .contains("u.csv has no attributions");
    }

    @Test
    void shouldNotLetConstraintsPassOverAttributions() throws Exception {
        Path table = file("b.csv", HEAD + "1,a,-0.5,0.1\n2,b,0.5,0.3\n");
        Path constraints = file("c.json", "{\"features\": []}");
        Cli.Outcome outcome = drift(table, table, "--attributions", "--constraints", constraints.toString());
        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("give --attributions in a call of its own");
    }

    private static double value(JsonNode columns, String column, String metric) {
        return columns.get(column).get("metrics").get(metric).get("value").asDouble();
    }

    @Test
    void shouldGiveNoNumberBelowTheMinimumOfRows() throws Exception {
        Path table = file("b.csv", "x,c\n" + "1,a\n".repeat(19));
        JsonNode metrics = results(table, table, "--minimum-rows", "20")
                .get("columns")
                .get("x")
                .get("metrics");
        metrics.forEach(result ->
                assertThat(result.get("reason").asText()).isEqualTo("only 19 rows, --minimum-rows asks for 20"));
        assertThat(value(results(table, table, "--minimum-rows", "19").get("columns"), "x", "psi"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--correction=bonferroni", "--minimum-rows=-1", "--minimum-rows=many"})
    void shouldRefuseOptionsThatMeanNothing(String option) throws Exception {
        Path table = file("b.csv", "x\n1\n");
        Cli.Outcome outcome = drift(table, table, option);
        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(List.of(outcome.err().split("\n"))).isNotEmpty();
        assertThat(outcome.out()).isEmpty();
    }
}
