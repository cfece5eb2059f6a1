// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.SomeRun.passing;
import static io.github.gxpml.evidence.SomeRun.problem;
import static io.github.gxpml.evidence.SomeRun.unstable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.evidence.Approval.Meaning;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Vote;
import io.github.gxpml.evidence.ApprovalPolicy.Decision;
import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.ApprovalPolicy.Missing;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import io.github.gxpml.port.Signer;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsTest {
    private static final SomeSigner ALICE = SomeSigner.create();
    private static final SomeSigner BOB = SomeSigner.create();

    @Test
    void shouldTakeSignaturesUnderExactlyWhatWasSeen(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);

        Approval approval = approve(run, "Alice@example.org", "quality", ALICE);
        approve(run, "bob@example.org", "business", BOB);
        run.seal(State.COMPLETE);

        assertThat(approval.seen().seal()).isEqualTo(1);
        assertThat(run.bag.read("seen/1/verdicts.json")).isEqualTo(run.bag.read("verdicts.json"));
        assertThat(run.bag.names())
                .contains("seen/1/report.html", "seen/1/manifest-sha256.txt", "attestations/approval-2.dsse.json");
        assertThat(Approvals.list(run.bag))
                .extracting(a -> a.claim().person().role())
                .containsExactly("quality", "business");
        assertThat(decide(run, two(), Set.of()))
                .isEqualTo(new Decision(ApprovalPolicy.State.APPROVED, List.of(), List.of()));
        assertThat(verify(run).checks()).extracting(Check::status).containsOnly(Status.OK);
        assertThat(verify(run).checks()).extracting(Check::message).contains("2 signatures of people, 0 of them stale");
    }

    @Test
    void shouldSayWhoIsStillMissing(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        RegisterSpec spec = spec(new ApprovalSpec("quality", 2, List.of()), new ApprovalSpec("business", 1, List.of()));

        assertThat(decide(run, spec, Set.of()).missing())
                .containsExactly(new Missing("quality", 2), new Missing("business", 1));
        approve(run, "alice@example.org", "quality", ALICE);
        assertThat(decide(run, spec, Set.of()).missing())
                .containsExactly(new Missing("quality", 1), new Missing("business", 1));
        assertThat(decide(run, spec(), Set.of()).state()).isEqualTo(ApprovalPolicy.State.APPROVED);
    }

    @Test
    void shouldAddUpARoleThatIsAskedForTwice(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        ApprovalSpec once = new ApprovalSpec("quality", 1, List.of());

        assertThat(decide(run, spec(once, once), Set.of()).missing()).containsExactly(new Missing("quality", 1));
    }

    @Test
    void shouldNotLetOnePersonFillTwoPlaces(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        approve(run, "ALICE@example.org", "business", BOB);
        approve(run, "carol@example.org", "business", ALICE);

        Decision decision = decide(run, two(), Set.of());

        assertThat(decision.state()).isEqualTo(ApprovalPolicy.State.PENDING);
        assertThat(decision.missing()).containsExactly(new Missing("business", 1));
        assertThat(decision.notes())
                .hasSize(2)
                .allMatch(note ->
                        note.endsWith(" by Some Body (business) does not count: this person or key has signed before"));
    }

    @Test
    void shouldNotLetTheAuthorApprove(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        RegisterSpec spec = spec(new ApprovalSpec("quality", 1, List.of()));

        Decision decision = decide(run, spec, Set.of("Alice <ALICE@Example.org>"));

        assertThat(decision.state()).isEqualTo(ApprovalPolicy.State.PENDING);
        assertThat(decision.notes().get(0))
                .contains("alice@example.org wrote or committed the change or started the run,"
                        + " compared by e-mail address, and may not approve it");
        assertThat(decide(run, spec, Set.of("some body")).state()).isEqualTo(ApprovalPolicy.State.PENDING);
        assertThat(decide(run, spec, Set.of("Bob <bob@example.org>")).state()).isEqualTo(ApprovalPolicy.State.APPROVED);
    }

    @Test
    void shouldCountOnlyKeysThatAreTrustedOrNamed(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        SomeSigner stranger = SomeSigner.create();
        approve(run, "eve@example.org", "quality", stranger);
        RegisterSpec open = spec(new ApprovalSpec("quality", 1, List.of()));

        assertThat(decide(run, open, Set.of()).notes().get(0))
                .endsWith("key " + stranger.keyId() + " is not trusted here");
        stranger.pemIn(folder.resolve("pinned"));
        ApprovalSpec pinned = new ApprovalSpec("quality", 1, List.of("pinned/" + stranger.keyId() + ".pem"));
        assertThat(decide(run, spec(pinned), Set.of()).state()).isEqualTo(ApprovalPolicy.State.APPROVED);
        ALICE.pemIn(folder.resolve("pinned"));
        ApprovalSpec other = new ApprovalSpec("quality", 1, List.of("pinned/" + ALICE.keyId() + ".pem"));
        assertThat(decide(run, spec(other), Set.of()).notes().get(0))
                .contains("is not one that the spec names for the role");
        ApprovalSpec gone = new ApprovalSpec("quality", 1, List.of("pinned/none.pem"));
        assertThatThrownBy(() -> decide(run, spec(gone), Set.of())).hasMessageContaining("none.pem does not exist");
    }

    @Test
    void shouldNotCountTheMachinesOwnKey(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "eve@example.org", "quality", run.signer);
        run.seal(State.COMPLETE);

        Decision decision = decide(run, spec(new ApprovalSpec("quality", 1, List.of())), Set.of());

        assertThat(decision.notes().get(0)).endsWith("it is signed with this machine's own key, not with a person's");
        assertThat(problem(verify(run), "approvals")).contains("is signed with the key of the machine");
    }

    @Test
    void shouldRejectOnEveryRejection(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        approve(run, "bob@example.org", "business", BOB);
        Vote no = new Vote(Meaning.REJECTED, "too few women", SomeRun.CLOCK.instant(), "Europe/Vienna");
        Approvals.add(run.bag, Approvals.see(run.bag), person("eve@example.org", "visitor"), no, SomeSigner.create());

        Decision decision = decide(run, two(), Set.of());

        assertThat(decision.state()).isEqualTo(ApprovalPolicy.State.REJECTED);
        assertThat(decision.notes())
                .containsExactly("approval-3.dsse.json by Some Body (visitor) rejects: too few women");
        run.seal(State.COMPLETE);
        assertThat(problem(verify(run), "approvals"))
                .isEqualTo("the bundle says COMPLETE, but data/attestations/approval-3.dsse.json rejects it");
    }

    @Test
    void shouldNotCountAStaleApproval(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        RegisterSpec spec = spec(new ApprovalSpec("quality", 1, List.of()));

        run.verdicts(passing("roc_auc"), unstable("RD"), passing("psi"));
        assertThat(decide(run, spec, Set.of()).state()).isEqualTo(ApprovalPolicy.State.APPROVED);

        run.verdicts(unstable("RD"), passing("psi"));
        assertThat(decide(run, spec, Set.of()).notes())
                .containsExactly(
                        "approval-1.dsse.json by Some Body (quality) does not count: it is stale, the verdict on"
                                + " validate/roc_auc has changed since or is gone");
        run.seal(State.COMPLETE);
        assertThat(problem(verify(run), "approvals"))
                .isEqualTo(
                        "the bundle says COMPLETE, but data/attestations/approval-1.dsse.json is stale: the verdicts or"
                                + " the model that were signed have changed since");

        approve(run, "alice@example.org", "quality", ALICE);
        run.seal(State.COMPLETE);
        assertThat(verify(run).checks()).extracting(Check::message).contains("2 signatures of people, 1 of them stale");
        assertThat(verify(run).ok()).isTrue();
        assertThat(decide(run, spec, Set.of()).state()).isEqualTo(ApprovalPolicy.State.APPROVED);

        run.model("another model");
        assertThat(decide(run, spec, Set.of()).notes())
                .hasSize(2)
                .allMatch(note -> note.endsWith("the model is another one now"));
    }

    @Test
    void shouldNotSignWhatChangedSinceItWasSeen(@TempDir Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        assertThatThrownBy(() -> Approvals.see(run.bag)).hasMessageContaining("has not been sealed yet");
        run.seal(State.PENDING);
        Approval.Seen seen = Approvals.see(run.bag);

        run.bag.put("report.html", SomeRun.bytes("another"));
        assertThatThrownBy(() -> Approvals.see(run.bag))
                .hasMessageContaining("data/report.html was changed since the last seal");
        run.seal(State.PENDING);
        assertThatThrownBy(() -> Approvals.add(run.bag, seen, person("a@example.org", "quality"), vote(), ALICE))
                .hasMessageContaining("was changed since it was looked at");
    }

    @Test
    void shouldNotAcceptASignatureFromAnotherBundle(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        SomeRun other = SomeRun.create(folder, run.signer, 8);
        other.bag.put("report.html", SomeRun.bytes("another"));
        other.seal(State.PENDING);
        approve(other, "alice@example.org", "quality", ALICE);
        approve(run, "alice@example.org", "quality", ALICE);
        Files.write(
                run.bag.path("attestations/approval-1.dsse.json"), other.bag.read("attestations/approval-1.dsse.json"));

        assertThatThrownBy(() -> Approvals.list(run.bag))
                .hasMessageContaining("what was signed is not what is kept in data/seen/1");
        run.seal(State.COMPLETE);
        assertThat(problem(verify(run), "approvals")).contains("what was signed is not what is kept in data/seen/1");
    }

    @Test
    void shouldNoticeASealThatTheRunDoesNotHave(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        SomeRun other = SomeRun.create(folder, run.signer, 8);
        other.bag.put("report.html", SomeRun.bytes("another"));
        other.seal(State.PENDING);
        approve(other, "alice@example.org", "quality", ALICE);
        for (String name : other.bag.names()) {
            if (name.startsWith("seen/") || name.startsWith("attestations/")) {
                run.bag.put(name, other.bag.read(name));
            }
        }
        run.seal(State.COMPLETE);

        assertThat(problem(verify(run), "approvals"))
                .isEqualTo("data/attestations/approval-1.dsse.json is about a seal 1 that this run does not have");
    }

    @Test
    void shouldNoticeWhatWasSeenBeingChangedOrAnApprovalMissing(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        approve(run, "bob@example.org", "business", BOB);
        Files.writeString(run.bag.path("seen/1/report.html"), "nicer");
        assertThatThrownBy(() -> Approvals.list(run.bag)).hasMessageContaining("are not those of seal 1");

        Files.delete(run.bag.path("attestations/approval-1.dsse.json"));
        assertThatThrownBy(() -> Approvals.list(run.bag))
                .hasMessage("data/attestations/approval-1.dsse.json is missing");
        run.seal(State.COMPLETE);
        assertThat(problem(verify(run), "approvals")).isEqualTo("data/attestations/approval-1.dsse.json is missing");
    }

    @Test
    void shouldNotVerifyApprovalsByUntrustedKeys(@TempDir Path folder) throws IOException {
        SomeRun run = createPending(folder);
        approve(run, "alice@example.org", "quality", ALICE);
        run.seal(State.COMPLETE);

        assertThat(problem(run.verify(), "attestations"))
                .isEqualTo("data/attestations/approval-1.dsse.json: signed by key " + ALICE.keyId()
                        + ", which is not trusted here: pass --key FILE with its public key to gxp verify, or put that file into"
                        + " GXP_HOME/trusted");
    }

    @Test
    void shouldRefuseSignaturesThatSayNothing() {
        assertThatThrownBy(() -> new Vote(Meaning.REJECTED, " ", SomeRun.CLOCK.instant(), "UTC"))
                .hasMessageContaining("needs a reason");
        assertThatThrownBy(() -> new Vote(Meaning.APPROVED, "", SomeRun.CLOCK.instant(), "Mars"))
                .hasMessageContaining("time zone");
        assertThatThrownBy(() -> person("nobody", "quality")).hasMessageContaining("not an e-mail address");
        assertThatThrownBy(() -> person("a@b", "qual\u001bity")).hasMessageContaining("control characters");
        assertThatThrownBy(() -> person("a@b", "")).hasMessageContaining("the role is empty");
    }

    private static SomeRun createPending(Path folder) throws IOException {
        SomeRun run = SomeRun.create(folder);
        run.seal(State.PENDING);
        return run;
    }

    private static Approval approve(SomeRun run, String email, String role, Signer signer) throws IOException {
        return Approvals.add(run.bag, Approvals.see(run.bag), person(email, role), vote(), signer);
    }

    private static Person person(String email, String role) {
        return new Person("Some Body", email, role, "password of the key file");
    }

    private static Vote vote() {
        return new Vote(Meaning.APPROVED, "", SomeRun.CLOCK.instant(), "Europe/Vienna");
    }

    private static RegisterSpec two() {
        return spec(new ApprovalSpec("quality", 1, List.of()), new ApprovalSpec("business", 1, List.of()));
    }

    private static RegisterSpec spec(ApprovalSpec... approvals) {
        return new RegisterSpec("local", List.of(approvals));
    }

    private static Decision decide(SomeRun run, RegisterSpec spec, Set<String> people) throws IOException {
        Excluded excluded = new Excluded(people, Set.of(run.signer.keyId()));
        return ApprovalPolicy.of(spec, run.folder, everybody(run), excluded)
                .decide(Approvals.list(run.bag), Approvals.current(run.bag));
    }

    private static VerificationReport verify(SomeRun run) throws IOException {
        return BundleVerifier.verify(run.zip(), everybody(run), BundleVerifier.Options.defaults());
    }

    private static TrustStore everybody(SomeRun run) throws IOException {
        List<Path> people = new ArrayList<>();
        for (SomeSigner signer : List.of(ALICE, BOB)) {
            people.add(signer.pemIn(run.folder.resolve("people")));
        }
        return run.trust().with(people);
    }
}
