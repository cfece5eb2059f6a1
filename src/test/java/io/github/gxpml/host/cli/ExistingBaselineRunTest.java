// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitoring by the documents of a baseline that Model Monitor keeps. */
class ExistingBaselineRunTest {
    private static final String COLUMNS = "age,creatinine,kappa,lambda,mgus";

    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private Cli.Outcome gxp(String... arguments) {
        return new Cli(home).run(arguments);
    }

    @Test
    void shouldCountWhatDataFromUseViolates() throws Exception {
        Project project = project();

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out()).contains("constraint_violations");
        // live data has a column sample_yr that the baseline was made without
        assertThat(project.read(1, "constraint_violations.json"))
                .contains("\"feature_name\" : \"sample_yr\"", "\"extra_column_check\"");
        assertThat(project.read(1, "metrics/constraints-monitor-live.json"))
                .contains("\"constraints\"", "\"apart\"", "\"contents\"");
        assertThat(project.read(1, "audit.jsonl")).contains("constraints.used", "statistics.used");
        Cli.Outcome verified = gxp("verify", project.bundle(1).toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    @Test
    void shouldPassWhatTheConstraintsAllow() throws Exception {
        Project project = project()
                .edit(
                        "baseline/constraints.json",
                        text -> text.replace("\"comparison_threshold\" : 0.1", "\"comparison_threshold\" : 0.5")
                                .replaceAll("\"completeness\" : 0\\.8[0-9]+", "\"completeness\" : 0.5"))
                .edit(
                        "gxp.yaml",
                        text -> text.replace("constraint_violations, max: 0", "constraint_violations, max: 1"));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
    }

    @Test
    void shouldBeUndecidedWithoutStatistics() throws Exception {
        Project project =
                project().edit("gxp.yaml", text -> text.replace("  statistics: baseline/statistics.json\n", ""));

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("no statistics of the baseline are given");
    }

    @Test
    void shouldNotGoOnWithADocumentThatCannotBeUsed() throws Exception {
        Project project = project().write("baseline/constraints.json", "{\"features\": 1}");

        Cli.Outcome run = gxp("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("features is 1, it must be a list");
    }

    private Project project() throws Exception {
        Project project = Project.of(folder).edit("gxp.yaml", monitored());
        Cli.Outcome baseline = gxp(
                "baseline",
                "--data",
                folder.resolve("data/train.csv").toString(),
                "--columns",
                COLUMNS,
                "--statistics",
                folder.resolve("baseline/statistics.json").toString(),
                "--constraints",
                folder.resolve("baseline/constraints.json").toString());
        assertThat(baseline.exit()).as(baseline.err()).isZero();
        return project;
    }

    private static UnaryOperator<String> monitored() {
        return text -> text.replace(
                "  minimumRows: 200\n  qualityGates:\n",
                "  minimumRows: 200\n  constraints: baseline/constraints.json\n"
                        + "  statistics: baseline/statistics.json\n  qualityGates:\n"
                        + "    - {metric: constraint_violations, max: 0}\n");
    }
}
