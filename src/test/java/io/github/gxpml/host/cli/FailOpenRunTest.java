// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to fail open that are about runs and commands; all sixteen are listed at {@code FailOpenCatalogueTest}. */
class FailOpenRunTest {
    private static final String BRIER = "    - {metric: brier, table: validation, max: 0.11}\n";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private Cli.Outcome gxp(String... arguments) {
        return new Cli(home).run(arguments);
    }

    private Project withGate(String gate) {
        return Project.of(folder).edit("gxp.yaml", text -> text.replace(BRIER, "    - {" + gate + "}\n"));
    }

    private void verifies(Project project) {
        Cli.Outcome verified = gxp("verify", project.bundle(1).toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    private static List<String> gates(Project project) throws IOException {
        JsonNode verdicts =
                Json.read(project.read(1, "verdicts.json").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        List<String> gates = new ArrayList<>();
        verdicts.findValues("verdict").forEach(verdict -> gates.add(verdict.asText()));
        return gates;
    }

    /** 1. */
    @Test
    void shouldRefuseAGateWithoutALimit() {
        Project project = withGate("metric: brier, table: validation");

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("a gate without a limit can never fail");
        assertThat(project.bundles()).isEmpty();
    }

    /** 2. */
    @Test
    void shouldNotSkipALimitOfZero() {
        Project project = withGate("metric: brier, table: validation, max: 0, on: value");

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).containsPattern("FAIL +brier").contains("is above 0");
    }

    /** 3: no version, no baseline, nothing to monitor, and the evidence says so. */
    @Test
    void shouldStopAtAFailedGate() throws IOException {
        Project project = withGate("metric: brier, table: validation, max: 0.001");

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).doesNotContain("register").doesNotContain("ACTIVE");
        assertThat(folder.resolve(".gxp/baselines")).doesNotExist();
        assertThat(project.read(1, "bundle.json")).contains("\"state\" : \"BLOCKED\"");
        verifies(project);
        for (String stage : List.of("register", "monitor")) {
            Cli.Outcome next = gxp(stage, project.spec());
            assertThat(next.exit()).as(stage + next.out() + next.err()).isEqualTo(ExitCode.ERROR);
        }
    }

    /** 4: neither as the table of now nor as that of then. */
    @Test
    void shouldNotTakeAnEmptyTableForNoDrift() throws IOException {
        Path full = Files.writeString(folder.resolve("full.csv"), "x,c\n" + "1,a\n2,b\n".repeat(20));
        Path empty = Files.writeString(folder.resolve("empty.csv"), "x,c\n");
        for (List<Path> pair : List.of(List.of(full, empty), List.of(empty, full), List.of(empty, empty))) {
            Cli.Outcome drift = gxp(
                    "drift",
                    "--baseline",
                    pair.get(0).toString(),
                    "--current",
                    pair.get(1).toString());
            assertThat(drift.exit()).isEqualTo(ExitCode.ERROR);
            assertThat(drift.out()).isEmpty();
            assertThat(drift.err()).contains("no rows");
        }
    }

    /** 5. */
    @Test
    void shouldNotCallAGroupWithoutPositivesFair() {
        Project project = Project.of(folder)
                .edit("data/validation.csv", text -> text.replaceAll("(?m)^([^,]+,[^,]+,[^,]+,F,.*),1$", "$1,0"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isIn(ExitCode.FAIL, ExitCode.UNDECIDED);
        assertThat(run.out())
                .containsPattern("UNDECIDED +RD +validation +sex=F")
                .contains("there are no positive labels among sex=F");
        verifies(project);
    }

    /** 8: the gates after one that fails, and after one that has no number, are judged as well. */
    @Test
    void shouldJudgeEveryGateWhateverTheOthersSay() throws IOException {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceFirst(
                                "  qualityGates:\n",
                                "  qualityGates:\n    - {metric: accuracy, table: validation, min: 0.999}\n"
                                        + "    - {metric: roc_auc, against: champion, min: -0.5}\n"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).containsPattern("FAIL +accuracy").containsPattern("UNDECIDED +roc_auc");
        assertThat(run.out()).containsPattern("PASS +DPPL +validation +sex=F");
        assertThat(gates(project)).contains("FAIL", "UNDECIDED", "PASS");
        verifies(project);
    }

    /** 13: every share and mean of the counts that stand beside it. */
    @Test
    void shouldNotPrintNumbersThatTheConfusionMatrixContradicts() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.csv"),
                "y,s,p\n" + "1,0.8,1\n".repeat(30) + "1,0.3,0\n".repeat(10) + "0,0.7,1\n".repeat(5)
                        + "0,0.2,0\n".repeat(55));

        Cli.Outcome call = gxp(
                "metrics",
                "--data",
                file.toString(),
                "--label",
                "y",
                "--positive",
                "1",
                "--prediction",
                "p",
                "--score",
                "s",
                "--format",
                "json");

        assertThat(call.exit()).as(call.err()).isZero();
        JsonNode metrics = Json.read(call.out().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .get("metrics");
        value(metrics, "accuracy", 0.85);
        value(metrics, "recall", 0.75);
        value(metrics, "specificity", 55.0 / 60);
        value(metrics, "precision", 30.0 / 35);
        value(metrics, "f1", 60.0 / 75);
        value(metrics, "brier", (30 * 0.04 + 10 * 0.49 + 5 * 0.49 + 55 * 0.04) / 100);
        value(metrics, "roc_auc", (30 * 60 + 10 * 55) / (40.0 * 60));
        metrics.forEach(metric -> assertThat(metric.path("value").asDouble(1) == 0
                        && metric.at("/interval/0").asDouble(1) == 0
                        && metric.at("/interval/1").asDouble(1) == 0)
                .as(metric.toString())
                .isFalse());
    }

    private static void value(JsonNode metrics, String id, double expected) {
        JsonNode metric = metrics.get(id);
        assertThat(metric.get("value").asDouble()).as(id).isCloseTo(expected, within(1e-9));
        assertThat(metric.at("/interval/0").asDouble()).as(id).isLessThan(expected);
        assertThat(metric.at("/interval/1").asDouble()).as(id).isGreaterThan(expected);
    }

    /** 16. */
    @Test
    void shouldTellDriftFromACrash() throws IOException {
        Project project = Project.of(folder);
        for (String stage : List.of("train", "validate", "register")) {
            assertThat(gxp(stage, project.spec()).exit()).as(stage).isZero();
        }
        String live = Files.readString(folder.resolve("data/live.csv"));
        project.write("data/live.csv", live.replaceAll("(?m)^([^,]+,[^,]+),\\d+", "$1,41"));
        Cli.Outcome drifted = gxp("monitor", project.spec());
        project.write("data/live.csv", live.substring(0, live.length() / 2) + "\"");
        Cli.Outcome crashed = gxp("monitor", project.spec());
        project.write("data/live.csv", live.substring(0, live.indexOf('\n') + 1));
        Cli.Outcome empty = gxp("monitor", project.spec());

        assertThat(drifted.exit()).as(drifted.out() + drifted.err()).isEqualTo(ExitCode.FAIL);
        assertThat(drifted.out()).containsPattern("FAIL +psi");
        assertThat(List.of(crashed.exit(), empty.exit()))
                .as(crashed.out() + crashed.err() + empty.out() + empty.err())
                .containsOnly(ExitCode.ERROR);
        assertThat(crashed.err() + empty.err()).contains("live").doesNotContain("\tat ");
    }
}
