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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host has seen outside of a run. */
class RecordCommandTest {
    private static final String WHAT = "A console approved <b>without</b> the signatures.";
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
    void shouldPutAFindingIntoAuditAndReport() throws IOException {
        Path details = write("{\"by\": \"user/hasty\", \"number\": 7, \"roles\": [\"a\", \"b\"], \"what\": \"another\","
                + " \"finding\": \"no\"}");

        Cli.Outcome outcome = record(WHAT, "--finding", "--details", details.toString());

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(outcome.out()).contains("run 1 of flc-mortality is pending");
        assertThat(run.read("audit.jsonl"))
                .contains("\"event\":\"host.observed\"")
                .contains("\"finding\":true")
                .contains("\"what\":\"" + WHAT + "\"")
                .contains("\"by\":\"user/hasty\"", "\"number\":7", "\"roles\":[\"a\",\"b\"]")
                .contains("\"who\":\"Ann Author <ann@example.org>\"");
        assertThat(run.read("report.html"))
                .as("where people look first, and in the history")
                .containsSubsequence(
                        "What stands in the way</h2>",
                        "Finding: A console approved &lt;b&gt;without&lt;/b&gt; the signatures.",
                        "What happened</h2>",
                        "Finding: A console approved &lt;b&gt;without&lt;/b&gt; the signatures.")
                .doesNotContain("<b>without</b>");
        run.assertVerified();
    }

    @Test
    void shouldPutDownWhatIsNoFinding() throws IOException {
        JsonNode before = run.json("status");

        JsonNode after = run.json("record", "--what", "The pipeline was answered.");

        assertThat(after.path("state")).isEqualTo(before.path("state"));
        assertThat(after.path("gates")).isEqualTo(before.path("gates"));
        assertThat(after.at("/bundle/sha256")).isNotEqualTo(before.at("/bundle/sha256"));
        assertThat(run.read("audit.jsonl")).contains("\"finding\":false");
        assertThat(run.read("report.html"))
                .contains("The pipeline was answered.")
                .doesNotContain("Finding:");
        run.assertVerified();
    }

    @Test
    void shouldPutItDownForTheRunThatIsNamedAndForNoOther() throws IOException {
        byte[] before = Files.readAllBytes(run.bundle());

        Cli.Outcome other = record(WHAT, "--run", "2");
        Cli.Outcome none = record(WHAT, "--run", "0");

        assertThat(other.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(other.err()).contains("there is no run 2 to record for");
        assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Files.readAllBytes(run.bundle())).isEqualTo(before);
        assertThat(record(WHAT, "--run", "1").exit()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(run.read("audit.jsonl")).contains("host.observed");
        run.assertVerified();
    }

    @Test
    void shouldRefuseASignatureOfWhoHasNotSeenIt() {
        JsonNode asked = run.asked("approval");
        byte[] early = jane.approve(asked, "quality");
        assertThat(record(WHAT, "--finding").exit()).isEqualTo(ExitCode.UNDECIDED);

        Cli.Outcome late = run.take("approve", early);

        assertThat(late.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(late.err()).contains("it is about seal", "look at that, then sign it");
        JsonNode again = run.asked("approval");
        assertThat(again.get("seal").asInt()).isEqualTo(asked.get("seal").asInt() + 1);
        Cli.Outcome signed = run.take("approve", jane.approve(again, "quality"), john.approve(again, "business"));
        assertThat(signed.exit()).as(signed.err()).isZero();
        run.assertVerified();
    }

    @Test
    void shouldSayThatThereIsNoRun() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Project.of(empty);

        Cli.Outcome outcome = run.cli()
                .run("record", "--what", WHAT, empty.resolve("gxp.yaml").toString());

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).isEqualTo("gxp: there is no run to record for: start one\n");
    }

    @Test
    void shouldRefuseTheRunOfAnotherSpec() throws IOException {
        byte[] before = Files.readAllBytes(run.bundle());
        Files.writeString(Path.of(run.spec()), Files.readString(Path.of(run.spec())) + "\n# another one\n");

        Cli.Outcome outcome = record(WHAT);

        assertThat(outcome.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(outcome.err()).contains("has changed since run 1 started");
        assertThat(Files.readAllBytes(run.bundle())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "\u001b[2J", "\u0000", "looks\u202egood"})
    void shouldRefuseWhatIsNoSentence(String what) throws IOException {
        byte[] before = Files.readAllBytes(run.bundle());

        Cli.Outcome outcome = record(what);

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("--what must be one sentence of at most 2000 characters");
        assertThat(Files.readAllBytes(run.bundle())).isEqualTo(before);
    }

    @Test
    void shouldRefuseASentenceThatIsTooLong() {
        assertThat(record("x".repeat(2001)).exit()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"a\": 1} {\"b\": 2}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": {\"b\": 1}}",
                "{\"a\": null}",
                "{\"a\": true}",
                "{\"a\": [1]}",
                "{\"\": 1}",
                "{\"a\\u0000\": 1}",
                "{\"a\": \"\\u001b[2J\"}",
                "{\"a\": \"\\ud800\"}",
                "{\"a\": 1e999}",
                "{\"a\": 123456789012345678901234567890}"
            })
    void shouldRefuseHostileDetails(String content) throws IOException {
        byte[] before = Files.readAllBytes(run.bundle());

        Cli.Outcome outcome = record(WHAT, "--details", write(content).toString());

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("of --details cannot be used: ");
        assertThat(Files.readAllBytes(run.bundle())).isEqualTo(before);
    }

    @Test
    void shouldRefuseDetailsThatAreNoFileOrTooLarge() throws IOException {
        Path large = write("{\"a\": \"" + "x".repeat(70_000) + "\"}");

        assertRefused(record(WHAT, "--details", folder.toString()), "is no file");
        assertRefused(record(WHAT, "--details", folder.resolve("nothing").toString()), "is not there");
        assertRefused(record(WHAT, "--details", large.toString()), "larger than 64 KiB");
    }

    private static void assertRefused(Cli.Outcome outcome, String words) {
        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(words);
    }

    private Path write(String details) throws IOException {
        return Files.writeString(folder.resolve("details.json"), details);
    }

    private Cli.Outcome record(String what, String... more) {
        String[] call = new String[more.length + 4];
        call[0] = "record";
        call[1] = run.spec();
        call[2] = "--what";
        call[3] = what;
        System.arraycopy(more, 0, call, 4, more.length);
        return run.cli().run(call);
    }
}
