// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.ApprovalPolicy;
import io.github.gxpml.evidence.ApprovalPolicy.Decision;
import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.ApproversDocument;
import io.github.gxpml.evidence.AuditLog;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.Exclusions;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Signatures under a run: who must sign, who may not, and what the last one sets off. */
final class Approving {
    private static final String APPROVERS = "approvers.json";
    private static final String ADDED = "signature.added";

    private static final String UNCOUNTED = "does not count: ";
    private static final int SHOWN_DIGITS = 16;

    private Approving() {}

    /**
     * Returns the signatures that are missing.
     *
     * @param run the run
     * @return one phrase each, for example {@code quality (1)}; empty if none is asked for or all are there
     * @throws IOException if the evidence cannot be read
     */
    static List<String> missing(Run run) throws IOException {
        if (run.spec().register().approvals().isEmpty() || !run.document().registered()) {
            return List.of();
        }
        return phrases(decision(run));
    }

    static Decision decision(Run run) throws IOException {
        return policy(run).decide(Approvals.list(run.bag()), Approvals.current(run.bag()));
    }

    private static ApprovalPolicy policy(Run run) throws IOException {
        return policy(run, excluded(run));
    }

    private static ApprovalPolicy policy(Run run, Excluded excluded) throws IOException {
        return ApprovalPolicy.of(run.spec().register(), run.spec().folder(), run.trust(), excluded);
    }

    /** Records who must sign and who may not, before anybody does; what is recorded stays. */
    static void open(Run run) throws IOException {
        if (!run.bag().has(APPROVERS)) {
            run.put(APPROVERS, approvers(run));
        }
    }

    /** Returns who must sign and who may not: as recorded, or as it would be recorded now. */
    static ApproversDocument approvers(Run run) throws IOException {
        if (run.bag().has(APPROVERS)) {
            return Json.read(run.bag().read(APPROVERS), ApproversDocument.class);
        }
        Authors.Found found = Authors.of(run);
        return policy(run, excluding(run, found.people())).recorded(found.people(), found.since());
    }

    /** Tells whether all authors of the change, and not only those of its last commit, are kept from signing. */
    static boolean knowsAuthors(Run run) throws IOException {
        return run.bag().has(APPROVERS)
                ? Json.read(run.bag().read(APPROVERS), ApproversDocument.class)
                        .authorsSince()
                        .isPresent()
                : Authors.of(run).since().isPresent();
    }

    /** Returns who may not sign: as recorded, or as far as is known before that. */
    static Excluded excluded(Run run) throws IOException {
        Set<String> people = new TreeSet<>(Exclusions.of(run.bag(), run.document()));
        if (run.bag().has(APPROVERS)) {
            people.addAll(Json.read(run.bag().read(APPROVERS), ApproversDocument.class)
                    .excludedPeople());
        }
        return excluding(run, people);
    }

    private static Excluded excluding(Run run, Set<String> people) {
        return new Excluded(people, Set.of(run.ports().signer().keyId()));
    }

    /**
     * Returns what a person is about to sign, after checking that it verifies and is the last seal of the run.
     *
     * @param run a run that waits
     * @param zip the sealed bundle that the person opened
     * @return digests and verdicts
     * @throws StageException if the run does not wait, or the bundle does not verify
     * @throws IOException if it is not the last seal
     */
    static Seen shown(Run run, Path zip) throws StageException, IOException {
        waits(run);
        return Shown.verified(run, zip);
    }

    private static void waits(Run run) throws StageException {
        if (run.document().state() != State.PENDING) {
            throw new StageException(
                    "run " + run.number() + " is " + run.document().state() + " and does not wait for a signature");
        }
    }

    /**
     * Adds a signature; the last one that is needed releases the version, a rejection ends the run.
     *
     * @param run a run that waits
     * @param signature who signs
     * @param seen what was shown
     * @throws StageException if the run does not wait, or the signature would not count
     * @throws IOException if it cannot be kept
     */
    static void sign(Run run, Signature signature, Seen seen) throws StageException, IOException {
        waits(run);
        Instant now = run.ports().clock().instant();
        refuse(run, signature, now);
        Approvals.add(
                run.bag(),
                seen,
                signature.person(),
                new Approval.Vote(
                        signature.meaning(),
                        signature.reason(),
                        now,
                        signature.zone().getId()),
                signature.signer());
        finish(run);
    }

    /**
     * Tells of the signatures that are kept, seals them and draws their consequence, as far as none of that was done: a
     * kill may have come in between.
     *
     * @param run any run; nothing happens to one that does not wait
     * @throws StageException if the baseline cannot be made
     * @throws IOException if it cannot be kept
     */
    static void finish(Run run) throws StageException, IOException {
        if (run.document().state() != State.PENDING) {
            return;
        }
        List<Approval> all = Approvals.list(run.bag());
        boolean told = tell(run, all);
        Set<String> sealed = run.bag().sealed();
        if (told || all.stream().anyMatch(approval -> !sealed.contains(approval.file()))) {
            run.seal(State.PENDING);
        }
        settle(run);
    }

