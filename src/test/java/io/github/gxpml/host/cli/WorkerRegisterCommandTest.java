// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    void shouldShowItsCommandsToWhoNamesNone() {
        Cli.Outcome outcome = run("worker");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("Usage: gxp worker").contains("register");
    }

    private Cli.Outcome run(String... arguments) {
        return new Cli(home).run(arguments);
    }
}
