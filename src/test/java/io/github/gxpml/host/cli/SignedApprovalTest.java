// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that people made elsewhere, over what the run asked them to sign. */
class SignedApprovalTest {
    private static WaitingRun origin;

    @TempDir
    Path folder;

    private final HostSigner jane = new HostSigner("Jane Roe", "jane@example.org");
    private final HostSigner john = new HostSigner("J\u00f6hn \"JD\" Doe", "john@example.org");
    private WaitingRun run;
    private JsonNode asked;

    @BeforeAll
    static void createOrigin(@TempDir Path shared) throws IOException {
        origin = WaitingRun.create(shared, SignedApprovalTest::regulated);
    }

    static String regulated(String spec) {
        return spec.replaceAll("riskClass: research .*", "riskClass: moderate")
                .replaceAll(
                        "  approvals: \\[\\].*", "  approvals: [{role: quality, count: 1}, {role: business, count: 1}]")
                .replace(
                        "validate:\n",
                        "  unitTests: {command: [sh, test.sh], junit: out/*.xml, tag: reproducibility, minimum: 1}\n\nvalidate:\n");
    }

    @BeforeEach
    void copy() throws IOException {
        run = origin.copy(folder);
        jane.trustedIn(run.home());
        john.trustedIn(run.home());
        asked = run.asked("approval");
    }

    @Test
    void shouldAskForWhatIsToBeSigned() {
        assertThat(asked.get("predicateType").asText()).isEqualTo("https://gxpml.github.io/attestation/approval/v1");
        assertThat(asked.get("subjects")).hasSize(4);
        assertThat(asked.get("subjects").get(1).get("name").asText())
                .isEqualTo("data/seen/" + asked.get("seal").asInt() + "/report.html");
        assertThat(asked.get("subjects").get(1).get("sha256")).isEqualTo(asked.get("reportSha256"));
        assertThat(asked.get("subjects").get(2).get("sha256")).isEqualTo(asked.get("manifestSha256"));
        assertThat(asked.get("roles").toString())
                .isEqualTo("[{\"count\":1,\"keys\":[],\"meaning\":\"APPROVED\",\"role\":\"quality\"},"
                        + "{\"count\":1,\"keys\":[],\"meaning\":\"APPROVED\",\"role\":\"business\"}]");
        assertThat(asked.get("excluded").toString()).isEqualTo("[\"Ann Author <ann@example.org>\"]");
        assertThat(asked.get("excludedKeys")).hasSize(1);
        assertThat(asked.get("changes")).hasSize(1);
        assertThat(asked.get("changes").get(0).get("before").asText()).isEmpty();
        assertThat(asked.get("changes").get(0).get("after").asText()).contains("the first release of flc-mortality");
        assertThat(asked.has("plan")).isFalse();
        assertThat(asked.get("model").get("riskClass").asText()).isEqualTo("MODERATE");
        assertThat(asked.get("model").get("algorithm").asText()).isEqualTo("LOCKED");
        assertThat(asked.get("model").get("intendedUse").asText()).isNotBlank();
    }

