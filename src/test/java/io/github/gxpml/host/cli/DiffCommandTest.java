// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldTellWhatChangedBetweenTwoRuns() throws IOException {
        Project project = Project.of(folder);
        assertThat(cli().run("run", project.spec()).exit()).isZero();
        project.edit(
                "gxp.yaml",
                text -> text.replace("  seed: 42\n", "  seed: 43\n  hyperparameters: {epochs: 7}\n")
                        .replace(
                                "metric: recall, table: validation, min: 0.60",
                                "metric: recall, table: validation, min: 0.50"));
        String removed = Files.readString(folder.resolve("data/live.csv"))
                .lines()
                .reduce((a, b) -> b)
                .orElseThrow();
        project.edit("data/live.csv", text -> text.replace(removed + "\n", ""));
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        assertThat(cli().run("validate", project.spec()).exit()).isZero();

        String first = project.bundle(1).toString();
        String second = project.bundle(2).toString();
        Cli.Outcome diff = cli().run("diff", first, second);
        JsonNode json = Json.read(
                cli().run("diff", first, second, "--format", "json").out().getBytes(StandardCharsets.UTF_8),
                JsonNode.class);
        Cli.Outcome same = cli().run("diff", first, first);

        assertThat(diff.exit()).as(diff.out() + diff.err()).isZero();
        assertThat(diff.out())
                .startsWith("flc-mortality-1 -> flc-mortality-2 (read, not verified)\n")
                .contains(
                        "  live rows: 644 -> 643\n", "  live keys: ", "hyperparameters  2 of ", "  epochs: ", " -> 7\n")
                .contains("  seed: 42 -> 43\n", "environment      the same\n", "model            2 of 3 differ\n")
                .contains(
                        "  validate/recall/validation: >= 0.60 on interval, FAILURE -> >= 0.50 on interval, FAILURE\n")
                .contains("  monitor/roc_auc/live: 0.859 [0.807, 0.911] PASS -> (none)\n");
        assertThat(json.path("sections")).hasSize(8);
        assertThat(json.path("sections").get(2).path("changes"))
                .anySatisfy(change -> assertThat(change.path("what").asText()).isEqualTo("epochs"));
        assertThat(same.out().lines().skip(1)).allMatch(line -> line.matches("[a-z]+ +(the same|nothing on record)"));
        assertThat(project.read(2, "lineage.json")).contains("\"given\" : [\n      \"epochs\"");
        assertThat(Json.read(project.read(2, "lineage.json").getBytes(StandardCharsets.UTF_8), JsonNode.class)
                        .path("hyperparameters")
                        .path("before")
                        .path("version")
                        .asInt())
                .as("compared with the version in use")
                .isEqualTo(1);
        assertThat(project.read(2, "report.html")).contains("2 differ from version 1");
    }

    @Test
    void shouldRefuseWhatIsNoBundle() throws IOException {
        Path text = Files.writeString(folder.resolve("x.zip"), "no zip");

        assertThat(cli().run("diff", text.toString(), text.toString()).exit()).isEqualTo(ExitCode.ERROR);
        assertThat(cli().run("diff", text.toString(), text.toString()).err()).contains("cannot be read as a bundle");
        assertThat(cli().run("diff", "none.zip", text.toString()).exit()).isEqualTo(ExitCode.USAGE);
    }

    private Cli cli() {
        return new Cli(home);
    }
}
