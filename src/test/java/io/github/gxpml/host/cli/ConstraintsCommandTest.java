// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code gxp baseline}, and constraints in {@code gxp drift}, on files of the example and hostile ones. */
class ConstraintsCommandTest extends StatisticsCase {
    private static final String COLUMNS = "age,sex,creatinine,kappa,lambda,mgus";

    @Test
    void shouldDescribeATableAndFindItSatisfied() throws Exception {
        baseline(DATA.resolve("train.csv"), COLUMNS);

        Cli.Outcome same = drift(selected(DATA.resolve("train.csv")));

        assertThat(same.exit()).as(same.out() + same.err()).isEqualTo(ExitCode.PASS);
        JsonNode document = document(same);
        assertThat(document.at("/constraints/verdict").asText()).isEqualTo("PASS");
        assertThat(document.at("/constraints/checks").asInt()).isGreaterThan(20);
        assertThat(document.at("/columns/age/metrics/ks/value").asDouble()).isZero();
        assertThat(document.at("/columns/sex/metrics/psi/value").asDouble()).isZero();
    }

    @Test
    void shouldFindWhatALaterTableViolatesAndWriteItDown() throws Exception {
        baseline(DATA.resolve("train.csv"), COLUMNS);
        Path violations = folder.resolve("out/constraint_violations.json");

        Cli.Outcome later = drift(DATA.resolve("live.csv"), "--violations", violations.toString());

        assertThat(later.exit()).as(later.err()).isEqualTo(ExitCode.FAIL);
        JsonNode found = document(later).at("/constraints/violations");
        JsonNode written =
                Json.read(Files.readAllBytes(violations), JsonNode.class).get("violations");
        assertThat(written).hasSameSizeAs(found);
        assertThat(written.findValuesAsText("constraint_check_type"))
                .contains("extra_column_check", "baseline_drift_check");
        assertThat(written.findValuesAsText("feature_name")).contains("age");
    }

    @Test
    void shouldTakeStatisticsForABaselineWhateverTheirName() throws Exception {
        Path train = write("t.csv", "prediction,b\n1,x\n2,y\n3,x\n");
        Path odd = folder.resolve("odd name.txt");
        run("baseline", "--data", train.toString(), "--statistics", odd.toString());

        JsonNode document =
                document(run("drift", "--baseline", odd.toString(), "--current", train.toString(), "--format", "json"));

        assertThat(names(document.get("columns"))).containsExactlyInAnyOrder("prediction", "b");
        assertThat(document.at("/columns/prediction/metrics/ks/value").asDouble())
                .isZero();
        assertThat(document.at("/columns/b/metrics/psi/value").asDouble()).isZero();
    }

    @Test
    void shouldCheckAColumnThatIsCalledPrediction() throws Exception {
        Path train = write("t.csv", "prediction\n" + "1\n2\n3\n".repeat(40));
        baseline(train, "prediction");

        assertThat(drift(train).exit()).isEqualTo(ExitCode.PASS);
        Cli.Outcome moved = drift(write("m.csv", "prediction\n" + "3\n".repeat(120)));
        assertThat(moved.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(document(moved).at("/constraints/violations/0/subject").asText())
                .isEqualTo("prediction");
    }

    @Test
    void shouldCompareWithATableWhereThereAreNoStatistics() throws Exception {
        Path train = write("t.csv", "a\n" + "1\n2\n3\n".repeat(40));
        baseline(train, "a");

        Cli.Outcome outcome = run(
                "drift",
                "--baseline",
                train.toString(),
                "--constraints",
                constraints().toString(),
                "--current",
                train.toString());

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.PASS);
        assertThat(outcome.out()).contains("constraints  PASS  0 of 5 checks violated");
    }

