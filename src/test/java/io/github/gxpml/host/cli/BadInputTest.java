// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad input, one kind after the other: a number, or a reason why there is none, or a refusal in one sentence. What is
 * left out is counted where it is left out. Column names as hostile text are in {@link StatisticsCommandTest}, bad
 * tables of a run in {@link RunFaultsTest}, more values than memory in {@code BoundedMemoryTest}.
 */
class BadInputTest extends StatisticsCase {
    private static final String HEAD = "y,s,p,g,x\n";
    private static final int ROWS = 60;

    /** Twenty of sixty positive, fifteen in group a; x from 0 to 8. */
    private static String rows() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(i % 3 == 0 ? 1 : 0)
                    .append(',')
                    .append((i * 7 % 10 + 0.5) / 10.5)
                    .append(',');
            rows.append(i % 2)
                    .append(',')
                    .append(i / 2 % 4 == 0 ? "a" : "b")
                    .append(',')
                    .append(i % 9)
                    .append('\n');
        }
        return rows.toString();
    }

    /** The good rows and others after them, in the format that the name asks for. */
    private Path createTable(String format, String... others) throws Exception {
        Path csv = write("t.csv", HEAD + rows() + String.join("\n", others) + "\n");
        if (format.equals("csv")) {
            return csv;
        }
        String double4 = "TRY_CAST(%1$s AS DOUBLE) AS %1$s";
        String columns = String.join(
                ", ",
                Arrays.asList(
                        double4.formatted("y"),
                        double4.formatted("s"),
                        double4.formatted("p"),
                        "g",
                        double4.formatted("x")));
        String from = " FROM read_csv('" + csv + "', all_varchar = true)";
        if (format.equals("parquet")) {
            copy("SELECT " + columns + from, "t.parquet", "parquet");
            return folder.resolve("t.parquet");
        }
        copy("SELECT *" + from, "t.jsonl", "json");
        return folder.resolve("t.jsonl");
    }

    private JsonNode metrics(Path file) throws IOException {
        return orderly(call("metrics", file, "--label", "y", "--prediction", "p", "--score", "s"))
                .get("metrics");
    }

    private JsonNode bias(Path file, String facet) throws IOException {
        return orderly(call("bias", file, "--label", "y", "--prediction", "p", "--facet", facet))
                .get("facets")
                .get(facet)
                .get("metrics");
    }

    private JsonNode drift(Path before, Path now) throws IOException {
        return orderly(cli().run(
                                "drift",
                                "--baseline",
                                before.toString(),
                                "--current",
                                now.toString(),
                                "--format",
                                "json"))
                .get("columns");
    }

    private Path good() throws IOException {
        return write("good.csv", HEAD + rows());
    }

    /** Every metric has a number or a reason, and nobody sees a fault of ours. */
    private static JsonNode orderly(Cli.Outcome outcome) throws IOException {
        JsonNode document = json(outcome);
        for (JsonNode metric : document.findParents("status")) {
            boolean ok = metric.get("status").asText().equals("ok");
            assertThat(
                            ok
                                    ? metric.get("value").isNumber()
                                    : !metric.get("reason").asText().isBlank())
                    .as(metric.toString())
                    .isTrue();
        }
        assertThat(outcome.out()).doesNotContain("could not be computed", "Exception", "NaN", "Infinity");
        return document;
    }

    private void refusedEverywhere(Path file, int exit, String reason) throws IOException {
        Path good = good();
        for (Cli.Outcome outcome : List.of(
                call("metrics", file, "--label", "y", "--prediction", "p"),
                call("bias", file, "--label", "y", "--prediction", "p", "--facet", "g=a"),
                cli().run("drift", "--baseline", good.toString(), "--current", file.toString(), "--format", "json"),
                cli().run("drift", "--baseline", file.toString(), "--current", good.toString(), "--format", "json"))) {
            assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(exit);
            assertThat(outcome.err()).startsWith("gxp: ").contains(reason).doesNotContain("\tat ", "Exception");
            assertThat(outcome.err().lines()).hasSize(1);
            JsonNode error = Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
            assertThat(error.at("/error/message").asText()).contains(reason);
        }
    }

    private static String detail(JsonNode metrics, String id) {
        return metrics.get(id).path("detail").asText();
    }

    @ParameterizedTest
    @CsvSource({
        "csv,nan",
        "csv,inf",
        "csv,-inf",
        "csv,1e999",
        "csv,oops",
        "jsonl,NaN",
        "jsonl,-Infinity",
        "parquet,nan",
        "parquet,inf"
    })
    void shouldHaveNoMetricOfScoresWhereOneIsNoNumber(String format, String score) throws Exception {
        JsonNode metrics = metrics(createTable(format, "1," + score + ",1,a,1"));

        for (String id : List.of("roc_auc", "average_precision", "brier", "log_loss", "ece", "temperature")) {
            undefined(metrics, id, "1 of 61 rows have no valid `s`");
        }
        assertThat(metrics.get("accuracy").get("n").asInt()).isEqualTo(ROWS + 1);
    }

    /** A model that answers NaN has answered neither class. */
    @ParameterizedTest
    @CsvSource({"csv,nan", "csv,inf", "csv,''", "jsonl,NaN", "parquet,nan", "parquet,inf", "parquet,''"})
    void shouldTakeAPredictionThatIsNoNumberForNeitherClass(String format, String prediction) throws Exception {
        Path file = createTable(format, "0,0.5," + prediction + ",a,1");

        undefined(metrics(file), "accuracy", "1 of 61 rows have no valid `p`");
        undefined(metrics(file), "specificity", "1 of 61 rows have no valid `p`");
        undefined(bias(file, "g=a"), "DPPL", "1 of 61 rows have no valid `p`");
        undefined(bias(file, "g=a"), "RD", "1 of 61 rows have no valid `p`");
    }

    @ParameterizedTest
    @CsvSource({"csv,nan", "csv,''", "jsonl,nan", "jsonl,''", "parquet,nan", "parquet,''"})
    void shouldCountLabelsThatAreMissing(String format, String label) throws Exception {
        Path file = createTable(format, label + ",0.5,1,a,1");

        assertThat(detail(metrics(file), "accuracy")).contains("1 rows without a label are left out");
        assertThat(metrics(file).get("accuracy").get("n").asInt()).isEqualTo(ROWS);
        assertThat(detail(metrics(file), "roc_auc")).contains("1 rows without a label are left out");
        assertThat(bias(file, "g=a").get("DPL").get("n").asInt()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void shouldCountRowsOfNeitherSideAndNumbersThatAreMissingOnBothSidesOfAComparison(String format) throws Exception {
        Path file = createTable(format, "1,0.5,1,,nan", "0,0.5,0,b,");

        assertThat(detail(bias(file, "g=a"), "DPPL")).contains("1 rows are on neither side of g=a");
        assertThat(detail(bias(file, "x>4"), "CI")).contains("2 rows are on neither side of x>4");
        String before = detail(drift(file, good()).get("x").get("metrics"), "ks");
        String now = detail(drift(good(), file).get("x").get("metrics"), "ks");
        assertThat(before).contains("60 numbers against 60", "2 rows of the baseline without a number are left out");
        assertThat(now).contains("60 numbers against 60", "2 rows without a number are left out");
        JsonNode missing = drift(good(), file).get("x").get("metrics").get("psi");
        assertThat(missing.get("n").asInt()).isEqualTo(ROWS + 2);
        assertThat(missing.get("value").asDouble()).isPositive();
    }

    @Test
    void shouldTellAColumnOfMixedTypesFromOneOfNumbers() throws Exception {
        Path csv = createTable("csv", "1,0.5,1,b,oops");
        Path json =
                write("m.jsonl", "{\"x\": 1}\n{\"x\": \"2\"}\n{\"x\": \"oops\"}\n{\"x\": null}\n{\"x\": true}\n{}\n");

        assertThat(detail(drift(good(), csv).get("x").get("metrics"), "ks"))
                .contains("1 rows without a number are left out");
        undefined(drift(csv, good()).get("x").get("metrics"), "ks", "not numeric");
        assertThat(drift(csv, good())
                        .get("x")
                        .get("metrics")
                        .get("psi")
                        .get("value")
                        .asDouble())
                .isPositive();
        String mixed = detail(drift(good(), json).get("x").get("metrics"), "ks");
        assertThat(mixed).contains("2 numbers against 60", "4 rows without a number are left out");
    }

    @Test
    void shouldReadByteOrderMarksAndQuotedNewlinesAsWhatTheyAre() throws Exception {
        JsonNode expected = bias(good(), "g=a");
        String quoted = rows().replace(",a,", ",\"a\nand, \"\"more\"\"\",");
        Path file = write("q.csv", "\ufeff" + HEAD + quoted);
        String facet = "g=\"a\nand, \"\"more\"\"\"";

        JsonNode found = bias(file, facet);

        for (String id : List.of("CI", "DPL", "DPPL", "RD")) {
            assertThat(found.get(id).get("value"))
                    .as(id)
                    .isEqualTo(expected.get(id).get("value"));
            assertThat(found.get(id).get("interval"))
                    .as(id)
                    .isEqualTo(expected.get(id).get("interval"));
        }
        Path marked = write("m.csv", "\ufeff" + HEAD + rows());
        assertThat(metrics(marked)).isEqualTo(metrics(good()));
        assertThat(drift(good(), marked)
                        .get("y")
                        .get("metrics")
                        .get("psi")
                        .get("value")
                        .asDouble())
                .isZero();
    }

    @Test
    void shouldSayWhatAGroupLacks() throws Exception {
        Path file = createTable("csv", "0,0.5,0,none,1", "0,0.5,1,none,1", "1,0.5,1,one,1");

        JsonNode noPositives = bias(file, "g=none");
        undefined(noPositives, "RD", "no positive labels among g=none");
        undefined(noPositives, "equal_opportunity_difference", "no positive labels");
        assertThat(noPositives.get("DPPL").get("status").asText()).isEqualTo("ok");
        JsonNode oneRow = bias(file, "g=one");
        undefined(oneRow, "SD", "no negative labels among g=one");
        JsonNode interval = oneRow.get("DPPL").get("interval");
        assertThat(interval.get(1).asDouble() - interval.get(0).asDouble()).isGreaterThan(0.5);
        bias(file, "g=nobody")
                .forEach(metric -> assertThat(metric.get("reason").asText()).contains("g=nobody"));
    }

    @Test
    void shouldHaveNoSeparationWhereNothingVaries() throws Exception {
        Path constant = write("c.csv", HEAD + "1,0.5,1,a,7\n".repeat(30));
        Path equal = write("e.csv", HEAD + "1,0.5,1,a,7\n0,0.5,0,b,7\n".repeat(30));

        undefined(metrics(constant), "roc_auc", "no negative labels");
        undefined(metrics(constant), "mcc", "the same");
        bias(constant, "g=a")
                .forEach(metric -> assertThat(metric.path("interval").isEmpty()).isTrue());
        undefined(bias(constant, "g=a"), "DPPL", "every row has g=a");
        assertThat(metrics(equal).get("roc_auc").get("value").asDouble()).isEqualTo(0.5);
        undefined(metrics(equal), "temperature", "");
        JsonNode same = drift(constant, constant).get("x").get("metrics");
        assertThat(same.get("ks").get("value").asDouble()).isZero();
        JsonNode moved = drift(constant, good()).get("x").get("metrics");
        assertThat(moved.get("ks").get("value").asDouble()).isGreaterThan(0.5);
        assertThat(moved.get("psi").get("value").asDouble()).isGreaterThan(0.25);
    }

    @Test
    void shouldRefuseFilesThatAreNoTables() throws Exception {
        copy("SELECT 1 AS y, 1 AS p, 'a' AS g FROM range(5000)", "whole.parquet", "parquet");
        byte[] whole = Files.readAllBytes(folder.resolve("whole.parquet"));
        for (int length : new int[] {0, 3, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, length));
            refusedEverywhere(cut, ExitCode.ERROR, "cut.parquet");
        }
        refusedEverywhere(write("empty.csv", ""), ExitCode.ERROR, "the file is empty");
        refusedEverywhere(write("empty.jsonl", ""), ExitCode.ERROR, "empty.jsonl");
        refusedEverywhere(write("header.csv", HEAD), ExitCode.ERROR, "no rows");
        refusedEverywhere(write("twice.csv", "y,p,g,g\n1,1,a,a\n"), ExitCode.ERROR, "column `g` occurs twice");
        refusedEverywhere(write("ragged.csv", HEAD + rows() + "1,1\n"), ExitCode.ERROR, "line 62");
        String huge = "1,0.5,1," + "z".repeat(3_000_000) + ",1\n";
        refusedEverywhere(write("huge.csv", HEAD + rows() + huge), ExitCode.ERROR, "line 62");
        write("mixed/a.csv", HEAD + rows());
        write("mixed/b.jsonl", "{\"y\": 1}\n");
        refusedEverywhere(folder.resolve("mixed"), ExitCode.USAGE, "several formats");
        write("other/a.csv", HEAD + rows());
        write("other/b.csv", "y,s\n1,0.5\n");
        refusedEverywhere(folder.resolve("other"), ExitCode.ERROR, "b.csv");
        write("notes/a.csv", HEAD + rows());
        write("notes/README", "no data\n");
        refusedEverywhere(folder.resolve("notes"), ExitCode.USAGE, "README");
    }

    /**
     * The gates of a run: what the spec says of a column is judged, and what is left out is counted in the evidence.
     */
    @Test
    void shouldJudgeARunOnBadRowsByWhatIsWrongWithThem() throws IOException {
        Project project = Project.of(folder).edit("data/validation.csv", text -> {
            List<String> lines = new ArrayList<>(List.of(text.split("\n")));
            lines.set(1, lines.get(1).replaceFirst(",[FM],", ",\"F\nM\","));
            lines.set(2, lines.get(2).replaceFirst(",[01]$", ","));
            return "\ufeff" + String.join("\n", lines) + "\n";
        });

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out())
                .containsPattern("FAIL +schema_violations +validation")
                .contains("sex", "dead5y");
        assertThat(run.out() + run.err()).doesNotContain("\tat ", "could not be computed");
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }
}