    @Test
    void shouldReleaseWithSignaturesThatWereMadeElsewhere() throws IOException {
        run.with("GXP_USER", "Build Server <build@example.org>");

        Cli.Outcome taken = run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "business"));

        assertThat(taken.exit()).as(taken.out() + taken.err()).isZero();
        assertThat(taken.out()).contains("is running");
        assertThat(run.read("audit.jsonl"))
                .contains("\"takenInBy\":\"Build Server <build@example.org>\"")
                .contains("\"who\":\"Jane Roe <jane@example.org>\"")
                .contains("\"old\":\"waits for quality (1), business (1)\"")
                .contains("\"new\":\"waits for nobody\"");
        assertThat(run.json("resume").has("approval")).isFalse();
        run.assertVerified();
    }

    @Test
    void shouldNotCallGoneWhatIsStillToCome() throws IOException {
        run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "business"));
        run.json("monitor");
        assertThat(run.read("verdicts.json")).contains("\"stage\" : \"monitor\"");

        JsonNode second = run.json("run");

        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.get("approval").get("changes").findValuesAsText("what"))
                .noneMatch(what -> what.contains("monitor/") || what.startsWith("release"));
    }

    @Test
    void shouldTakeInOneAfterAnother() {
        Cli.Outcome first = run.take("approve", jane.approve(asked, "quality"));
        assertThat(first.exit()).as(first.out() + first.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(first.out()).contains("waits for signatures: business (1)");
        run.assertVerified();

        Cli.Outcome late = run.take("approve", john.approve(asked, "business"));
        assertRefused(late, "it is about seal", "is the last one of the run: look at that, then sign it");

        Cli.Outcome second = run.take("approve", john.approve(run.asked("approval"), "business"));
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        run.assertVerified();
    }

    @Test
    void shouldTakeInTheSameEnvelopesAgain() throws IOException {
        byte[] first = jane.approve(asked, "quality");
        byte[] second = john.approve(asked, "business");

        assertThat(run.take("approve", first, first).exit()).isEqualTo(ExitCode.UNDECIDED);
        String once = run.read("bundle.json");
        assertThat(run.take("approve", first).exit()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.read("bundle.json")).as("nothing was sealed again").isEqualTo(once);
        assertThat(run.read("attestations/approval-2.dsse.json")).isEmpty();
        assertRefused(run.take("approve", first, second), "it is about seal");
    }

    @Test
    void shouldEndAsTheEarlierTryDid() throws IOException {
        byte[] first = jane.approve(asked, "quality");
        byte[] second = john.approve(asked, "business");
        run.take("approve", first, second);
        String released = run.read("bundle.json");

        Cli.Outcome again = run.take("approve", first, second);

        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(run.read("bundle.json")).isEqualTo(released);
        run.cli().run("monitor", run.spec());
        assertThat(run.take("approve", second).out()).contains("is complete");
        assertThat(run.take("approve", john.approve(asked, "business")).err())
                .contains("run 1 is COMPLETE and does not wait for a signature");
    }

    @Test
    void shouldGoOnWhereAKillCameBetween() throws IOException {
        byte[] first = jane.approve(asked, "quality");
        byte[] second = john.approve(asked, "business");
        WaitingRun other = run.copy(folder.resolve("other"));
        other.take("approve", first);
        // as if the process had ended between keeping the first signature and everything after that
        for (String name : new String[] {"report.html", "verdicts.json", "manifest-sha256.txt"}) {
            copy(other, "seen/" + asked.get("seal").asInt() + "/" + name);
        }
        copy(other, "attestations/approval-1.dsse.json");

        Cli.Outcome taken = run.take("approve", first, second);

        assertThat(taken.exit()).as(taken.out() + taken.err()).isZero();
        assertThat(run.read("audit.jsonl").split("signature.added", -1)).hasSize(3);
        run.assertVerified();
    }

    private void copy(WaitingRun from, String name) throws IOException {
        String bag = ".gxp/runs/flc-mortality/1/bag/data/";
        Path to = run.project().resolve(bag + name);
        Files.createDirectories(to.getParent());
        Files.copy(from.project().resolve(bag + name), to);
    }

    @Test
    void shouldSealASignatureThatAKillLeftUnsealed() throws IOException {
        byte[] first = jane.approve(asked, "quality");
        WaitingRun other = run.copy(folder.resolve("other"));
        other.take("approve", first);
        for (String name : new String[] {"report.html", "verdicts.json", "manifest-sha256.txt"}) {
            copy(other, "seen/" + asked.get("seal").asInt() + "/" + name);
        }
        copy(other, "attestations/approval-1.dsse.json");

        Cli.Outcome taken = run.take("approve", first);

        assertThat(taken.out()).contains("waits for signatures: business (1)");
        assertThat(run.read("attestations/approval-1.dsse.json")).isNotEmpty();
        run.assertVerified();
    }

    @Test
    void shouldKeepNoneIfOneIsRefused() throws IOException {
        String before = run.read("bundle.json");

        assertRefused(
                run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "friend")),
                "nobody asked for a signature in the role friend");

        assertThat(run.json("resume").get("missing")).hasSize(2);
        assertThat(run.read("bundle.json")).isEqualTo(before);
    }

    @Test
    void shouldRefuseWhoMayNotSign() throws IOException {
        HostSigner author = new HostSigner("Ann", "ANN@example.org").trustedIn(run.home());
        assertRefused(run.take("approve", author.approve(asked, "quality")), "started the run, compared by e-mail");
        HostSigner stranger = new HostSigner("Sam", "sam@example.org");
        assertRefused(run.take("approve", stranger.approve(asked, "quality")), "is not trusted here");
        assertRefused(
                run.take("approve", jane.approve(asked, "quality", "REVIEWED", "read", Instant.now())),
                "it says reviewed, and the role quality is asked for another meaning");
        assertRefused(
                run.take("approve", jane.approve(asked, "quality"), jane.approve(asked, "business")),
                "Jane Roe or this key has signed before, and one person counts once");
        assertRefused(
                run.take(
                        "approve",
                        jane.approve(asked, "quality"),
                        jane.as("J", "j@x.org").approve(asked, "business")),
                "J or this key has signed before");
    }

    @Test
    void shouldRefuseAnotherTime() {
        Instant now = Instant.now();
        assertRefused(
                run.take("approve", jane.approve(asked, "quality", "APPROVED", "ok", now.plusSeconds(400))),
                "which is in the future");
        assertRefused(
                run.take("approve", jane.approve(asked, "quality", "APPROVED", "ok", now.minusSeconds(90_000))),
                "before what it signs was there");
    }

    @Test
    void shouldVerifyWithAClockThatIsALittleAhead() {
        Instant ahead = Instant.now().plusSeconds(200);

        Cli.Outcome taken = run.take("approve", jane.approve(asked, "quality", "APPROVED", "ok", ahead));

        assertThat(taken.exit()).as(taken.out() + taken.err()).isEqualTo(ExitCode.UNDECIDED);
        run.assertVerified();
    }

    @Test
    void shouldRefuseWhatIsAboutSomethingElse() throws IOException {
        String envelope = new String(jane.approve(asked, "quality"), StandardCharsets.UTF_8);
        JsonNode other = asked.deepCopy();
        ((ObjectNode) other.get("subjects").get(0)).put("sha256", "0".repeat(64));
        assertRefused(
                run.take("approve", jane.approve(other, "quality")),
                "what was signed is not what this run shows, it has changed since or is of another run",
                "verdicts.json");
        String payload = envelope.split("\"")[3];
        String text = new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
        String changed = Base64.getEncoder()
                .encodeToString(text.replace("convincing", "Convincing").getBytes(StandardCharsets.UTF_8));
        assertRefused(
                run.take("approve", envelope.replace(payload, changed).getBytes(StandardCharsets.UTF_8)),
                "its signature is not that of the key in it");
        assertRefused(
                run.take(
                        "approve",
                        envelope.replace("  \"payload\"", " \"payload\"").getBytes(StandardCharsets.UTF_8)),
                "not written as one DSSE envelope is");
        assertRefused(
                run.take("approve", jane.envelope(text.replace("{\"_type", "{ \"_type"))), "not in canonical JSON");
        assertRefused(
                run.take(
                        "approve",
                        jane.envelope(text.replaceAll("\"at\":\"[^\"]*\"", "\"at\":\"2026-01-01T00:00:00.0Z\""))),
                "is not written in its one form");
        assertRefused(
                run.take("approve", jane.envelope(text.replace("attestation/approval", "attestation/waiver"))),
                "it is not an approval but");
        assertRefused(run.take("approve", "{}".getBytes(StandardCharsets.UTF_8)), "is not taken in");
    }

    @Test
    void shouldEndTheRunOnARejection() {
        assertRefused(
                run.take("approve", jane.approve(asked, "quality", "REJECTED", " ", Instant.now())),
                "a rejection needs a reason");
        byte[] rejection = jane.approve(asked, "quality", "REJECTED", "recall is too low", Instant.now());

        Cli.Outcome rejected = run.take("approve", rejection);

        assertThat(rejected.exit()).as(rejected.out() + rejected.err()).isEqualTo(ExitCode.FAIL);
        assertThat(rejected.out()).contains("is rejected");
        assertThat(run.take("approve", rejection).exit()).isEqualTo(ExitCode.FAIL);
        run.assertVerified();
    }

    @Test
    void shouldLetWhoeverApprovedRejectAfterAll() {
        run.take("approve", jane.approve(asked, "quality"));

        Cli.Outcome rejected = run.take(
                "approve",
                jane.approve(run.asked("approval"), "quality", "REJECTED", "a second thought", Instant.now()));

        assertThat(rejected.exit()).as(rejected.out() + rejected.err()).isEqualTo(ExitCode.FAIL);
    }

    @Test
    void shouldRefuseWhatIsNoFileOfASignature() throws IOException {
        assertUsage(run.take("approve", new byte[20 << 20]), "is larger than 16 MiB");
        assertUsage(
                run.cli().run("approve", "--signed", run.home().toString(), run.spec()), "is no file with a signature");
        assertUsage(run.cli().run("approve", "--signed", "/nowhere", run.spec()), "is no file with a signature");
        Path file = run.file(jane.approve(asked, "quality"));
        assertUsage(
                run.cli()
                        .run(
                                "approve",
                                run.spec(),
                                "--signed",
                                file.toString(),
                                "--as",
                                "Jane <jane@example.org>",
                                "--reject"),
                "leave out --as, --reject");
        assertThat(run.json("resume").get("missing")).hasSize(2);
    }

    private static void assertRefused(Cli.Outcome outcome, String... reasons) {
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err().replaceAll("\\s+", " "))
                .contains("is not taken in")
                .contains(reasons);
    }

    private static void assertUsage(Cli.Outcome outcome, String reason) {
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(reason);
    }
}
