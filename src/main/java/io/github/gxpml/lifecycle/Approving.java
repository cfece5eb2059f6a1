// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.ApprovalPolicy;
import io.github.gxpml.evidence.ApprovalPolicy.Decision;
import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.ApproversDocument;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.evidence.Exclusions;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
            Authors.Found found = Authors.of(run);
            run.put(APPROVERS, policy(run, excluding(run, found.people())).recorded(found.people(), found.since()));
        }
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
        String before = String.join(", ", missing(run));
        Approval approval = Approvals.add(
                run.bag(),
                seen,
                signature.person(),
                new Approval.Vote(
                        signature.meaning(),
                        signature.reason(),
                        now,
                        signature.zone().getId()),
                signature.signer());
        var details = new TreeMap<String, Object>();
        details.put("role", signature.role());
        details.put("meaning", signature.meaning().name());
        details.put("file", approval.file());
        details.put("key", approval.keyId());
        details.put("seal", seen.seal());
        details.put("manifest", seen.manifestSha256());
        details.put("old", "waits for " + before);
        List<String> left = missing(run);
        details.put("new", left.isEmpty() ? "waits for nobody" : "waits for " + String.join(", ", left));
        run.audit("signature.added", signature.name() + " <" + signature.address() + ">", details);
        run.seal(State.PENDING);
        settle(run);
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
                Release.release(run, "every signature that the spec asks for is there");
                run.seal(run.spec().monitor().isPresent() ? State.RUNNING : State.COMPLETE);
            }
        }
    }

    private static void reject(Run run, String reason) throws IOException {
        String model = run.spec().model().name();
        var known = run.ports().registry().find(model, run.number());
        // a rejection that was cut off has told the registry already
        if (known.isEmpty() || known.get().status() != Status.REJECTED) {
            run.ports().registry().change(model, run.number(), RegisterStage.change(run, Status.REJECTED, reason));
        }
    }

    /** A signature that could not count is refused before it is made, with the reason. */
    private static void refuse(Run run, Signature signature, Instant now) throws StageException, IOException {
        List<String> roles = run.spec().register().approvals().stream()
                .map(approval -> approval.role())
                .toList();
        if (!roles.contains(signature.role())) {
            throw new StageException("nobody asked for a signature in the role " + signature.role()
                    + ": the spec asks for " + String.join(", ", roles));
        }
        Optional<String> refusal =
                policy(run).refusal(signature.person(), signature.meaning(), signature.signer(), now);
        if (refusal.isPresent()) {
            throw new StageException(signature.name() + " <" + signature.address() + "> cannot sign: " + refusal.get());
        }
    }

    private static List<String> phrases(Decision decision) {
        return decision.missing().stream()
                .map(missing -> missing.role() + " (" + missing.count() + ")")
                .collect(Collectors.toList());
    }
}
