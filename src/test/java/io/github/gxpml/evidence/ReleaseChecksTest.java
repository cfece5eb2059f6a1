// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.bytes;
import static io.github.gxpml.evidence.SomeRun.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.Approval.Meaning;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Vote;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.io.Json;
import io.github.gxpml.spec.RegisterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who can seal releases a version without the signatures that its spec asks for. */
class ReleaseChecksTest {
    private static final SomeSigner JANE = SomeSigner.create();
    private static final SomeSigner JOHN = SomeSigner.create();
    private static final String ASKED = "[{role: quality, count: 2}]";
    private static final ApproversDocument.Role TWO =
            new ApproversDocument.Role("quality", 2, RegisterSpec.Meaning.APPROVED, Set.of());

    @TempDir
    Path folder;

    @Test
    void shouldCountTheSignaturesAgain() throws IOException {
        SomeRun run = pending(ASKED, new ApproversDocument(List.of(TWO), Set.of("somebody"), Optional.empty(), Set.of()));
        approve(run, "jane@example.org", Meaning.APPROVED, JANE);
        run.seal(State.COMPLETE);
        assertThat(released(run))
                .isEqualTo("the version was released without the signatures that the spec asks for: missing are quality (1)");

        approve(run, "john@example.org", Meaning.APPROVED, JOHN);
        run.seal(State.COMPLETE);
        assertThat(released(run)).isEmpty();
    }

    @Test
    void shouldCountAlsoWhereTheRunDoesNotSayThatItIsComplete() throws IOException {
        SomeRun run = pending(ASKED, new ApproversDocument(List.of(TWO), Set.of("somebody"), Optional.empty(), Set.of()));
        run.seal(State.PENDING);
        assertThat(released(run)).as("waiting is in order").isEmpty();

        run.bag.put("baseline.json", bytes("{}\n"));
        run.seal(State.PENDING);
        assertThat(released(run)).contains("missing are quality (2)");
    }

    @Test
    void shouldNotCountAnotherMeaning() throws IOException {
        SomeRun run = pending(ASKED, new ApproversDocument(List.of(TWO), Set.of("somebody"), Optional.empty(), Set.of()));
        approve(run, "jane@example.org", Meaning.APPROVED, JANE);
        approve(run, "john@example.org", Meaning.REVIEWED, JOHN);
        run.seal(State.COMPLETE);

        assertThat(released(run))
                .contains("missing are quality (1)")
                .contains("does not count: it says reviewed, and the role quality is asked for another meaning");
    }

    @Test
    void shouldNotCountWhoMayNotSign() throws IOException {
        SomeRun run = pending(
                ASKED, new ApproversDocument(List.of(TWO), Set.of("somebody", "Jane <jane@example.org>"), Optional.empty(), Set.of()));
        approve(run, "jane@example.org", Meaning.APPROVED, JANE);
        approve(run, "john@example.org", Meaning.APPROVED, JOHN);
        run.seal(State.COMPLETE);

        assertThat(released(run)).contains("missing are quality (1)").contains("and may not approve it");
    }

    @Test
    void shouldRefuseARecordThatAsksForLessOrExcludesTooFew() throws IOException {
        var one = new ApproversDocument.Role("quality", 1, RegisterSpec.Meaning.APPROVED, Set.of());
        SomeRun run = pending(ASKED, new ApproversDocument(List.of(one), Set.of(), Optional.empty(), Set.of()));
        approve(run, "jane@example.org", Meaning.APPROVED, JANE);
        run.seal(State.COMPLETE);

        assertThat(released(run))
                .contains("data/approvers.json asks for other signatures than the spec does")
                .contains("data/approvers.json does not exclude everybody who wrote or committed the change or started"
                        + " the run: [somebody]");
    }

    @Test
    void shouldMissTheRecord() throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.bag.put("spec/gxp.yaml", bytes(SomeRun.SPEC + "register: {approvals: " + ASKED + "}\n"));
        run.seal(State.COMPLETE);

        assertThat(released(run)).contains("data/approvers.json is missing");
    }

    private SomeRun pending(String approvals, ApproversDocument recorded) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.bag.put("spec/gxp.yaml", bytes(SomeRun.SPEC + "register: {approvals: " + approvals + "}\n"));
        run.bag.put("approvers.json", Json.pretty(recorded));
        run.seal(State.PENDING);
        return run;
    }

    private static void approve(SomeRun run, String email, Meaning meaning, SomeSigner signer) throws IOException {
        Approvals.add(
                run.bag,
                Approvals.see(run.bag),
                new Person("Some Body", email, "quality", "password of the key file"),
                new Vote(meaning, "looks right", SomeRun.CLOCK.instant(), "Europe/Vienna"),
                signer);
    }

    private String released(SomeRun run) throws IOException {
        TrustStore trust = run.trust()
                .with(List.of(JANE.pemIn(folder.resolve("people")), JOHN.pemIn(folder.resolve("people"))));
        return problem(BundleVerifier.verify(run.zip(), trust, BundleVerifier.Options.defaults()), "approvals");
    }
}
