// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.bytes;
import static io.github.gxpml.evidence.SomeRun.failing;
import static io.github.gxpml.evidence.SomeRun.passing;
import static io.github.gxpml.evidence.SomeRun.problem;
import static io.github.gxpml.evidence.WaivedRun.DAY;
import static io.github.gxpml.evidence.WaivedRun.JANE;
import static io.github.gxpml.evidence.WaivedRun.JOHN;
import static io.github.gxpml.evidence.WaivedRun.blocked;
import static io.github.gxpml.evidence.WaivedRun.confirm;
import static io.github.gxpml.evidence.WaivedRun.propose;
import static io.github.gxpml.evidence.WaivedRun.signing;
import static io.github.gxpml.evidence.WaivedRun.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.BundleDocument.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who can seal releases a version in spite of a gate. */
class WaiverChecksTest {
    @TempDir
    Path folder;

    @Test
    void shouldAcceptAGateThatTwoPeopleWaived() throws IOException {
        SomeRun run = blocked(folder);
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        run.seal(State.COMPLETE);

        VerificationReport report = verify(run);
        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(run.bag.read("verdicts.json")).asString().contains("\"verdict\" : \"FAIL\"");
    }

    @Test
    void shouldNotCountOnePerson() throws IOException {
        SomeRun run = blocked(folder);
        Waiver waiver = propose(run, "jane@example.org", JANE, DAY);
        run.seal(State.COMPLETE);
        assertRefused(run, "a second person has not confirmed it");

        confirm(run, waiver, "JANE@example.org", JOHN);
        run.seal(State.COMPLETE);
        assertRefused(run, "one person signed it twice, and two must sign");
    }

    @Test
    void shouldNotCountAnExpiredWaiverOrOneThatIsTooLong() throws IOException {
        SomeRun old = blocked(folder);
        confirm(old, propose(old, "jane@example.org", JANE, LocalDate.parse("2026-11-22")), "john@example.org", JOHN);
        old.seal(State.COMPLETE);
        assertRefused(old, "it expired after 2026-11-22");

        SomeRun eternal = blocked(folder);
        confirm(
                eternal,
                propose(eternal, "jane@example.org", JANE, LocalDate.parse("2030-01-01")),
                "john@example.org",
                JOHN);
        eternal.seal(State.COMPLETE);
        assertRefused(eternal, "the spec allows 30 days at most");
    }

    @Test
    void shouldNotCountWhoStartedTheRun() throws IOException {
        SomeRun run = blocked(folder);
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
        SomeRun run = blocked(folder);
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        run.verdicts(passing("roc_auc"), failing("recall", 0.1));
        run.seal(State.COMPLETE);

        assertRefused(run, "it is stale, the verdict on validate/recall has changed since");
    }

    @Test
    void shouldNotCountWhereTheSpecAllowsNone() throws IOException {
        SomeRun run = blocked(folder);
        run.bag.put("spec/gxp.yaml", bytes(SomeRun.SPEC));
        confirm(run, propose(run, "jane@example.org", JANE, DAY), "john@example.org", JOHN);
        run.seal(State.COMPLETE);

        assertRefused(run, "the spec lets nobody waive a gate");
    }

    @Test
    void shouldMissAWaiverOfWhichTheConfirmationIsLeft() throws IOException {
        SomeRun run = blocked(folder);
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

    private VerificationReport verify(SomeRun run) throws IOException {
        TrustStore trust =
                run.trust().with(List.of(JANE.pemIn(folder.resolve("people")), JOHN.pemIn(folder.resolve("people"))));
        return BundleVerifier.verify(run.zip(), trust, BundleVerifier.Options.defaults());
    }
}
