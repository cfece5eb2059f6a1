// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.EvidenceException;
import io.github.gxpml.evidence.SignedClaim;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.Waivers;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes in proposals to waive a gate, and confirmations of them, that a host collected from people, all of them or
 * none. What is in the run already is passed over, so that a host that was killed may try again.
 */
final class TakingInWaivers {
    private final Run run;
    /** Digests of the envelopes that the run has. */
    private final Set<String> kept = new HashSet<>();
    /** Proposals that can be confirmed: those of the run, then the new ones under the names that they will get. */
    private final List<Proposal> proposals = new ArrayList<>();

    private final Map<GivenSignature, SignedClaim<Waiver.Claim>> proposed = new LinkedHashMap<>();
    private final Map<GivenSignature, SignedClaim<Waiver.Confirmation>> confirmed = new LinkedHashMap<>();

    private TakingInWaivers(Run run) throws IOException {
        this.run = run;
        for (Waiver waiver : Waivers.list(run.bag())) {
            byte[] envelope = run.bag().read(waiver.file());
            kept.add(Sha256.of(envelope));
            Optional<String> second = waiver.confirmation().map(Waiver.Confirmed::file);
            if (second.isPresent()) {
                kept.add(Sha256.of(run.bag().read(second.get())));
            }
            proposals.add(new Proposal(waiver.file(), envelope, waiver.claim(), waiver.keyId(), second.isPresent()));
        }
    }

    /** What can be confirmed. */
    record Proposal(String file, byte[] envelope, Waiver.Claim claim, String keyId, boolean confirmed) {
        boolean by(Person person, String key) {
            return keyId.equals(key) || claim.person().email().equalsIgnoreCase(person.email());
        }
    }

    /**
     * Takes in.
     *
     * @param run a run that a gate stopped, or one that has these signatures
     * @param given proposals about the run's last seal, and confirmations, in any order
     * @throws StageException if one of them is refused; then none is kept
     * @throws IOException if the evidence cannot be read or kept
     */
    static void waivers(Run run, List<GivenSignature> given) throws StageException, IOException {
        var taking = new TakingInWaivers(run);
        taking.read(given);
        if (!taking.proposed.isEmpty() || !taking.confirmed.isEmpty()) {
            taking.checkAndKeep(Waiving.shown(run, run.bundle()));
        }
        Waiving.finish(run);
    }

    private void read(List<GivenSignature> given) throws StageException {
        for (GivenSignature one : GivenSignature.distinct(given)) {
            try {
                if (kept.contains(Sha256.of(one.envelope()))) {
                    continue;
                }
                if (SignedClaim.isConfirmation(one.envelope())) {
                    confirmed.put(one, SignedClaim.confirmation(one.envelope()));
                } else {
                    proposed.put(one, SignedClaim.waiver(one.envelope()));
                }
            } catch (EvidenceException e) {
                throw one.refused(e.getMessage());
            }
        }
    }

    private void checkAndKeep(Seen seen) throws StageException, IOException {
        Approving.open(run);
        var checks = new WaiverIntake(run, seen);
        int added = 0;
        for (var one : proposed.entrySet()) {
            refuse(one.getKey(), checks.proposal(one.getValue()));
            String file = Waivers.nextFile(run.bag(), added++);
            proposals.add(new Proposal(
                    file,
                    one.getValue().envelope(),
                    one.getValue().claim(),
                    one.getValue().keyId(),
                    false));
        }
        Map<SignedClaim<Waiver.Confirmation>, String> files = new LinkedHashMap<>();
        for (var one : confirmed.entrySet()) {
            Proposal of = proposalOf(one.getKey(), one.getValue());
            refuse(one.getKey(), checks.confirmation(one.getValue(), of));
            if (of.confirmed() || files.containsValue(of.file())) {
                throw one.getKey().refused("data/" + of.file() + " has been confirmed before");
            }
            files.put(one.getValue(), of.file());
        }
        for (SignedClaim<Waiver.Claim> one : proposed.values()) {
            Waivers.take(run.bag(), seen, one);
        }
        for (var one : files.entrySet()) {
            Waivers.take(run.bag(), one.getValue(), one.getKey());
        }
    }

    private Proposal proposalOf(GivenSignature given, SignedClaim<Waiver.Confirmation> one) throws StageException {
        return proposals.stream()
                .filter(proposal ->
                        Waivers.confirmed(proposal.file(), proposal.envelope()).equals(one.subjects()))
                .findFirst()
                .orElseThrow(() -> given.refused("it confirms a proposal, or a name of one, that this run does not"
                        + " have: hand in the proposal with it, and name it as it is kept"));
    }

    private static void refuse(GivenSignature given, Optional<String> reason) throws StageException {
        if (reason.isPresent()) {
            throw given.refused(reason.get());
        }
    }
}