    @Test
    void shouldBeUndecidedWithoutAnythingToCompareWith() throws Exception {
        Path train = write("t.csv", "a\n1\n2\n3\n");
        baseline(train, "a");

        Cli.Outcome outcome = run("drift", "--constraints", constraints().toString(), "--current", train.toString());

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(outcome.out())
                .isEqualTo(
                        "constraints  UNDECIDED  0 of 5 checks violated, 1 undecided\n"
                                + "  undecided: distributions are to be compared, but no statistics of the baseline are given\n");
    }

    @Test
    void shouldRefuseCallsAndDocumentsThatAreWrong() throws Exception {
        Path train = write("t.csv", "a\n1\n");
        refused(run("drift", "--current", train.toString(), "--format", "json"), "give --baseline, --constraints");
        refused(
                run(
                        "drift",
                        "--current",
                        train.toString(),
                        "--baseline",
                        train.toString(),
                        "--violations",
                        "x",
                        "--format",
                        "json"),
                "--violations writes what violates --constraints");
        Path broken = write("c.json", "{\"features\": [{\"name\": 1}]}");
        refused(
                run("drift", "--current", train.toString(), "--constraints", broken.toString(), "--format", "json"),
                "`c.json`: features[0].name is 1, it must be a text");
        refused(
                run("drift", "--current", train.toString(), "--baseline", broken.toString(), "--format", "json"),
                "`c.json`: dataset.item_count is missing");
        assertThat(run("baseline", "--data", train.toString()).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("baseline", "--data", train.toString(), "--statistics", "s", "--columns", "nope")
                        .err())
                .contains("has no column `nope`");
        assertThat(Files.exists(Path.of("s"))).isFalse();
    }

