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
import java.util.Base64;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where stages were called from, in real runs. */
class OriginRunTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void shouldKeepTheOriginOfEachStageAndShowItEscaped() throws IOException {
        Project project = Project.of(folder);
        Cli.Outcome train = from("{\"build\": \"https://ci.example.org/5/?<script>\", \"number\": 5, \"load\": 0.5,"
                        + " \"causes\": [\"Started by user <b>Jane</b>\"], \"replayOf\": 4, \"pipelineSha256\": \"ab\","
                        + " \"replayOfPipelineSha256\": \"cd\"}")
                .run("train", project.spec());
        assertThat(train.exit()).as(train.err()).isZero();
        Cli.Outcome validate = from("{\"number\": 6, \"replayOf\": 5}").run("validate", project.spec());
        assertThat(validate.exit()).as(validate.err()).isZero();
        assertThat(new Cli(home).run("register", project.spec()).exit()).isZero();

        JsonNode stages = json(project.read(1, "origin.json")).path("stages");
        assertThat(stages).hasSize(2);
        assertThat(stages.at("/0/stage").asText()).isEqualTo("train");
        assertThat(stages.at("/0/origin/causes/0").asText()).isEqualTo("Started by user <b>Jane</b>");
        assertThat(stages.at("/0/origin/number").isIntegralNumber()).isTrue();
        assertThat(stages.at("/1/stage").asText()).isEqualTo("validate");
        assertThat(stages.at("/1/origin/number").asInt()).isEqualTo(6);
        assertThat(project.read(1, "report.html"))
                .contains("replayed from build 4, its pipeline was edited")
                .contains("replayed from build 5, whether its pipeline was edited is unknown")
                .contains("https://ci.example.org/5/?&lt;script&gt;")
                .contains("Started by user &lt;b&gt;Jane&lt;/b&gt;")
                .doesNotContain("<script>")
                .doesNotContain("<b>Jane");
        assertThat(provenance(project)
                        .at("/predicate/buildDefinition/internalParameters/origin/number")
                        .asInt())
                .isEqualTo(5);
        Cli.Outcome verify = new Cli(home).run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out()).isZero();
    }

    @Test
    void shouldKeepNoOriginWhereNoneIsSaid() throws IOException {
        Project project = Project.of(folder);

        assertThat(new Cli(home)
                        .with(OriginFile.VARIABLE, "")
                        .run("train", project.spec())
                        .exit())
                .isZero();

        assertThat(Forgery.bag(project).has("origin.json")).isFalse();
    }

    @Test
    void shouldKeepTheSpecAsItRanAndWhetherItWasCommitted() throws IOException, GitAPIException {
        Project project = Project.of(folder);
        String commit;
        try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
            git.add().addFilepattern(".").call();
            commit = git.commit()
                    .setSign(false)
                    .setAuthor("Ann", "ann@example.org")
                    .setCommitter("Ann", "ann@example.org")
                    .setMessage("all")
                    .call()
                    .getName();
        }
        project.edit("gxp.yaml", text -> text + "# edited\n");

        assertThat(new Cli(home).run("train", project.spec()).exit()).isZero();

        String spec = project.read(1, "spec/gxp.yaml");
        assertThat(spec).isEqualTo(Files.readString(Path.of(project.spec())));
        JsonNode lineage = json(project.read(1, "lineage.json"));
        assertThat(lineage.path("spec").asText()).isEqualTo(Sha256.of(spec));
        assertThat(lineage.at("/code/commit").asText()).isEqualTo(commit);
        assertThat(lineage.at("/code/clean").asBoolean(true)).isFalse();
        assertThat(lineage.at("/code/changes").toString()).contains("gxp.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "7",
                "{\"a\": 1} {}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": {\"b\": 1}}",
                "{\"a\": true}",
                "{\"a\": null}",
                "{\"a\": [1]}",
                "{\"a\": [[\"b\"]]}",
                "{\"a\": 1e999}",
                "{\"a\": 123456789012345678901234567890}",
                "{\"a\": \"\\u0000\"}",
                "{\"a\": \"\\ud800\"}",
                "{\" \": 1}"
            })
    void shouldRefuseAnOriginOfAnotherForm(String text) throws IOException {
        Project project = Project.of(folder);

        assertRefused(from(text).run("run", project.spec()), project);
    }

    @Test
    void shouldRefuseAnOriginThatIsTooLargeOrNotThere() throws IOException {
        Project project = Project.of(folder);
        StringBuilder many = new StringBuilder("{\"a\": 1");
        for (int i = 0; i < 50; i++) {
            many.append(", \"a").append(i).append("\": 1");
        }

        assertRefused(from(many + "}").run("run", project.spec()), project);
        assertRefused(from("{\"a\": \"" + "x".repeat(64 << 10) + "\"}").run("run", project.spec()), project);
        assertRefused(
                new Cli(home).with(OriginFile.VARIABLE, folder + "/nowhere").run("run", project.spec()), project);
    }

    private static void assertRefused(Cli.Outcome run, Project project) {
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("GXP_ORIGIN").doesNotContain("internal error");
        assertThat(project.bundles()).isEmpty();
    }

    private static JsonNode provenance(Project project) throws IOException {
        JsonNode envelope = json(project.read(1, "attestations/provenance.dsse.json"));
        byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
        return Json.read(payload, JsonNode.class);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private Cli from(String text) throws IOException {
        Path file = Files.writeString(home.resolve("origin.json"), text);
        return new Cli(home).with(OriginFile.VARIABLE, file.toString());
    }
}
