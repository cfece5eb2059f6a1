// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gxp verify --data} on the bundle of a run: as it was, changed, and elsewhere. */
class VerifyDataTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldCompareTheDataOfARun() throws IOException {
        Project project = Project.of(folder.resolve("project"));
        assertThat(gxp("run", project.spec()).exit()).isZero();
        String bundle = project.bundle(1).toString();
        String here = project.folder().toString();

        assertThat(gxp("verify", bundle).out()).doesNotContain("  data: ");
        Cli.Outcome good = gxp("verify", bundle, "--data", here);
        assertThat(good.exit()).as(good.out()).isZero();
        assertThat(good.out()).contains("ok      data: 5 of 5 files that the bundle names found and equal");

        Path table = project.folder().resolve("data/validation.csv");
        String recorded = Sha256.of(table);
        Files.writeString(table, Files.readString(table) + "\n");
        Cli.Outcome changed = gxp("verify", bundle, "--data", here, "--format", "json");
        assertThat(changed.exit()).isEqualTo(ExitCode.FAIL);
        JsonNode checks = Json.read(changed.out().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .path("checks");
        JsonNode data = checks.get(checks.size() - 1);
        assertThat(data.path("name").asText()).isEqualTo("data");
        assertThat(data.path("status").asText()).isEqualTo("FAILED");
        assertThat(data.path("message").asText())
                .startsWith("4 of 5 files that the bundle names found and equal; table validation"
                        + " (data/validation.csv) is another file than in the run")
                .contains(recorded, Sha256.of(table));

        Files.move(project.folder().resolve("data"), folder.resolve("data"));
        Cli.Outcome elsewhere = gxp(
                "verify",
                bundle,
                "--data",
                here,
                "--data",
                folder.resolve("data").toString());
        assertThat(elsewhere.out())
                .contains("FAILED  data: 4 of 5 files")
                .contains("table validation (data/validation.csv) is missing")
                .contains("NOT VERIFIED");
    }

    @Test
    void shouldRefuseAFolderThatIsNotThere() throws IOException {
        Path bundle = Files.writeString(folder.resolve("x-1.zip"), "no zip");

        Cli.Outcome outcome = gxp("verify", bundle.toString(), "--data", "nowhere");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("there is no folder nowhere with data: check --data");
        assertThat(gxp("verify", bundle.toString(), "--data", folder.toString()).out())
                .contains("FAILED  data: not looked at, because the bundle is not to be believed");
    }

    private Cli.Outcome gxp(String... arguments) {
        return new Cli(home).run(arguments);
    }
}
