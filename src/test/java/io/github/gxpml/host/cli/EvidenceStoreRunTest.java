// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.S3StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose bundles are kept in S3. */
class EvidenceStoreRunTest {
    private static final String OBJECT = "flc/flc-mortality-1.zip";

    private final SomeS3 some = new SomeS3();
    private final S3StandIn s3 = some.standIn();

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @AfterEach
    void close() {
        s3.close();
    }

    private Cli cli() {
        Cli cli = new Cli(home);
        some.impatience().forEach(cli::with);
        return cli;
    }

    private Project project() {
        some.createVersioned("evidence");
        return Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll("(?m)^evidence:\\n(  .*\\n)*", "")
                                + "\nevidence:\n  store: s3://evidence/flc\n  retention: 10 years\n  s3: {lock: compliance}\n");
    }

    private List<JsonNode> receipts() throws IOException {
        List<JsonNode> receipts = new ArrayList<>();
        Path file = folder.resolve(".gxp/runs/flc-mortality/1/published.jsonl");
        for (String line : Files.readAllLines(file)) {
            receipts.add(Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class));
        }
        return receipts;
    }

    @Test
    void shouldKeepEachSealThatEndsSomethingAndTellOfItInTheNext() throws IOException {
        Project project = project();

        Cli.Outcome trained = cli().run("train", project.spec());
        Cli.Outcome validated = cli().run("validate", project.spec());
        Cli.Outcome status = cli().run("status", project.spec());

        assertThat(trained.exit()).as(trained.err()).isZero();
        assertThat(validated.exit()).as(validated.err()).isZero();
        assertThat(trained.out()).containsPattern("kept +s3://evidence/flc/flc-mortality-1.zip");
        assertThat(status.out()).contains("locked until").doesNotContain("resume");
        assertThat(some.versions("evidence", OBJECT))
                .as("not those that tell of a begin")
                .hasSize(2);
        assertThat(receipts()).hasSize(2);
        JsonNode last = receipts().get(1).path("receipt");
        assertThat(last.path("sha256").asText())
                .isEqualTo(Sha256.of(project.bundle(1)))
                .isEqualTo(Sha256.of(s3.get("evidence", OBJECT).orElseThrow()));
        String told = receipts().get(0).path("receipt").path("version").asText();
        assertThat(project.read(1, "audit.jsonl")).contains("evidence.kept", told);
        assertThat(project.read(1, "report.html")).contains("is kept at s3://evidence/" + OBJECT, told);
        assertThat(cli().run("verify", project.bundle(1).toString()).exit()).isZero();
    }

    @Test
    void shouldSealHereAndGoOnKeepingWhereTheStoreFailed() throws IOException {
        Project project = project();
        s3.faults().fail("PutObject", Faults.ALWAYS);

        Cli.Outcome trained = cli().run("train", project.spec());
        Cli.Outcome status = cli().run("status", project.spec());
        Cli.Outcome resumed = cli().run("resume", project.spec());

        assertThat(trained.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(trained.err())
                .contains("run 1 is sealed in ", "not known to be kept in the evidence store", "InternalError");
        assertThat(cli().run("verify", project.bundle(1).toString()).exit())
                .as("the seal is in place here")
                .isZero();
        assertThat(status.out()).contains("gxp resume keeps it");
        assertThat(resumed.exit()).isEqualTo(ExitCode.ERROR);

        s3.faults().clear();
        Cli.Outcome kept = cli().run("status", project.spec());

        assertThat(kept.out()).contains("s3://evidence/flc/flc-mortality-1.zip").doesNotContain("gxp resume");
        assertThat(s3.get("evidence", OBJECT)).contains(Files.readAllBytes(project.bundle(1)));
        assertThat(receipts()).hasSize(1);
    }
}
