// SPDX-License-Identifier: MIT
package io.github.gxpml.host.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.LocalSpark;
import io.github.gxpml.host.cli.Gxp;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GxpSparkTest {
    private static final Path DATA = Path.of("examples/flc-mortality/data");

    @TempDir
    Path folder;

    private record Outcome(int exit, String out, String err) {}

    /** Runs something that prints. */
    @FunctionalInterface
    private interface Call {
        int run(PrintStream out, PrintStream err);
    }

    private static Outcome outcome(Call call) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = call.run(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Outcome spark(String... arguments) {
        LocalSpark.start();
        return outcome((out, err) -> GxpSpark.run(out, err, arguments));
    }

    private static Outcome embedded(String... arguments) {
        String[] json = Stream.concat(Stream.of(arguments), Stream.of("--format", "json"))
                .toArray(String[]::new);
        return outcome((out, err) -> Gxp.statistics(Engine::embedded, out, err, json));
    }

    /** Rows with a label, a predicted class, a score, and a facet that is sometimes missing. */
    private Path createTable() throws Exception {
        List<String> lines = new ArrayList<>(List.of("y,yhat,score,sex,region"));
        for (int i = 0; i < 90; i++) {
            lines.add((i % 3 == 0 ? "yes" : "no") + "," + (i % 4 == 0 ? "yes" : "no") + "," + i % 10 / 10.0 + ","
                    + (i % 7 == 0 ? "" : i % 2 == 0 ? "F" : "M") + ",r" + i % 5);
        }
        return Files.write(folder.resolve("a table.csv"), lines);
    }

    private static String[] bias(String data) {
        return new String[] {
            "bias",
            "--data",
            data,
            "--label",
            "y",
            "--positive",
            "yes",
            "--prediction",
            "yhat",
            "--score",
            "score",
            "--facet",
            "sex=F",
            "--group-variable",
            "region"
        };
    }

    @Test
    void shouldPrintTheDocumentOfTheCommandLine() throws Exception {
        String data = createTable().toString();
        assertThat(spark(bias(data))).isEqualTo(embedded(bias(data)));
        String[] drift = {
            "drift",
            "--baseline",
            DATA.resolve("train.csv").toString(),
            "--current",
            DATA.resolve("live.csv").toString(),
            "--columns",
            "age,sex"
        };
        assertThat(spark(drift)).isEqualTo(embedded(drift));
    }

    @Test
    void shouldCompareTwoModelsAsTheCommandLineDoes() throws Exception {
        String[] compare = {
            "compare",
            "--data",
            "src/test/resources/io/github/gxpml/metric/reference/rivals.csv",
            "--label",
            "y",
            "--positive",
            "1",
            "--score",
            "challenger",
            "--threshold",
            "0.5",
            "--champion-score",
            "champion",
            "--champion-threshold",
            "0.3",
            "--facet",
            "sex=F"
        };
        Outcome found = embedded(compare);
        assertThat(found.exit()).isZero();
        assertThat(spark(compare)).isEqualTo(found);
    }

    @Test
    void shouldWriteTheDocumentWhereItIsToldTo() throws Exception {
        String data = createTable().toString();
        Path result = folder.resolve("result.json");
        assertThat(spark(Stream.concat(
                                Stream.of(bias(data)),
                                Stream.of("--output", result.toUri().toString()))
                        .toArray(String[]::new)))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(result).hasContent(embedded(bias(data)).out());
    }

    @Test
    void shouldReadWhatAnAddressNames() throws Exception {
        Path data = createTable();
        String address = "file://" + data.toUri().getRawPath().replace("%20", " ");
        assertThat(spark(bias(address)).out())
                .isEqualTo(embedded(bias(data.toString())).out());
    }

    @Test
    void shouldLeaveAnEarlierResultWhereTheCallIsWrong() throws Exception {
        Path result = Files.writeString(folder.resolve("result.json"), "earlier");
        Outcome outcome = spark(
                "metrics",
                "--data",
                createTable().toString(),
                "--label",
                "Y",
                "--positive",
                "yes",
                "--score",
                "score",
                "--output=" + result);
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("has no column `Y`");
        assertThat(outcome.out()).contains("\"exit\" : 2");
        assertThat(result).hasContent("earlier");
    }

    @Test
    void shouldKnowNoOtherCommands() {
        assertThat(spark("run", "gxp.yaml").exit()).isEqualTo(2);
        assertThat(spark("bias", "--output").err()).contains("--output names no file");
        assertThat(spark("--help").out()).contains("metrics", "bias", "drift").doesNotContain("approve");
    }

    @Test
    void shouldTakeTheCallFromOnePairOfMany() {
        SparkCall call = SparkCall.of(
                "--JOB_NAME",
                "x",
                "--gxp-call",
                "[\"metrics\", \"--data\", \"s3://b/a b\", \"--output\", \"s3://b/o\"]");
        assertThat(call.arguments()).containsExactly("metrics", "--data", "s3://b/a b", "--format", "json");
        assertThat(call.output()).contains("s3://b/o");
        for (String wrong : List.of("metrics", "[1, null]", "null", "{}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparkCall.of("--gxp-call", wrong))
                    .withMessageContaining("is no JSON array of texts");
        }
    }

    @Test
    void shouldRunUnderSparkSubmit() throws Exception {
        String data = createTable().toString();
        Path log = folder.resolve("log");
        Path result = folder.resolve("result.json");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[1]",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.sql.shuffle.partitions=1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.driver.host=localhost",
                "--class",
                GxpSpark.class.getName(),
                "spark-internal"));
        command.addAll(List.of(bias(data)));
        command.addAll(List.of("--output", result.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(result).hasContent(embedded(bias(data)).out());
    }
}
