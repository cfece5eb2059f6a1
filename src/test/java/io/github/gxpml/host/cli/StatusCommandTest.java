// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private static WaitingRun origin;

    @TempDir
    Path folder;

    private final HostSigner jane = new HostSigner("Jane Roe", "jane@example.org");
    private final HostSigner john = new HostSigner("John Doe", "john@example.org");
    private WaitingRun run;

    @BeforeAll
    static void createOrigin(@TempDir Path shared) throws IOException {
        origin = WaitingRun.create(shared, SignedApprovalTest::regulated);
    }

    @BeforeEach
    void copy() throws IOException {
        run = origin.copy(folder);
        jane.trustedIn(run.home());
        john.trustedIn(run.home());
    }

    @Test
    void shouldSayForPeopleWhoseSignaturesAreMissing() throws IOException {
        byte[] before = Files.readAllBytes(run.bundle());

        Cli.Outcome outcome = run.cli().run("status", run.spec());

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(outcome.out())
                .contains("verdict", "UNDECIDED", "run 1 of flc-mortality is pending")
                .contains("waits for signatures: quality (1), business (1)")
                .contains("flc-mortality-1.zip");
        assertThat(Files.readAllBytes(run.bundle())).as("nothing was sealed").isEqualTo(before);
    }

    @Test
    void shouldSayForProgramsHowTheRunStands() {
        JsonNode waits = run.json("status");
        assertThat(waits.path("state").asText()).isEqualTo("PENDING");
        assertThat(waits.path("exit").asInt()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(waits.path("released").booleanValue()).isFalse();
        assertThat(waits.path("missing")).hasSize(2);

        JsonNode asked = run.asked("approval");
        run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "business"));

        JsonNode released = run.json("status");
        assertThat(released.path("state").asText()).isEqualTo("RUNNING");
        assertThat(released.path("verdict").asText()).isEqualTo("PASS");
        assertThat(released.path("exit").asInt()).isZero();
        assertThat(released.path("released").booleanValue()).isTrue();
        assertThat(released.path("missing")).isEmpty();
    }

    @Test
    void shouldNotTakeATrainedModelForAReleasedOne() {
        run.json("train");

        JsonNode trained = run.json("status");

        assertThat(trained.path("run").asInt()).isEqualTo(2);
        assertThat(trained.path("state").asText()).isEqualTo("RUNNING");
        assertThat(trained.path("released").booleanValue()).isFalse();
    }

    @Test
    void shouldSayThatThereIsNoRunYet() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Project.of(empty);

        Cli.Outcome outcome = run.cli().run("status", empty.resolve("gxp.yaml").toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("gxp: there is no run to look at: start one\n");
    }

    @Test
    void shouldRefuseToLookAtTheRunOfAnotherSpec() throws IOException {
        Files.writeString(Path.of(run.spec()), Files.readString(Path.of(run.spec())) + "\n# another one\n");

        Cli.Outcome outcome = run.cli().run("status", run.spec(), "--format", "json");

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.out()).contains("\"exit\" : 4").doesNotContain("\"verdict\"");
        assertThat(outcome.err()).contains("has changed since run 1 started: put it back");
    }

    /** What was judged before the end must not read as if the rest had passed, too. */
    @Test
    void shouldNotPassARunThatWasKilled() throws IOException {
        Path bundle = run.project().resolve(".gxp/runs/flc-mortality/1/bag/data/bundle.json");
        JsonNode asked = run.asked("approval");
        run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "business"));
        assertThat(run.json("status").path("exit").asInt()).isZero();
        assertThat(bundle).isRegularFile();

        // as a kill in the middle of monitoring leaves it
        String document = Files.readString(bundle);
        String killed = document.replaceFirst("\"state\" : \"RUNNING\"", "\"state\" : \"INTERRUPTED\"");
        assertThat(killed).isNotEqualTo(document);
        Files.writeString(bundle, killed);

        JsonNode status = run.json("status");
        assertThat(status.path("state").asText()).isEqualTo("INTERRUPTED");
        assertThat(status.path("verdict").asText()).isEqualTo("UNDECIDED");
        assertThat(status.path("exit").asInt()).isEqualTo(ExitCode.UNDECIDED);
    }
}
