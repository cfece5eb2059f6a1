// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldRunTheExampleToAVerifiedBundle() {
        Project project = Project.of(folder);

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("2 trainings, bit-identical")
                .contains("PENDING -> ACTIVE")
                .contains("run 1 of flc-mortality is complete")
                .doesNotContain("\u001b");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldRecordWhatWasTrainedOnWhat() throws IOException {
        Project project = Project.of(folder);
        assertThat(cli().run("train", project.spec()).exit()).isZero();

        assertThat(project.read(1, "lineage.json"))
                .contains("\"positives\" : 563")
                .contains("\"rows\" : 4554")
                .contains("\"seed\" : 42")
                .contains("9e4d31699735c06873a416689e8bbbf3eebbcd60ccf2f46be3e8c6fe171b98a1");
        assertThat(project.read(1, "report.html")).contains("563").contains("Ann Author");
    }

    @Test
    void shouldPrintOneJsonDocument() throws IOException {
        Project project = Project.of(folder);

        Cli.Outcome run = cli().run("run", project.spec(), "--format", "json");

        JsonNode document = Json.read(run.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(document.path("exit").asInt(-1)).isZero();
        assertThat(document.path("verdict").asText()).isEqualTo("PASS");
        assertThat(document.path("version").asInt()).isEqualTo(1);
        assertThat(document.path("gates")).hasSizeGreaterThan(20);
        assertThat(document.findValuesAsText("id")).contains("validate/recall/validation");
        assertThat(document.path("bundle").path("path").asText())
                .isEqualTo(project.bundle(1).toString());
    }

    @Test
    void shouldFailOnALimitThatIsNotMet() throws IOException {
        Project project = Project.of(folder).edit("gxp.yaml", text -> text.replace("min: 0.60", "min: 0.99"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(run.out())
                .contains("FAIL")
                .contains("recall")
                .contains(">= 0.99")
                .doesNotContain("register");
        assertThat(project.read(1, "verdicts.json")).contains("\"verdict\" : \"FAIL\"");
        assertThat(project.read(1, "bundle.json")).contains("\"state\" : \"BLOCKED\"");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldBeUndecidedWhereAFacetHasNoRows() {
        Project project = Project.of(folder)
                .edit("data/validation.csv", text -> text.replaceAll("(?m)^[^,]+,[^,]+,[^,]+,F,.*\n", ""));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).contains("UNDECIDED").contains("sex=F").doesNotContain("FAIL ");
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldBeUndecidedWithoutGates() {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll(
                                "(?s)validate:.*?\nregister:", "validate:\n  qualityGates: []\n\nregister:"));

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.out()).doesNotContain("ACTIVE");
    }

    @Test
    void shouldGoStageByStageAndGiveTheNextRunTheNextNumber() {
        Project project = Project.of(folder);

        for (String stage : new String[] {"train", "validate", "register", "monitor"}) {
            Cli.Outcome outcome = cli().run(stage, project.spec());
            assertThat(outcome.exit()).as(stage + outcome.out() + outcome.err()).isZero();
        }
        assertVerified(project.bundle(1));

        Cli.Outcome again = cli().run("monitor", project.spec());
        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("run 2 of flc-mortality is complete").contains("version 1 on live");
        assertVerified(project.bundle(2));

        String document =
                cli().run("monitor", project.spec(), "--format", "json").out();
        assertThat(document).contains("\"run\" : 3").contains("\"version\" : 1,");
    }

    @Test
    void shouldRefuseAStageOutOfOrder() {
        Project project = Project.of(folder);

        Cli.Outcome early = cli().run("validate", project.spec());
        assertThat(early.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(early.err()).contains("there is nothing to validate: run `gxp train` first");

        cli().run("train", project.spec());
        Cli.Outcome skipping = cli().run("register", project.spec());
        assertThat(skipping.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(skipping.err()).contains("cannot go on with register");
    }

    @Test
    void shouldRefuseToGoOnWithAnotherSpec() {
        Project project = Project.of(folder);
        cli().run("train", project.spec());
        project.edit("gxp.yaml", text -> text.replace("min: 0.60", "min: 0.10"));

        Cli.Outcome outcome = cli().run("validate", project.spec());

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("has changed since run 1 started");
    }

    private void assertVerified(Path bundle) {
        Cli.Outcome verify = cli().run("verify", bundle.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private Cli cli() {
        return new Cli(home);
    }
}
