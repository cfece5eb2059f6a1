// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.host.codepipeline.GxpActionType;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.CodePipelineStandIn;
import io.github.gxpml.standin.Faults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerRegisterCommandTest {
    @TempDir
    Path home;

    @Test
    void shouldPrintWhatTheAwsCommandLineTakes() throws Exception {
        Cli.Outcome outcome = run(
                "worker",
                "register",
                "--dry-run",
                "--category",
                "Build",
                "--version",
                "2",
                "--executions-url",
                "https://jenkins.example.org/{ExternalExecutionId}");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        JsonNode request = Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(request.path("category").asText()).isEqualTo("Build");
        assertThat(request.path("provider").asText()).isEqualTo("GxP");
        assertThat(request.path("version").asText()).isEqualTo("2");
        assertThat(request.at("/settings/executionUrlTemplate").asText())
                .isEqualTo("https://jenkins.example.org/{ExternalExecutionId}");
        assertThat(request.path("configurationProperties").findValuesAsText("name"))
                .containsExactly(
                        "Queue",
                        "Stage",
                        "Config",
                        "Source",
                        "Bundle",
                        "Model",
                        "ApprovalAction",
                        "QualityGates",
                        "Parameters");
    }

    @ParameterizedTest
    @CsvSource({
        "--category,Source,name one of Build",
        "--provider,G x P,the provider",
        "--version,'',the version",
        "--executions-url,ftp://x,https://"
    })
    void shouldRefuseWhatCodePipelineWouldRefuse(String option, String value, String words) {
        Cli.Outcome outcome = run("worker", "register", "--dry-run", option, value);

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(words);
    }

    @Test
    void shouldRegisterOnceAndSayWhatComesNext() {
        try (var service = CodePipelineStandIn.start()) {
            Cli.Outcome made = register(service);
            assertThat(made.exit()).as(made.err()).isZero();
            assertThat(made.out()).isEqualTo("registered  Test action type GxP, version 1\n");
            assertThat(made.err()).contains("Next: `gxp init --codepipeline`");

            Cli.Outcome again = register(service);
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.out()).contains("is registered already, as it is here; nothing was changed");
            assertThat(service.calls("CreateCustomActionType")).hasSize(1);
        }
    }

    @Test
    void shouldNotTakeAnotherTypeOfTheSameNameForItsOwn() {
        try (var service = CodePipelineStandIn.start()) {
            service.defineActionType(
                    GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION),
                    GxpActionType.QUEUE,
                    List.of());

            assertRefused(register(service), "is there and says something else: register it with another version");

            assertThat(register(service, "--version", "2").exit()).isZero();
        }
    }

    @Test
    void shouldSayWhatAPolicyMustAllow() {
        try (var service = CodePipelineStandIn.start()) {
            service.faults().deny("CreateCustomActionType", Faults.ALWAYS);

            assertRefused(
                    register(service), "allow codepipeline:ListActionTypes and codepipeline:CreateCustomActionType");
        }
    }

    @Test
    void shouldSayThatTheRegionIsNotKnown() {
        assertRefused(run("worker", "register"), "AWS_REGION");
    }

    private static void assertRefused(Cli.Outcome outcome, String words) {
        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("gxp: ").contains(words).hasLineCount(1);
    }

    private Cli.Outcome register(CodePipelineStandIn service, String... more) {
        var cli = new Cli(home);
        service.environment().forEach(cli::with);
        List<String> call = new ArrayList<>(List.of("worker", "register"));
        call.addAll(List.of(more));
        return cli.run(call.toArray(String[]::new));
    }

    @Test
    void shouldShowItsCommandsToWhoNamesNone() {
        Cli.Outcome outcome = run("worker");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("Usage: gxp worker").contains("register");
    }

    private Cli.Outcome run(String... arguments) {
        return new Cli(home).run(arguments);
    }
}
