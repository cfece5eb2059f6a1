// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentCommandTest {
    @TempDir
    Path folder;

    private String trial;

    @BeforeEach
    void writeTrial() throws Exception {
        trial = Files.writeString(
                        folder.resolve("trial.csv"), "arm,found\nusual,0\nusual,1\nmodel,1\nmodel,1\nother,0\n")
                .toString();
    }

    private Cli.Outcome gxp(String... arguments) {
        return new Cli(folder).run(arguments);
    }

    private Cli.Outcome experiment(String arm, String size) {
        return gxp(
                "experiment",
                "--data",
                trial,
                "--arm",
                arm,
                "--outcome",
                "found",
                "--positive",
                "1",
                "--sample-size",
                size,
                "--format",
                "json");
    }

    private static JsonNode difference(Cli.Outcome outcome) throws Exception {
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .get("metrics")
                .get("ab_difference");
    }

    @Test
    void shouldCompareTheArmsOfACompleteExperiment() throws Exception {
        JsonNode result = difference(experiment("arm=usual,model", "2"));
        assertThat(result.get("value").doubleValue()).isEqualTo(0.5);
        assertThat(result.get("n").longValue()).isEqualTo(4);
        assertThat(result.get("detail").textValue()).contains("left out: 1 of neither arm");
    }

    @Test
    void shouldRefuseAnEarlyLook() throws Exception {
        JsonNode result = difference(experiment("arm=usual,model", "3"));
        assertThat(result.get("status").textValue()).isEqualTo("undefined");
        assertThat(result.get("value").isNull()).isTrue();
        assertThat(result.get("reason").textValue()).contains("a look before the end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arm=usual|2|two different values",
                "arm=usual,usual|2|two different values",
                "arm>3|2|two different values",
                "gone=usual,model|2|has no column `gone`",
                "arm=usual,model|1|at least 2 rows"
            })
    void shouldRefuseAPlanThatMakesNoSense(String arm, String size, String message) {
        Cli.Outcome outcome = experiment(arm, size);
        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void shouldPlanASize() {
        assertThat(gxp("samplesize", "--control", "0.10", "--treatment", "0.15").out())
                .isEqualTo("686 rows in each arm, 1372 in all (power 0.8, level 0.95)\n");
        assertThat(gxp("samplesize", "--deviation", "10", "--difference", "5", "--format", "json")
                        .out())
                .contains("\"rowsPerArm\" : 64");
    }

    @ParameterizedTest
    @CsvSource({
        "--control, 0.1, --deviation, 3",
        "--control, 0.1, --treatment, 0.1",
        "--control, 0.1, --treatment, 1.1",
        "--deviation, 0, --difference, 1",
        "--deviation, 1, --difference, 0",
        "--deviation, 1, --difference, NaN"
    })
    void shouldRefuseWhatNoSizeCanTellApart(String a, String b, String c, String d) {
        assertThat(gxp("samplesize", a, b, c, d).exit()).isEqualTo(ExitCode.USAGE);
    }
}
