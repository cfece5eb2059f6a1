// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.evidence.SomeCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waivers that people signed elsewhere, over what a blocked run showed them. */
class SignedWaiverTest {
    private static final String GATE = "validate/roc_auc/validation";
    private static final LocalDate SOON = LocalDate.now(ZoneOffset.UTC).plusDays(20);
    private static WaitingRun origin;

    @TempDir
    Path folder;

    private final HostSigner jane = new HostSigner("Jane Roe", "jane@example.org");
    private final HostSigner john = new HostSigner("John Doe", "john@example.org");
    private WaitingRun run;
    private JsonNode asked;

    @BeforeAll
    static void createOrigin(@TempDir Path shared) throws IOException {
        origin = WaitingRun.create(
                shared,
                spec -> spec.replaceFirst("min: 0.75, on: lower-bound", "min: 0.99, on: lower-bound")
                        .replaceAll(
                                "  approvals: \\[\\].*",
                                "  approvals: []\n  waivers: {roles: [quality, business], longestDays: 30}"));
    }

    @BeforeEach
    void copy() throws IOException {
        run = origin.copy(folder);
        jane.trustedIn(run.home());
        john.trustedIn(run.home());
        asked = run.asked("waiver");
    }

    @Test
    void shouldAskForWhatCanBeWaived() {
        assertThat(asked.get("predicateType").asText()).isEqualTo("https://gxpml.github.io/attestation/waiver/v1");
        assertThat(asked.get("roles").toString()).isEqualTo("[\"quality\",\"business\"]");
        assertThat(asked.get("longestDays").asInt()).isEqualTo(30);
        assertThat(asked.get("excluded").toString()).isEqualTo("[\"Ann Author <ann@example.org>\"]");
        assertThat(asked.get("nextFile").asText()).isEqualTo("data/attestations/waiver-1.dsse.json");
        assertThat(asked.get("subjects")).hasSize(4);
        assertThat(asked.get("gates")).hasSize(1);
        assertThat(asked.get("gates").get(0).get("id").asText()).isEqualTo(GATE);
        assertThat(asked.get("gates").get(0).get("found").get(0).get("verdict").asText())
                .isEqualTo("FAIL");
    }

    @Test
    void shouldGoOnWithAWaiverThatWasSignedElsewhere() throws IOException {
        byte[] proposal = jane.propose(asked, "quality", SOON.toString());
        byte[] confirmation = john.confirm(asked, proposal, "business");

        JsonNode waived = run.json(
                "waive",
                "--signed",
                run.file(proposal).toString(),
                "--signed",
                run.file(confirmation).toString());

        assertThat(waived.get("state").asText()).isEqualTo("RUNNING");
        assertThat(waived.get("exit").asInt()).isEqualTo(ExitCode.FAIL);
        assertThat(waived.get("waived").get(GATE).asText()).isEqualTo(SOON.toString());
        assertThat(waived.has("waiver")).isFalse();
        assertThat(run.read("audit.jsonl")).contains("waiver.proposed").contains("waiver.confirmed");
        run.assertVerified();
        String sealed = run.read("bundle.json");
        run.take("waive", proposal, confirmation);
        assertThat(run.read("bundle.json")).isEqualTo(sealed);

        Cli.Outcome resumed = run.cli().run("resume", run.spec());
        assertThat(resumed.out()).contains("PENDING -> ACTIVE").contains("is complete");
        run.assertVerified();
        assertThat(run.take("waive", proposal, confirmation).out()).contains("is complete");
    }

    @Test
    void shouldTakeInAConfirmationLater() throws IOException {
        byte[] proposal = jane.propose(asked, "quality", SOON.toString());
        byte[] confirmation = john.confirm(asked, proposal, "business");

        assertThat(run.take("waive", proposal).out()).contains("is blocked");
        assertThat(run.asked("waiver").get("nextFile").asText()).endsWith("waiver-2.dsse.json");
        assertRefused(run.take("waive", jane.confirm(asked, proposal, "business")), "a second person must confirm it");
        assertThat(run.take("waive", confirmation, proposal).out()).contains("is running");
        run.assertVerified();
    }

    @Test
    void shouldRefuseWhatWouldNotCount() throws IOException {
        String until = SOON.toString();
        byte[] proposal = jane.propose(asked, "quality", until);
        HostSigner author = new HostSigner("Ann", "ann@example.org").trustedIn(run.home());
        HostSigner stranger = new HostSigner("Sam", "sam@example.org");
        HostSigner eve = new HostSigner("Eve", "eve@example.org").trustedIn(run.home());
        eve.with(SomeCa.pem(SomeCa.root("Host").issueTo("Bob", "bob@example.org", eve.key())));
        String before = run.read("bundle.json");

        assertRefused(
                run.take("waive", eve.propose(asked, "quality", until)),
                "the certificate of its key is for bob@example.org, and not for eve@example.org");
        assertRefused(run.take("waive", author.propose(asked, "quality", until)), "may not waive its gates");
        assertRefused(run.take("waive", stranger.propose(asked, "quality", until)), "not trusted here");
        assertRefused(run.take("waive", jane.propose(asked, "friend", until)), "the role friend may not waive a gate");
        assertRefused(
                run.take(
                        "waive",
                        jane.propose(asked, "quality", SOON.plusDays(20).toString())),
                "the spec allows 30 days at most");
        assertRefused(
                run.take(
                        "waive",
                        jane.propose(asked, "quality", SOON.minusDays(30).toString())),
                "before it was signed");
        assertRefused(
                run.take("waive", proposal, john.confirm(asked, jane.propose(asked, "quality", until), "business")),
                "it confirms a proposal");
        assertRefused(run.take("waive", proposal, stranger.confirm(asked, proposal, "business")), "not trusted here");
        assertRefused(run.take("waive", john.confirm(asked, proposal, "business")), "it confirms a proposal");
        assertThat(run.read("bundle.json")).isEqualTo(before);
        assertThat(run.asked("waiver").get("nextFile").asText()).endsWith("waiver-1.dsse.json");
    }

    @Test
    void shouldRefuseWhatIsAboutSomethingElse() {
        JsonNode other = asked.deepCopy();
        ((ObjectNode) other).put("seal", 1);
        assertRefused(run.take("waive", jane.propose(other, "quality", SOON.toString())), "it is about seal 1");
        JsonNode passed = asked.deepCopy();
        ((ObjectNode) passed.get("gates").get(0)).put("id", "validate/recall");
        assertRefused(
                run.take("waive", jane.propose(passed, "quality", SOON.toString())),
                "gate validate/recall does not block run 1");
        JsonNode better = asked.deepCopy();
        ((ObjectNode) better.get("gates").get(0).get("found").get(0)).put("reason", "nearly passed");
        assertRefused(
                run.take("waive", jane.propose(better, "quality", SOON.toString())),
                "it tells another verdict than gate " + GATE + " has");
    }

    @Test
    void shouldStillAskWhichGateIsMeant() {
        Cli.Outcome outcome = run.cli().run("waive", run.spec(), "--until", SOON.toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("--gate is missing");
    }

    private static void assertRefused(Cli.Outcome outcome, String reason) {
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err().replaceAll("\\s+", " "))
                .contains("is not taken in")
                .contains(reason);
    }
}