    @Test
    void shouldPrintHostileNamesHarmlessly() throws Exception {
        Path train = write("t.csv", "\"a\u001b[2J\"\"\u202e\"\nx\n");
        baseline(train, null);

        Cli.Outcome outcome = run(
                "drift",
                "--constraints",
                constraints().toString(),
                "--current",
                write("n.csv", "b\n1\n").toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(outcome.out()).doesNotContain("\u001b").contains("missing_column_check", "extra_column_check");
    }

    @Test
    void shouldWriteClarifysAnalysisAndJudgeByIt() throws Exception {
        Path before = write("b.csv", "y,g,p\n1,a,1\n0,a,0\n1,a,1\n0,b,0\n1,b,1\n0,b,0\n1,b,1\n");
        Path after = write("a.csv", "y,g,p\n1,a,1\n0,a,1\n1,a,1\n0,b,0\n1,b,0\n0,b,0\n1,b,1\n");
        Path analysis = folder.resolve("analysis.json");
        Path violations = folder.resolve("violations.json");
        String[] bias = {"--label", "y", "--prediction", "p", "--facet", "g=b"};

        Cli.Outcome written = call("bias", before, with(bias, "--analysis", analysis.toString()));
        assertThat(written.exit()).as(written.err()).isZero();
        JsonNode document = Json.read(Files.readAllBytes(analysis), JsonNode.class);
        assertThat(document.at("/post_training_bias_metrics/facets/g/0/value_or_threshold")
                        .asText())
                .isEqualTo("b");
        assertThat(document.at("/pre_training_bias_metrics/label_value_or_threshold")
                        .asText())
                .isEqualTo("1");

        assertThat(call("bias", before, with(bias, "--constraints", analysis.toString()))
                        .exit())
                .isZero();
        Cli.Outcome worse = call(
                "bias", after, with(bias, "--constraints", analysis.toString(), "--violations", violations.toString()));
        assertThat(worse.exit()).as(worse.out()).isEqualTo(ExitCode.FAIL);
        assertThat(Files.readString(violations))
                .contains("\"metric_name\" : \"DPPL\"", "\"bias_drift_check\"", "\"facet_value\" : \"b\"");
    }

    @Test
    void shouldJudgeAttributionsByThoseOfTheAnalysis() throws Exception {
        String head = "y,g,p,attribution.a,attribution.b\n";
        Path before = write("b.csv", head + "1,a,1,0.9,0.1\n0,a,0,-0.9,0.1\n1,b,1,0.9,0.1\n0,b,0,0.9,0.1\n");
        Path after = write("a.csv", head + "1,a,1,0.1,0.9\n0,a,0,0.1,0.9\n1,b,1,0.1,-0.9\n0,b,0,0.1,0.9\n");
        Path without = write("w.csv", "y,g,p\n1,a,1\n0,a,0\n1,b,1\n0,b,0\n");
        Path analysis = folder.resolve("analysis.json");
        String[] bias = {"--label", "y", "--prediction", "p", "--facet", "g=b"};
        assertThat(call("bias", before, with(bias, "--analysis", analysis.toString()))
                        .exit())
                .isZero();

        String[] judged = with(bias, "--constraints", analysis.toString());
        assertThat(call("bias", before, judged).exit()).isZero();
        Cli.Outcome moved = call("bias", after, judged);
        assertThat(moved.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(document(moved).at("/constraints/violations/0/check").asText())
                .isEqualTo("feature_attribution_drift_check");
        Cli.Outcome unknown = call("bias", without, judged);
        assertThat(unknown.exit()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(document(unknown).at("/constraints/undecided/0").asText())
                .isEqualTo("the attributions of label label0 cannot be compared: the analysis lacks them");
    }

    @Test
    void shouldPrintSlicesAndClassesBesideTheVerdict() throws Exception {
        Path rows = write("b.csv", "y,p,s,g\n1,1,0.9,a\n0,0,0.1,b\n1,1,0.8,b\n0,1,0.7,a\n");
        Path limits = folder.resolve("limits.json");
        String[] metrics = {"--label", "y", "--prediction", "p", "--score", "s"};
        call("metrics", rows, with(metrics, "--suggest", limits.toString()));
        String[] judged =
                with(metrics, "--constraints", limits.toString(), "--facet", "g=a", "--at-sensitivity", "0.5");
        JsonNode document = document(call("metrics", rows, judged));
        assertThat(names(document))
                .containsExactlyInAnyOrder("metrics", "operating_points", "facets", "worst_slice", "constraints");
        assertThat(document.at("/facets/g=a/rest/metrics/recall/value").asDouble())
                .isEqualTo(1);
        Cli.Outcome text = run(with(new String[] {"metrics", "--data", rows.toString(), "--positive", "1"}, judged));
        assertThat(text.out()).contains("g=a\n", "not g=a\n", "confusion matrix", "constraints  PASS");

        Path classes = write("c.csv", "y,p\nu,u\nv,v\nw,w\nu,v\n");
        String[] several = {"--task", "multiclass", "--label", "y", "--prediction", "p"};
        String[] of = with(new String[] {"metrics", "--data", classes.toString()}, several);
        run(with(of, "--suggest", limits.toString()));
        JsonNode each = document(run(with(of, "--constraints", limits.toString(), "--format", "json")));
        assertThat(each.at("/classes/u/metrics/class_recall/value").asDouble()).isEqualTo(0.5);
        assertThat(each.at("/constraints/verdict").asText()).isEqualTo("PASS");
    }

    @Test
    void shouldWriteModelQualityAndJudgeByIt() throws Exception {
        Path before = write("b.csv", "y,p\n1,1\n0,0\n1,1\n0,1\n");
        Path after = write("a.csv", "y,p\n1,1\n0,0\n1,0\n0,1\n");
        Path quality = folder.resolve("quality.json");
        Path limits = folder.resolve("limits.json");
        String[] metrics = {"--label", "y", "--prediction", "p"};

        Cli.Outcome written = call(
                "metrics", before, with(metrics, "--statistics", quality.toString(), "--suggest", limits.toString()));
        assertThat(written.exit()).as(written.err()).isZero();
        JsonNode document = Json.read(Files.readAllBytes(quality), JsonNode.class);
        assertThat(document.at("/binary_classification_metrics/confusion_matrix/0/1")
                        .asInt())
                .isEqualTo(1);
        assertThat(document.at("/binary_classification_metrics/f2/value").asDouble())
                .isEqualTo(10.0 / 11);

        assertThat(call("metrics", before, with(metrics, "--constraints", limits.toString()))
                        .exit())
                .isZero();
        Cli.Outcome worse = call("metrics", after, with(metrics, "--constraints", limits.toString()));
        assertThat(worse.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(document(worse).at("/constraints/violations/0/description").asText())
                .isEqualTo("Metric recall with 0.5 was LessThanThreshold 1.0");
        refused(
                call(
                        "metrics",
                        write("s.csv", "y,s\n1,0.5\n0,0.4\n"),
                        "--label",
                        "y",
                        "--score",
                        "s",
                        "--statistics",
                        quality.toString()),
                "model quality needs predicted classes or numbers");
    }

    @Test
    void shouldWriteModelQualityOfNumbersAndOfSeveralClasses() throws Exception {
        Path numbers = write("n.csv", "y,p\n1,2\n2,2\n3,5\n4,4\n");
        Path classes = write("c.csv", "y,p\na,a\nb,b\nc,a\na,a\n");
        Path quality = folder.resolve("quality.json");

        run(
                "metrics",
                "--data",
                numbers.toString(),
                "--task",
                "regression",
                "--label",
                "y",
                "--prediction",
                "p",
                "--statistics",
                quality.toString());
        JsonNode regression =
                Json.read(Files.readAllBytes(quality), JsonNode.class).get("regression_metrics");
        assertThat(regression.at("/mae/value").asDouble()).isEqualTo(0.75);
        assertThat(regression.at("/mse/value").asDouble()).isCloseTo(1.25, within(1e-12));

        run(
                "metrics",
                "--data",
                classes.toString(),
                "--task",
                "multiclass",
                "--label",
                "y",
                "--prediction",
                "p",
                "--statistics",
                quality.toString());
        JsonNode multiclass =
                Json.read(Files.readAllBytes(quality), JsonNode.class).get("multiclass_classification_metrics");
        assertThat(multiclass.at("/weighted_recall/value").asDouble()).isEqualTo(0.75);
    }

    private static String[] with(String[] call, String... more) {
        return Stream.of(call, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private void baseline(Path table, String columns) throws Exception {
        List<String> call = new ArrayList<>(List.of(
                "baseline",
                "--data",
                table.toString(),
                "--statistics",
                folder.resolve("statistics.json").toString(),
                "--constraints",
                constraints().toString()));
        if (columns != null) {
            call.addAll(List.of("--columns", columns));
        }
        Cli.Outcome outcome = cli().run(call.toArray(String[]::new));
        assertThat(outcome.exit()).as(outcome.err()).isZero();
    }

    private Cli.Outcome drift(Path current, String... more) {
        List<String> call = new ArrayList<>(List.of(
                "drift",
                "--baseline",
                folder.resolve("statistics.json").toString(),
                "--constraints",
                constraints().toString(),
                "--current",
                current.toString(),
                "--format",
                "json"));
        call.addAll(List.of(more));
        return cli().run(call.toArray(String[]::new));
    }

    private Cli.Outcome run(String... call) {
        return cli().run(call);
    }

    private Path constraints() {
        return folder.resolve("constraints.json");
    }

    private static JsonNode document(Cli.Outcome outcome) throws Exception {
        return Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    /** The example's columns without key, year and label. */
    private Path selected(Path table) throws Exception {
        try (Stream<String> lines = Files.lines(table)) {
            return Files.write(
                    folder.resolve("selected.csv"),
                    lines.map(line -> line.split(",", -1))
                            .map(row -> String.join(",", List.of(row).subList(2, 8)))
                            .toList());
        }
    }
}
