// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Approvals;
import io.github.gxpml.evidence.SignedClaim;
import io.github.gxpml.evidence.Waiver;
import io.github.gxpml.evidence.WaiverPolicy;
import io.github.gxpml.evidence.Waivers;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Says why a waiver that was signed elsewhere would not count; the same as for one that is signed here. */
final class WaiverIntake {
    private final Run run;
    private final Seen seen;
    private final WaiverPolicy policy;
    private final Instant now;

    WaiverIntake(Run run, Seen seen) throws IOException {
        this.run = run;
        this.seen = seen;
        this.policy = Waiving.policy(run);
        this.now = run.ports().clock().instant();
    }

    Optional<String> proposal(SignedClaim<Waiver.Claim> one) throws IOException {
        Waiver.Claim claim = one.claim();
        Waiver.Terms terms = claim.terms();
        Optional<String> about = first(List.of(
                Approvals.aboutSomethingElse(seen, claim.seal(), one.subjects()),
                Waiving.notBlocking(run, terms.gate())));
        if (about.isPresent()) {
            return about;
        }
        if (!Waivers.found(seen, terms.gate()).equals(claim.found())) {
            return Optional.of("it tells another verdict than gate " + terms.gate() + " has");
        }
        return first(List.of(
                SigningTime.impossible(claim.vote().at(), run.document().sealedAt(), now),
                refusal(
                        claim.person(),
                        one.keyId(),
                        claim.certificates(),
                        claim.vote().at()),
                policy.tooLong(terms.until(), claim.vote().at()),
                terms.until().isBefore(now.atZone(ZoneOffset.UTC).toLocalDate())
                        ? Optional.of("it expired after " + terms.until())
                        : Optional.empty()));
    }

    Optional<String> confirmation(SignedClaim<Waiver.Confirmation> one, TakingInWaivers.Proposal of)
            throws IOException {
        Waiver.Confirmation claim = one.claim();
        String gate = of.claim().terms().gate();
        if (!claim.gate().equals(gate)) {
            return Optional.of("it names another gate than the proposal that it confirms, which is about " + gate);
        }
        return first(List.of(
                Waiving.notBlocking(run, gate),
                SigningTime.impossible(claim.vote().at(), of.claim().vote().at(), now),
                refusal(
                        claim.person(),
                        one.keyId(),
                        claim.certificates(),
                        claim.vote().at()),
                of.by(claim.person(), one.keyId())
                        ? Optional.of(
                                claim.person().name() + " proposed the waiver, and a second person must confirm it")
                        : Optional.empty()));
    }

    private Optional<String> refusal(Person person, String keyId, Optional<String> certificates, Instant at) {
        return policy.refusal(person, keyId, certificates, at)
                .map(reason -> Approving.cannotSign(person.name(), person.email(), reason));
    }

    private static Optional<String> first(List<Optional<String>> reasons) {
        return reasons.stream().flatMap(Optional::stream).findFirst();
    }
}
