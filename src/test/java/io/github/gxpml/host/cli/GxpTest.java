// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GxpTest {
    @TempDir
    Path folder;

    @Test
    void shouldShowHelpToWhoCallsItWithoutACommand() {
        Cli.Outcome outcome = cli().run();

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("Usage: gxp").contains("verify").contains("UNDECIDED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "lint",
                "schema",
                "run",
                "train",
                "validate",
                "register",
                "monitor",
                "metrics",
                "bias",
                "drift",
                "approve",
                "verify",
                "diff",
                "worker",
                "version"
            })
    void shouldHaveHelpForEveryCommand(String command) {
        Cli.Outcome outcome = cli().run(command, "--help");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("Usage: gxp " + command).contains("--help");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void shouldSuggestTheCommandThatWasMeant() {
        Cli.Outcome outcome = cli().run("verfiy");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("verify").contains("gxp --help");
    }

    @Test
    void shouldRefuseASpecThatIsNotThereAndABundleThatIsNotThere() {
        for (String command : new String[] {"lint", "run", "approve", "verify"}) {
            Cli.Outcome outcome = cli().run(command, folder.resolve("nothing").toString());

            assertThat(outcome.exit()).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).startsWith("gxp: ").contains("there is no");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "run,nothing,json",
        "lint,nothing,JSON",
        "verify,nothing,json",
        "run,gxp.yaml,json",
        "validate,--no-such-option,json"
    })
    void shouldPrintOneJsonDocumentAlsoWhereNothingCouldBeDone(String command, String file, String format)
            throws Exception {
        Files.writeString(folder.resolve("gxp.yaml"), "gxp: 2\n");
        String path = file.startsWith("-") ? file : folder.resolve(file).toString();

        Cli.Outcome outcome = cli().run(command, path, "--format", format);

        var document = Json.read(outcome.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(document.path("exit").asInt()).isEqualTo(ExitCode.USAGE);
        assertThat(document.path("error").path("message").asText()).isNotBlank();
        assertThat(document.path("error").path("problems").isEmpty()).isEqualTo(!file.equals("gxp.yaml"));
        assertThat(outcome.err()).contains("gxp: ");
    }

    @Test
    void shouldPrintEveryProblemOfASpec() throws Exception {
        Path spec = Files.writeString(folder.resolve("gxp.yaml"), "gxp: 1\nmodle: {}\n");

        Cli.Outcome text = cli().run("lint", spec.toString());
        Cli.Outcome json = cli().run("lint", spec.toString(), "--format", "json");

        assertThat(text.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(text.out()).contains("gxp.yaml:2:1: unknown key `modle` - did you mean `model`?");
        assertThat(json.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(json.out()).contains("\"valid\" : false").contains("\"line\" : 2");
    }

    @Test
    void shouldWriteAStarterThatHasNoProblemsAndOverwriteNothing() throws Exception {
        Path data = Files.copy(Path.of("examples/flc-mortality/data/validation.csv"), folder.resolve("data.csv"));

        Cli.Outcome init = cli().run("init", data.toString(), "--into", folder.toString());
        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(cli().run("lint", folder.resolve("gxp.yaml").toString()).exit())
                .isZero();

        Cli.Outcome again = cli().run("init", data.toString(), "--into", folder.toString());
        assertThat(again.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(again.err()).contains("gxp.yaml");
    }

    @Test
    void shouldMakeTextFromOutsideSafeToPrint() {
        assertThat(Terminal.clean("a\u001b[31mb\u202ec\nd")).isEqualTo("a?[31mb?c?d");
    }

    @Test
    void shouldColourOnlyWhereAPersonLooks() {
        var terminal = new Terminal(System.out, System.err, true, true);

        assertThat(terminal.paint(Terminal.Style.BAD, "FAIL")).isEqualTo("\u001b[31;1mFAIL\u001b[0m");
        assertThat(cli().run("version").out()).doesNotContain("\u001b");
    }

    @Test
    void shouldNotEndWithTheCodeOfAFindingWhenJavaFails() {
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);

        int code = Gxp.guarded(terminal, () -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThat(code).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("gxp: out of memory")
                .contains("GXP_JAVA_OPTS");
    }

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }
}
