// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates that compare: with the version in use, with what it was when it was released, and arms of an experiment. */
class ComparisonRunTest {
    private static final String CHAMPION = """
                - {metric: roc_auc, against: champion, min: -0.02}
                - {metric: recall, against: champion, facet: sex=F, min: -0.05}
                - {metric: mcnemar_p, min: 0.001}
            """;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Cli.Outcome gxp(String... arguments) {
        return new Cli(home).run(arguments);
    }

    private static UnaryOperator<String> validating(String gates) {
        return text -> text.replace("validate:\n  qualityGates:\n", "validate:\n  qualityGates:\n" + gates);
    }

    private static UnaryOperator<String> monitoring(String gates) {
        return text ->
                text.replace("  minimumRows: 200\n  qualityGates:\n", "  minimumRows: 200\n  qualityGates:\n" + gates);
    }

    @Test
    void shouldBlockAComparisonWithNobody() {
        Project project = Project.of(folder).edit("gxp.yaml", validating(CHAMPION));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("no other version of flc-mortality is in use to compare with");
        Cli.Outcome verified = gxp("verify", project.bundle(1).toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    @Test
    void shouldCompareTheNextRunWithTheVersionInUse() throws IOException {
        Project project = Project.of(folder);
        assertThat(gxp("run", project.spec()).exit()).isZero();
        project.edit("gxp.yaml", validating(CHAMPION)).edit("gxp.yaml", text -> text.replace("seed: 42", "seed: 7"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("against champion");
        assertThat(project.read(2, "champion.json")).contains("\"version\" : 1");
        assertThat(project.read(2, "metrics/validate-validation.json")).contains("\"rivals\"");
        Cli.Outcome verified = gxp("verify", project.bundle(2).toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    /** The same scores under two thresholds: only the threshold that each was released with tells them apart. */
    @Test
    void shouldJudgeTheChampionByTheThresholdItWasReleasedWith() throws IOException {
        Project project = createDeciding("0.3");
        assertThat(gxp("run", project.spec()).exit()).isZero();
        assertThat(project.read(1, "baseline.json")).contains("\"threshold\" : 0.3");
        project.edit("gxp.yaml", text -> text.replace("threshold: 0.3", "threshold: 0.5"))
                .edit("gxp.yaml", only("{metric: accuracy, against: champion, within: 1}"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        JsonNode accuracy =
                Json.read(project.read(2, "verdicts.json").getBytes(UTF_8), JsonNode.class).findParents("gate").stream()
                        .filter(result -> result.at("/gate/against").asText().equals("champion"))
                        .findFirst()
                        .orElseThrow()
                        .get("metric");
        double byHand = accuracyAt(0.5, project) - accuracyAt(0.3, project);
        assertThat(byHand).isNotZero();
        assertThat(accuracy.get("value").doubleValue()).isCloseTo(byHand, within(1e-12));
        assertThat(project.read(2, "champion.json")).contains("\"threshold\" : 0.3");
        assertThat(gxp("verify", project.bundle(2).toString()).exit()).isZero();
    }

    @Test
    void shouldMonitorTheVersionInUseByTheThresholdItWasReleasedWith() throws IOException {
        Project project =
                createDeciding("0.3").edit("gxp.yaml", monitoring("    - {metric: recall, min: 0, on: value}\n"));
        assertThat(gxp("run", project.spec()).exit()).isZero();
        project.edit("gxp.yaml", text -> text.replace("threshold: 0.3", "threshold: 0.5"));

        Cli.Outcome again = gxp("monitor", project.spec());

        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        JsonNode first = counts(project, 1);
        assertThat(first.get("truePositives").longValue()).isPositive();
        assertThat(counts(project, 2)).isEqualTo(first);
    }

    private static JsonNode counts(Project project, int run) throws IOException {
        return Json.read(project.read(run, "metrics/monitor-live.json").getBytes(UTF_8), JsonNode.class)
                .findParent("truePositives");
    }

    @Test
    void shouldNotGuessHowAnOlderReleaseDecided() throws IOException {
        Project project = createDeciding("0.3");
        assertThat(gxp("run", project.spec()).exit()).isZero();
        forgetTheDecision(project);
        project.edit(
                "gxp.yaml",
                only(
                        "{metric: accuracy, against: champion, within: 1}",
                        "{metric: mcnemar_p, min: 0, on: value}",
                        "{metric: roc_auc, against: champion, within: 1, on: value}"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out().lines().filter(line -> line.contains("before releases kept their threshold")))
                .hasSize(2);
        assertThat(run.out()).containsPattern("PASS +roc_auc +validation +against champion");
        Cli.Outcome verified = gxp("verify", project.bundle(2).toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    @Test
    void shouldNotCompareAnswersToDifferentQuestions() throws IOException {
        Project project = createDeciding("0.3");
        assertThat(gxp("run", project.spec()).exit()).isZero();
        project.edit("gxp.yaml", text -> text.replace("positive: 1}", "positive: 0}"))
                .edit("gxp.yaml", only("{metric: roc_auc, against: champion, within: 1}"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("was released for label `dead5y`, positive `1`");
    }

    private Project createDeciding(String threshold) {
        return Project.of(folder)
                .edit("gxp.yaml", text -> text.replaceAll("threshold: [0-9.]+", "threshold: " + threshold))
                .edit("gxp.yaml", only("{metric: roc_auc, table: validation, min: 0.5}"));
    }

    private static UnaryOperator<String> only(String... gates) {
        return text -> text.replaceFirst(
                "(?s)  qualityGates:\n.*?\nregister:",
                "  qualityGates:\n    - " + String.join("\n    - ", gates) + "\n\nregister:");
    }

    /** Leaves a baseline as releases wrote it before they kept their threshold. */
    private void forgetTheDecision(Project project) throws IOException {
        Path store = project.folder().resolve(".gxp/baselines/flc-mortality");
        try (Stream<Path> files = Files.list(store)) {
            Path kept = files.findFirst().orElseThrow();
            ObjectNode baseline = (ObjectNode) Json.read(Files.readAllBytes(kept), JsonNode.class);
            baseline.remove("decision");
            byte[] older = Json.pretty(baseline);
            Files.delete(kept);
            Files.write(store.resolve("1-" + Sha256.of(older) + ".json"), older);
        }
    }

    private double accuracyAt(double threshold, Project project) throws IOException {
        Path rows = project.folder().resolve("data/validation.csv");
        Map<String, Boolean> dead = new HashMap<>();
        List<String[]> table = cells(rows);
        int label = List.of(table.get(0)).indexOf("dead5y");
        int key = List.of(table.get(0)).indexOf("id");
        table.subList(1, table.size()).forEach(row -> dead.put(row[key], row[label].equals("1")));
        List<String[]> predictions =
                cells(project.folder().resolve(".gxp/runs/flc-mortality/2/champion/validation.csv"));
        int score = List.of(predictions.get(0)).indexOf("score");
        long right = predictions.subList(1, predictions.size()).stream()
                .filter(row -> (Double.parseDouble(row[score]) >= threshold) == dead.get(row[0]))
                .count();
        return (double) right / dead.size();
    }

    private static List<String[]> cells(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .map(line -> line.replace("\"", "").split(",", -1))
                .toList();
    }

    @Test
    void shouldFailAChallengerThatIsClearlyWorse() {
        Project project = Project.of(folder);
        assertThat(gxp("run", project.spec()).exit()).isZero();
        project.edit(
                "gxp.yaml",
                text -> text.replaceAll("features: .*", "features: [mgus]")
                        .replaceAll(
                                "(?s)  qualityGates:\n.*?\nregister:",
                                "  qualityGates:\n    - {metric: roc_auc, against: champion, min: -0.02}\n\nregister:")
                        .replaceAll("(?s)\nmonitor:.*?\nevidence:", "\nevidence:"));

        Cli.Outcome trained = gxp("train", project.spec());
        Cli.Outcome run = gxp("validate", project.spec());

        assertThat(trained.exit()).as(trained.out() + trained.err()).isZero();
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
    }

    @Test
    void shouldJudgeWhatHasChangedSinceTheRelease() throws IOException {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        monitoring("    - {metric: DI, facet: each, against: baseline, within: 5, on: value}\n"
                                + "    - {metric: recall, against: baseline, min: -1}\n"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("sex=F against baseline", "age>75 against baseline");
        assertThat(project.read(1, "baseline.json")).contains("\"measured\"", "\"DI\"");
        assertThat(gxp("verify", project.bundle(1).toString()).exit()).isZero();
    }

    @Test
    void shouldWaitWithAnExperimentUntilItIsComplete() throws IOException {
        Project project = Project.of(folder)
                .edit("gxp.yaml", monitoring("    - {metric: ab_difference, min: -0.2}\n"))
                .edit(
                        "gxp.yaml",
                        text -> text.replace(
                                "  minimumRows: 200\n",
                                "  minimumRows: 200\n  experiment: {path: data/trial.csv, arm: {column: arm, control: usual,"
                                        + " treatment: model}, outcome: {column: found, positive: 1}, sampleSize: 300}\n"))
                .write("data/trial.csv", createTrial(299));

        Cli.Outcome early = gxp("run", project.spec());
        assertThat(early.exit()).as(early.out() + early.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(early.out()).contains("a look before the end would turn chance into a finding");
        assertThat(project.read(1, "metrics/monitor-experiment.json")).doesNotContain("\"positives\"");

        project.write("data/trial.csv", createTrial(300));
        Cli.Outcome complete = gxp("run", project.spec());
        assertThat(complete.exit()).as(complete.out() + complete.err()).isZero();
        assertThat(project.read(2, "experiment.json")).contains("\"sampleSize\" : 300", "\"sha256\"");
        assertThat(gxp("verify", project.bundle(2).toString()).exit()).isZero();
    }

    private static String createTrial(int rows) {
        StringBuilder trial = new StringBuilder("arm,found\n");
        for (int i = 0; i < rows; i++) {
            trial.append("usual," + (i % 3 == 0 ? 1 : 0) + "\nmodel," + (i % 3 == 0 ? 1 : 0) + "\n");
        }
        return trial.toString();
    }
}
