// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gxpml.evidence.SomeCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People whose keys are believed because of the root of a host's own certificates. */
class SignerRootsTest {
    private static final SomeCa ROOT = SomeCa.root("Build server");
    private static WaitingRun origin;

    @TempDir
    Path folder;

    private final HostSigner jane = new HostSigner("Jane Roe", "Jane@Example.org");
    private final HostSigner john = new HostSigner("John Doe", "john@example.org");
    private WaitingRun run;
    private Path roots;
    private JsonNode asked;

    @BeforeAll
    static void createOrigin(@TempDir Path shared) throws IOException {
        origin = WaitingRun.create(
                shared,
                spec -> SignedApprovalTest.regulated(spec)
                        .replace("model:\n", "changeControl: {plan: plan.md}\n\nmodel:\n"));
    }

    @BeforeEach
    void copy() throws IOException {
        run = origin.copy(folder);
        roots = ROOT.pemIn(folder.resolve("roots"));
        run.with("GXP_TRUST_ROOTS", roots.toString());
        asked = run.asked("approval");
        jane.with(SomeCa.pem(ROOT.issueTo("Jane Roe", "jane@example.org", jane.key())));
        john.with(SomeCa.pem(ROOT.issueInName("John Doe", "JOHN@example.org", john.key())));
    }

    @Test
    void shouldBelieveWhoeverTheRootHasIssuedACertificate() throws IOException {
        Cli.Outcome taken = run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "business"));

        assertThat(taken.exit()).as(taken.out() + taken.err()).isZero();
        run.assertVerified();
        Cli.Outcome auditor = verifyElsewhere("--trust-root", roots.toString());
        assertThat(auditor.exit()).as(auditor.out() + auditor.err()).isZero();
        assertThat(verifyElsewhere().exit()).as("without the root").isEqualTo(ExitCode.FAIL);
    }

    private Cli.Outcome verifyElsewhere(String... more) throws IOException {
        Path machine;
        try (Stream<Path> keys = Files.list(run.home().resolve("keys"))) {
            machine = keys.filter(key -> key.toString().endsWith(".pub.pem"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> all = Stream.concat(
                        Stream.of("verify", run.bundle().toString(), "--key", machine.toString()), Stream.of(more))
                .toList();
        return new Cli(folder.resolve("elsewhere")).run(all.toArray(String[]::new));
    }

    @Test
    void shouldRefuseACertificateOfAnotherAddress() throws IOException {
        HostSigner other = john.as("Jane Roe", "jane@example.org");

        Cli.Outcome taken = run.take("approve", other.approve(asked, "quality"));
        assertThat(taken.err().replaceAll("\\s+", " "))
                .contains("the certificate of its key is for john@example.org, and not for jane@example.org");

        jane.as("Eve", "eve@example.org").trustedIn(run.home());
        taken = run.take("approve", jane.as("Eve", "eve@example.org").approve(asked, "quality"));
        assertThat(taken.err().replaceAll("\\s+", " "))
                .as("also where the key itself is trusted")
                .contains("the certificate of its key is for jane@example.org, and not for eve@example.org");
    }

    @Test
    void shouldTakeACertificateWithoutAnAddressForAnybody() {
        var sam = new HostSigner("Sam", "sam@example.org");
        sam.with(SomeCa.pem(ROOT.issue("Sam", sam.key(), SomeCa.Use.SIGNING)));

        assertThat(run.take("approve", sam.approve(asked, "quality")).exit()).isEqualTo(ExitCode.UNDECIDED);
        run.assertVerified();
    }

    @Test
    void shouldRefuseACertificateOfAnotherRoot() {
        SomeCa stranger = SomeCa.root("Stranger");
        jane.with(SomeCa.pem(stranger.issueTo("Jane Roe", "jane@example.org", jane.key())));

        assertThat(run.take("approve", jane.approve(asked, "quality")).err().replaceAll("\\s+", " "))
                .contains("does not lead to a root that is trusted here");
    }

    @Test
    void shouldSayWhatIsWrongWithTheRoots() throws IOException {
        run.with("GXP_TRUST_ROOTS", folder.resolve("nothing.pem").toString());
        assertThat(run.take("approve", jane.approve(asked, "quality")).err())
                .contains("GXP_TRUST_ROOTS must name a file with certificates (PEM)");
        assertThat(run.cli().run("verify", run.bundle().toString()).err()).contains("GXP_TRUST_ROOTS");
    }

    @Test
    void shouldTellWhatChangedSinceTheVersionInUse() throws IOException {
        assertThat(asked.get("plan").get("file").asText()).isEqualTo("plan.md");
        assertThat(asked.get("plan").get("sha256").asText()).hasSize(64);
        run.take("approve", jane.approve(asked, "quality"), john.approve(asked, "business"));
        Path table = run.project().resolve("data/train.csv");
        List<String> lines = Files.readAllLines(table);
        Files.write(table, lines.subList(0, lines.size() - 100));
        Cli.Outcome second = run.cli().run("run", run.spec(), "--format", "json");

        JsonNode changes =
                new ObjectMapper().readTree(second.out()).get("approval").get("changes");

        assertThat(changes.toString())
                .contains("\"what\":\"data: train sha256\"")
                .contains("{\"after\":\"" + (lines.size() - 101) + "\",\"before\":\"" + (lines.size() - 1)
                        + "\",\"what\":\"data: train rows\"}")
                .contains("\"what\":\"model: sha256\"")
                .contains("\"what\":\"numbers: ");
        assertThat(changes).hasSizeLessThanOrEqualTo(200);

        JsonNode now = run.asked("approval");
        ((ObjectNode) asked).set("seal", now.get("seal"));
        assertThat(run.take("approve", john.approve(asked, "quality")).err().replaceAll("\\s+", " "))
                .as("of another run")
                .contains("what was signed is not what this run shows");
        Files.delete(run.bundle());
        assertThat(run.asked("approval").get("changes").toString())
                .contains("version 1", "what changed is not known: its bundle flc-mortality-1.zip is not there");
    }
}
