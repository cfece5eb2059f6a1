// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.ApprovalPolicy;
import io.github.gxpml.evidence.ApprovalPolicy.Decision;
import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.port.ModelRegistry.Status;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Signatures under a run: who must sign, who may not, and what the last one sets off. */
final class Approving {
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
        var policy = ApprovalPolicy.of(
                run.spec().register(),
                run.spec().folder(),
                run.ports().trust().load(),
                new Excluded(excluded(run), Set.of(run.ports().signer().keyId())));
        return policy.decide(Approvals.list(run.bag()), Approvals.current(run.bag()));
    }

    /**
     * Adds a signature; the last one that is needed releases the version, a rejection ends the run.
     *
     * @param run a run that waits
     * @param signature who signs what
     * @throws StageException if the run does not wait, or the signature would not count
     * @throws IOException if it cannot be kept
     */
    static void sign(Run run, Signature signature) throws StageException, IOException {
        if (run.document().state() != State.PENDING) {
            throw new StageException(
                    "run " + run.number() + " is " + run.document().state() + " and does not wait for a signature");
        }
        refuse(run, signature);
        Approval approval = Approvals.add(
                run.bag(),
                Approvals.see(run.bag()),
                new Approval.Person(
                        signature.name(), signature.address(), signature.role(), signature.authentication()),
                new Approval.Vote(
                        signature.meaning(),
                        signature.reason(),
                        run.ports().clock().instant(),
                        signature.zone().getId()),
                signature.signer());
        run.audit(
                "signature.added",
                Map.of(
                        "role",
                        signature.role(),
                        "meaning",
                        signature.meaning().name(),
                        "file",
                        approval.file(),
                        "key",
                        approval.keyId()));
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
    private static void refuse(Run run, Signature signature) throws StageException, IOException {
        List<String> roles = run.spec().register().approvals().stream()
                .map(approval -> approval.role())
                .toList();
        if (!roles.contains(signature.role())) {
            throw new StageException("nobody asked for a signature in the role " + signature.role()
                    + ": the spec asks for " + String.join(", ", roles));
        }
        for (String person : excluded(run)) {
            if (person.toLowerCase(Locale.ROOT)
                            .endsWith("<" + signature.address().toLowerCase(Locale.ROOT) + ">")
                    || person.equalsIgnoreCase(signature.name())) {
                throw new StageException(signature.name() + " <" + signature.address()
                        + "> wrote or committed the change or started the run, and may not sign its release");
            }
        }
        if (signature.signer().keyId().equals(run.ports().signer().keyId())) {
            throw new StageException("a release is signed with a person's own key, not with the machine's");
        }
    }

    /** The author of the change and whoever started the run may not approve it. */
    private static Set<String> excluded(Run run) throws IOException {
        var people = new TreeSet<String>();
        people.add(run.document().startedBy());
        run.lineage().flatMap(lineage -> lineage.code()).ifPresent(code -> {
            people.add(code.author());
            people.add(code.committer());
        });
        people.removeIf(String::isBlank);
        return people;
    }

    private static List<String> phrases(Decision decision) {
        return decision.missing().stream()
                .map(missing -> missing.role() + " (" + missing.count() + ")")
                .collect(Collectors.toList());
    }
}
