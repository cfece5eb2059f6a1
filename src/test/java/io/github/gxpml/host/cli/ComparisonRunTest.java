// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
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