    private static boolean tell(Run run, List<Approval> all) throws IOException {
        Set<String> known = AuditLog.files(run.bag(), ADDED);
        boolean told = false;
        for (int i = 0; i < all.size(); i++) {
            Approval approval = all.get(i);
            if (!known.contains(approval.file())) {
                var person = approval.claim().person();
                var details = new TreeMap<String, Object>();
                details.put("role", person.role());
                details.put("meaning", approval.claim().vote().meaning().name());
                details.put("file", approval.file());
                details.put("key", approval.keyId());
                details.put("seal", approval.seen().seal());
                details.put("manifest", approval.seen().manifestSha256());
                details.put("old", waitsFor(run, all.subList(0, i)));
                details.put("new", waitsFor(run, all.subList(0, i + 1)));
                details.put("takenInBy", run.actor());
                run.audit(ADDED, person.name() + " <" + person.email() + ">", details);
                told = true;
            }
        }
        return told;
    }

    private static String waitsFor(Run run, List<Approval> signatures) throws IOException {
        List<String> left = phrases(policy(run).decide(signatures, Approvals.current(run.bag())));
        return left.isEmpty() ? "waits for nobody" : "waits for " + String.join(", ", left);
    }

    /**
     * Draws the consequence of the signatures that are there. Also called when a run is opened again, since a kill may
     * have come between the last signature and its consequence.
     *
     * @param run a run that waits
     * @throws StageException if the baseline cannot be made
     * @throws IOException if it cannot be kept
     */
    static void settle(Run run) throws StageException, IOException {
        Decision decision = decision(run);
        switch (decision.state()) {
            case PENDING -> {}
            case REJECTED -> {
                reject(run, String.join("; ", decision.notes()));
                run.audit("model.status", Map.of("old", Status.PENDING.name(), "new", Status.REJECTED.name()));
                run.seal(State.REJECTED);
            }
            case APPROVED -> {
                Release.release(run, "every signature that the spec asks for is there: " + signers(run, decision));
                run.seal(run.spec().monitor().isPresent() ? State.RUNNING : State.COMPLETE);
            }
        }
    }

    /** Names who signed, and each signature by the beginning of its digest. */
    private static String signers(Run run, Decision decision) throws IOException {
        List<String> signers = new ArrayList<>();
        for (Approval approval : Approvals.list(run.bag())) {
            if (objection(decision, approval).isEmpty()) {
                var person = approval.claim().person();
                signers.add(person.name() + " <" + person.email() + "> as " + person.role() + " (sha256 "
                        + Sha256.of(run.bag().read(approval.file())).substring(0, SHOWN_DIGITS) + ")");
            }
        }
        return String.join(", ", signers);
    }

    /** Says why a signature does not count; empty if it does. */
    static Optional<String> objection(Decision decision, Approval approval) {
        String file = approval.file().substring(approval.file().lastIndexOf('/') + 1);
        return decision.notes().stream()
                .filter(note -> note.startsWith(file + " ") && note.contains(UNCOUNTED))
                .map(note -> note.substring(note.indexOf(UNCOUNTED) + UNCOUNTED.length()))
                .findFirst();
    }

    private static void reject(Run run, String reason) throws IOException {
        String model = run.spec().model().name();
        var known = run.ports().registry().find(model, run.number());
        // a rejection that was cut off has told the registry already
        if (known.isEmpty() || known.get().status() != Status.REJECTED) {
            run.ports().registry().change(model, run.number(), RegisterStage.change(run, Status.REJECTED, reason));
        }
    }

    /** Says why a signature that was made elsewhere would not count. */
    static Optional<String> refusal(Run run, Approval.Claim claim, String keyId) throws IOException {
        Optional<String> role = notAsked(run, claim.person().role());
        Optional<String> refusal = role.isPresent() ? role : policy(run).refusal(claim, keyId);
        return refusal.map(
                reason -> cannotSign(claim.person().name(), claim.person().email(), reason));
    }

    static String cannotSign(String name, String address, String reason) {
        return name + " <" + address + "> cannot sign: " + reason;
    }

    private static Optional<String> notAsked(Run run, String role) {
        List<String> roles = run.spec().register().approvals().stream()
                .map(approval -> approval.role())
                .toList();
        return roles.contains(role)
                ? Optional.empty()
                : Optional.of("nobody asked for a signature in the role " + role + ": the spec asks for "
                        + String.join(", ", roles));
    }

    /** A signature that could not count is refused before it is made, with the reason. */
    private static void refuse(Run run, Signature signature, Instant now) throws StageException, IOException {
        Optional<String> role = notAsked(run, signature.role());
        if (role.isPresent()) {
            throw new StageException(role.get());
        }
        Optional<String> refusal =
                policy(run).refusal(signature.person(), signature.meaning(), signature.signer(), now);
        if (refusal.isPresent()) {
            throw new StageException(cannotSign(signature.name(), signature.address(), refusal.get()));
        }
    }

    private static List<String> phrases(Decision decision) {
        return decision.missing().stream()
                .map(missing -> missing.role() + " (" + missing.count() + ")")
                .collect(Collectors.toList());
    }
}
