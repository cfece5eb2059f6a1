// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.bytes;
import static io.github.gxpml.evidence.SomeRun.failing;
import static io.github.gxpml.evidence.SomeRun.passing;
import static io.github.gxpml.evidence.SomeRun.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.BundleDocument.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who can seal releases a version in spite of a gate. */
class WaiverChecksTest {
    private static final SomeSigner JANE = SomeSigner.create();
    private static final SomeSigner JOHN = SomeSigner.create();
    private static final String GATE = "validate/recall";
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");

    @TempDir
    Path folder;

    @Test
    void shouldAcceptAGateThatTwoPeopleWaived() throws IOException {
        SomeRun run = blocked();
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        run.seal(State.COMPLETE);

        VerificationReport report = verify(run);
        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(run.bag.read("verdicts.json")).asString().contains("\"verdict\" : \"FAIL\"");
    }

    @Test
    void shouldNotCountOnePerson() throws IOException {
        SomeRun run = blocked();
        Waiver waiver = propose(run, "jane@example.org", JANE, DAY);
        run.seal(State.COMPLETE);
        assertRefused(run, "a second person has not confirmed it");

        confirm(run, waiver, "JANE@example.org", JOHN);
        run.seal(State.COMPLETE);
        assertRefused(run, "one person signed it twice, and two must sign");
    }

    @Test
    void shouldNotCountAnExpiredWaiverOrOneThatIsTooLong() throws IOException {
        SomeRun old = blocked();
        confirm(old, propose(old, "jane@example.org", JANE, LocalDate.parse("2026-11-22")), "john@example.org", JOHN);
        old.seal(State.COMPLETE);
        assertRefused(old, "it expired after 2026-11-22");

        SomeRun eternal = blocked();
        confirm(eternal, propose(eternal, "jane@example.org", JANE, LocalDate.parse("2030-01-01")), "john@example.org", JOHN);
        eternal.seal(State.COMPLETE);
        assertRefused(eternal, "the spec allows 30 days at most");
    }

    @Test
    void shouldNotCountWhoStartedTheRun() throws IOException {
        SomeRun run = blocked();
        Waiver waiver = Waivers.propose(
                run.bag,
                Approvals.see(run.bag),
                new Person("Somebody", "x@example.org", "quality", "password"),
                terms(DAY),
                signing(JANE));
        confirm(run, waiver, "john@example.org", JOHN);
        run.seal(State.COMPLETE);

        assertRefused(run, "wrote or committed the change or started the run");
    }

    @Test
    void shouldNotCountAfterTheVerdictChanged() throws IOException {
        SomeRun run = blocked();
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        var other = failing("recall");
        run.verdicts(
                passing("roc_auc"),
                new io.github.gxpml.gate.GateResult(
                        other.gate(), io.github.gxpml.metric.MetricValue.exact(0.1, 100), other.verdict(), "0.1 < 0.78"));
        run.seal(State.COMPLETE);

        assertRefused(run, "it is stale, the verdict on validate/recall has changed since");
    }

    @Test
    void shouldNotCountWhereTheSpecAllowsNone() throws IOException {
        SomeRun run = blocked();
        run.bag.put("spec/gxp.yaml", bytes(SomeRun.SPEC));
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        run.seal(State.COMPLETE);

        assertRefused(run, "the spec lets nobody waive a gate");
    }

    @Test
    void shouldMissAWaiverOfWhichTheConfirmationIsLeft() throws IOException {
        SomeRun run = blocked();
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        run.seal(State.BLOCKED);
        Map<String, byte[]> files = Zips.read(run.zip());
        files.remove(Mutations.BASE + "data/attestations/waiver-1.dsse.json");
        Files.delete(run.zip());
        Zips.write(run.zip(), Mutations.resealed(run, files));

        assertThat(problem(verify(run), "waivers"))
                .contains("data/attestations/confirmation-of-waiver-1.dsse.json confirms a waiver that is missing");
    }

    private void assertRefused(SomeRun run, String why) throws IOException {
        VerificationReport report = verify(run);
        assertThat(problem(report, "waivers"))
                .contains("the version was registered in spite of 1 gates that block and are not validly waived")
                .contains(why);
        assertThat(problem(report, "state")).contains("the bundle says COMPLETE, but gate validate/recall is FAIL");
    }

    private SomeRun blocked() throws IOException {
        SomeRun run = SomeRun.create(Files.createTempDirectory(folder, "run"));
        run.bag.put(
                "spec/gxp.yaml", bytes(SomeRun.SPEC + "register: {waivers: {roles: [quality], longestDays: 30}}\n"));
        run.verdicts(passing("roc_auc"), failing("recall"));
        run.seal(State.BLOCKED);
        return run;
    }

    private static Waiver propose(SomeRun run, String email, SomeSigner signer, LocalDate until) throws IOException {
        return Waivers.propose(run.bag, Approvals.see(run.bag), person(email), terms(until), signing(signer));
    }

    private static void confirm(SomeRun run, Waiver waiver, String email, SomeSigner signer) throws IOException {
        Waivers.confirm(run.bag, waiver, person(email), signing(signer));
    }

    private static Person person(String email) {
        return new Person("Some Body Else", email, "quality", "password of the key file");
    }

    private static Waiver.Terms terms(LocalDate until) {
        return new Waiver.Terms(GATE, "good enough for triage", "", until);
    }

    private static Waivers.Signing signing(SomeSigner signer) {
        Instant at = SomeRun.CLOCK.instant();
        return new Waivers.Signing(new Waiver.Vote("agreed", at, "Europe/Vienna"), signer);
    }

    private VerificationReport verify(SomeRun run) throws IOException {
        TrustStore trust = run.trust()
                .with(List.of(JANE.pemIn(folder.resolve("people")), JOHN.pemIn(folder.resolve("people"))));
        return BundleVerifier.verify(run.zip(), trust, BundleVerifier.Options.defaults());
    }
}
