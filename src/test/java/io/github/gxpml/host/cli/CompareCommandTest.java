// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.adhoc.Comparisons;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against R and its package pROC; the script of the expected numbers lies beside them. */
class CompareCommandTest {
    private static final Path REFERENCE = Path.of("src/test/resources/io/github/gxpml/metric/reference");
    private static final Offset<Double> EXACT = within(1e-10);

    @TempDir
    Path folder;

    private Cli.Outcome compare(String... more) {
        List<String> call = new ArrayList<>(List.of(
                "compare",
                "--data",
                REFERENCE.resolve("rivals.csv").toString(),
                "--label",
                "y",
                "--positive",
                "1",
                "--score",
                "challenger",
                "--champion-score",
                "champion"));
        call.addAll(List.of(more));
        return new Cli(folder).run(call.toArray(String[]::new));
    }

    private static JsonNode read(String text) throws Exception {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Test
    void shouldGiveTheNumbersOfGatesForTheTableAndForAFacet() throws Exception {
        Cli.Outcome outcome =
                compare("--threshold", "0.5", "--champion-threshold", "0.5", "--facet", "sex=F", "--format", "json");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        JsonNode document = read(outcome.out());
        JsonNode expected = read(Files.readString(REFERENCE.resolve("reference-comparison.json")));
        agree(document.get("metrics"), expected.get("all"));
        agree(document.get("facets").get("sex=F").get("metrics"), expected.get("women"));
        assertThat(document.has("verdict")).isFalse();
    }

    private static void agree(JsonNode found, JsonNode expected) {
        assertThat(found).hasSize(Comparisons.ids().size());
        for (String id : Comparisons.ids()) {
            JsonNode result = found.get(id);
            if (id.equals(Comparisons.TEST)) {
                assertThat(result.get("value").doubleValue())
                        .isCloseTo(expected.get(id).doubleValue(), EXACT);
                continue;
            }
            assertThat(result.get("value").doubleValue())
                    .as(id)
                    .isCloseTo(expected.get(id).get("value").doubleValue(), EXACT);
            assertThat(result.get("interval").get(0).doubleValue())
                    .as(id)
                    .isCloseTo(expected.get(id).get("lower").doubleValue(), EXACT);
            assertThat(result.get("interval").get(1).doubleValue())
                    .as(id)
                    .isCloseTo(expected.get(id).get("upper").doubleValue(), EXACT);
        }
    }

    /** Of roc_auc more is better, so that the lower end counts; of brier less, so that the upper one does. */
    @ParameterizedTest
    @CsvSource({"roc_auc", "brier"})
    void shouldJudgeByTheMarginAsAGateDoes(String metric) throws Exception {
        JsonNode expected = read(Files.readString(REFERENCE.resolve("reference-comparison.json")))
                .get("all")
                .get(metric);
        double lower = expected.get("lower").doubleValue();
        double upper = expected.get("upper").doubleValue();
        boolean lowerIsBetter = metric.equals("brier");
        double worst = Math.max(0, lowerIsBetter ? upper : -lower);

        Cli.Outcome pass = compare("--metrics", metric, "--margin", Double.toString(worst + 0.001), "--format", "json");

        assertThat(pass.exit()).as(pass.out() + pass.err()).isEqualTo(ExitCode.PASS);
        assertThat(read(pass.out()).get("verdict").textValue()).isEqualTo("PASS");
        assertThat(read(pass.out()).get("metrics").get(metric).get("why").textValue())
                .contains("the whole interval");
    }

    @Test
    void shouldEndAsGatesDo() {
        // R: -0.108 from -0.170 to -0.047 among women
        Cli.Outcome open = compare("--metrics", "roc_auc", "--margin", "0.16", "--facet", "sex=F");
        Cli.Outcome none = compare("--metrics", "accuracy", "--margin", "0.1");

        assertThat(open.exit()).as(open.out()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(open.out()).containsPattern("roc_auc .* PASS ").containsPattern("roc_auc .* UNDECIDED ");
        assertThat(none.exit()).as(none.out()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(none.out()).contains("no column of predicted classes is named", "margin 0.10: UNDECIDED");
    }

    @Test
    void shouldFailAChallengerThatIsClearlyWorse() throws Exception {
        StringBuilder rows = new StringBuilder("y,new,old\n");
        for (int i = 0; i < 100; i++) {
            rows.append(i % 2).append(i % 3 == 0 ? ",0," : ",1,").append(i % 2).append('\n');
        }
        Path data = Files.writeString(folder.resolve("rows.csv"), rows);

        Cli.Outcome outcome = new Cli(folder)
                .run(
                        "compare",
                        "--data",
                        data.toString(),
                        "--label",
                        "y",
                        "--positive",
                        "1",
                        "--prediction",
                        "new",
                        "--champion-prediction",
                        "old",
                        "--metrics",
                        "accuracy,mcnemar_p",
                        "--margin",
                        "0.1");

        // right are the odd rows that are not divisible by 3 and the even ones that are: 33 + 17 of 100, against all
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.FAIL);
        assertThat(outcome.out()).containsPattern("accuracy +-0\\.500 .*FAIL");
        assertThat(outcome.out()).contains("only the challenger is right in 0 rows, only the champion in 50");
    }

    @Test
    void shouldPrintWhatTheDocumentationSays() throws Exception {
        String document = Files.readString(Path.of("docs/commands.md"));
        String block = document.substring(document.indexOf("$ gxp compare"));
        List<String> shown = block.substring(0, block.indexOf("```"))
                .lines()
                .skip(1)
                .filter(line -> !line.equals("..."))
                .toList();

        assertThat(compare("--margin", "0.05").out().lines()).containsSubsequence(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "--margin=-1, by how much the challenger may be worse",
        "--metrics=ece, two models cannot be compared by `ece`",
        "--champion-threshold=NaN, champion-threshold is a number"
    })
    void shouldRefuseACallThatMeansNothing(String option, String message) {
        Cli.Outcome outcome = compare(option);

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void shouldSayWhichPredictionsAreOfNoUse() throws Exception {
        Path data = Files.writeString(folder.resolve("rows.csv"), "y,new,old\n1,0.5,0.5\n0,0.5,7\n");

        Cli.Outcome outcome = new Cli(folder)
                .run(
                        "compare",
                        "--data",
                        data.toString(),
                        "--label",
                        "y",
                        "--positive",
                        "1",
                        "--score",
                        "new",
                        "--champion-score",
                        "old",
                        "--format",
                        "json");

        assertThat(read(outcome.out()).at("/metrics/roc_auc/reason").textValue())
                .startsWith("of the champion, 1 of 2 rows have no valid `old`");
    }
}
