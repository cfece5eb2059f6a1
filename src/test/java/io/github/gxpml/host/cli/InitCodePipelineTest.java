// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCodePipelineTest {
    private static final Path EXAMPLE = Path.of("examples/flc-mortality");

    @TempDir
    Path folder;

    @Test
    void shouldWriteATemplateForTheSpecThatIsThere() throws Exception {
        Files.copy(EXAMPLE.resolve("gxp.yaml"), folder.resolve("gxp.yaml"));

        Cli.Outcome outcome = init("--codepipeline");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("wrote").contains("codepipeline.yaml");
        assertThat(folder.resolve("codepipeline.yaml"))
                .content()
                .contains("Default: flc-mortality\n")
                .contains("Stage: monitor")
                .doesNotContain("Name: Approve")
                .doesNotContain("#?")
                .doesNotContain("@model@");
        assertThat(folder.resolve("Jenkinsfile")).doesNotExist();
    }

    @Test
    void shouldWriteSpecAndTemplateForDataThatIsThere() throws Exception {
        Path data = Files.copy(EXAMPLE.resolve("data/validation.csv"), folder.resolve("data.csv"));

        Cli.Outcome outcome = init(data.toString(), "--codepipeline");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(folder.resolve("gxp.yaml")).exists();
        assertThat(folder.resolve("codepipeline.yaml")).content().contains("Default: model-data\n");
        assertThat(folder.resolve("Jenkinsfile")).doesNotExist();
        assertThat(outcome.err()).contains("correct what was guessed");
    }

    @Test
    void shouldOverwriteNoTemplate() throws Exception {
        Files.copy(EXAMPLE.resolve("gxp.yaml"), folder.resolve("gxp.yaml"));
        Files.writeString(folder.resolve("codepipeline.yaml"), "mine");

        Cli.Outcome outcome = init("--codepipeline");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("exists already and is not overwritten");
        assertThat(folder.resolve("codepipeline.yaml")).hasContent("mine");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(init("--codepipeline"))
                .returns(ExitCode.USAGE, Cli.Outcome::exit)
                .satisfies(outcome ->
                        assertThat(outcome.err()).contains("there is no").contains("gxp.yaml"));
        assertThat(init())
                .returns(ExitCode.USAGE, Cli.Outcome::exit)
                .satisfies(outcome -> assertThat(outcome.err()).contains("name a CSV file"));
    }

    @Test
    void shouldWriteNoTemplateForASpecWithProblems() throws Exception {
        Files.writeString(folder.resolve("gxp.yaml"), "gxp: 1\n");

        assertThat(init("--codepipeline").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("codepipeline.yaml")).doesNotExist();
    }

    private Cli.Outcome init(String... arguments) {
        var line = new ArrayList<String>();
        line.add("init");
        line.addAll(List.of(arguments));
        line.add("--into");
        line.add(folder.toString());
        return new Cli(folder.resolve("home")).run(line.toArray(String[]::new));
    }
}
