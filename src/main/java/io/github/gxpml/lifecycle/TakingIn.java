// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.Approval.Claim;
import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.EvidenceException;
import io.github.gxpml.evidence.SignedClaim;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes in signatures under a release that a host collected from people, all of them or none. One that is in the run
 * already is passed over, so that a host that was killed may try again.
 */
final class TakingIn {
    private final Run run;
    private final Set<String> kept = new TreeSet<>();
    private final Set<String> signed = new TreeSet<>();

    private TakingIn(Run run) throws IOException {
        this.run = run;
        for (Approval approval : Approvals.list(run.bag())) {
            kept.add(Sha256.of(run.bag().read(approval.file())));
            signed.add(address(approval.claim().person()));
            signed.add(approval.keyId());
        }
    }

    /**
     * Takes in.
     *
     * @param run a run that waits, or one that has these signatures
     * @param given one or more approvals of the run's last seal
     * @throws StageException if one of them is refused; then none is kept
     * @throws IOException if the evidence cannot be read or kept
     */
    static void approvals(Run run, List<GivenSignature> given) throws StageException, IOException {
        var taking = new TakingIn(run);
        Map<GivenSignature, SignedClaim<Claim>> added = taking.notKept(given);
        if (!added.isEmpty()) {
            Seen seen = Approving.shown(run, run.bundle());
            Instant now = run.ports().clock().instant();
            for (var one : added.entrySet()) {
                taking.check(one.getKey(), one.getValue(), seen, now);
            }
            for (SignedClaim<Claim> one : added.values()) {
                Approvals.take(run.bag(), seen, one);
            }
        }
        Approving.finish(run);
    }

    private Map<GivenSignature, SignedClaim<Claim>> notKept(List<GivenSignature> given) throws StageException {
        Map<GivenSignature, SignedClaim<Claim>> added = new LinkedHashMap<>();
        for (GivenSignature one : GivenSignature.distinct(given)) {
            if (!kept.contains(Sha256.of(one.envelope()))) {
                try {
                    added.put(one, SignedClaim.approval(one.envelope()));
                } catch (EvidenceException e) {
                    throw one.refused(e.getMessage());
                }
            }
        }
        return added;
    }

    private void check(GivenSignature given, SignedClaim<Claim> one, Seen seen, Instant now)
            throws StageException, IOException {
        Claim claim = one.claim();
        List<Optional<String>> reasons = new ArrayList<>();
        reasons.add(Approvals.aboutSomethingElse(seen, claim.seal(), one.subjects()));
        reasons.add(SigningTime.impossible(claim.vote().at(), run.document().sealedAt(), now));
        reasons.add(Approving.refusal(run, claim, one.keyId()));
        reasons.add(again(claim, one.keyId()));
        Optional<String> reason = reasons.stream().flatMap(Optional::stream).findFirst();
        if (reason.isPresent()) {
            throw given.refused(reason.get());
        }
    }

    /** Whoever signed before may still reject, and nothing else. */
    private Optional<String> again(Claim claim, String keyId) {
        boolean person = !signed.add(address(claim.person()));
        boolean key = !signed.add(keyId);
        return (person || key) && claim.vote().meaning() != Approval.Meaning.REJECTED
                ? Optional.of(claim.person().name() + " or this key has signed before, and one person counts once")
                : Optional.empty();
    }

    private static String address(Person person) {
        return person.email().toLowerCase(Locale.ROOT);
    }
}
