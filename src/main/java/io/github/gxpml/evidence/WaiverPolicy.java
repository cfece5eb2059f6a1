// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.Waiver.Confirmed;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.spec.RegisterSpec.WaiverSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides which waivers count: two people in roles that the spec names, neither of them excluded, and in time. */
public final class WaiverPolicy {
    private final Optional<WaiverSpec> allowed;
    private final Excluded excluded;
    private final TrustStore trust;

    /**
     * Creates the policy of a spec.
     *
     * @param allowed who may waive; absent if nobody may
     * @param excluded who may not sign
     * @param trust the keys that count
     */
    public WaiverPolicy(Optional<WaiverSpec> allowed, Excluded excluded, TrustStore trust) {
        this.allowed = allowed;
        this.excluded = excluded;
        this.trust = trust;
    }

    /**
     * Returns the gates whose waivers count.
     *
     * @param waivers every waiver of a run
     * @param gates every verdict of the run
     * @param at when it is asked
     * @return by gate id, the last day on which it holds
     */
    public Map<String, LocalDate> standing(List<Waiver> waivers, List<GateResult> gates, Instant at) {
        var standing = new TreeMap<String, LocalDate>();
        for (Waiver waiver : waivers) {
            if (objection(waiver, gates, at).isEmpty()) {
                standing.merge(
                        waiver.claim().terms().gate(), waiver.claim().terms().until(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return standing;
    }

    /**
     * Says why a waiver does not count.
     *
     * @param waiver the waiver
     * @param gates every verdict of the run now
     * @param at when it is asked
     * @return the reason; empty if it counts
     */
    public Optional<String> objection(Waiver waiver, List<GateResult> gates, Instant at) {
        Waiver.Claim claim = waiver.claim();
        Optional<String> first = refusal(
                claim.person(),
                waiver.keyId(),
                claim.certificates(),
                claim.vote().at());
        if (first.isPresent()) {
            return first;
        }
        if (waiver.confirmation().isEmpty()) {
            return Optional.of("a second person has not confirmed it");
        }
        Confirmed second = waiver.confirmation().get();
        return refusal(
                        second.claim().person(),
                        second.keyId(),
                        second.claim().certificates(),
                        second.claim().vote().at())
                .or(() -> samePerson(waiver, second))
                .or(() -> outOfTime(claim, second, at))
                .or(() -> stale(waiver, gates));
    }

    /**
     * Says why a person's signature under a waiver would not count.
     *
     * @param person who
     * @param keyId name of the person's key
     * @param certificates PEM of its certificate chain; absent if it has none
     * @param at when
     * @return the reason; empty if it would count
     */
    public Optional<String> refusal(Person person, String keyId, Optional<String> certificates, Instant at) {
        if (allowed.isEmpty() || allowed.get().roles().isEmpty()) {
            return Optional.of("the spec lets nobody waive a gate: register.waivers names no roles");
        }
        if (!allowed.get().roles().contains(person.role())) {
            return Optional.of("the role " + person.role() + " may not waive a gate, "
                    + String.join(", ", allowed.get().roles()) + " may");
        }
        if (excluded.includes(person)) {
            return Optional.of(person.email() + " wrote or committed the change or started the run, and may not waive"
                    + " its gates");
        }
        if (excluded.keys().contains(keyId)) {
            return Optional.of("it is signed with the machine's own key, not with a person's");
        }
        try {
            Certificates.require(trust, keyId, person, certificates, at);
            return Optional.empty();
        } catch (EvidenceException e) {
            return Optional.of(EvidenceException.reason(e));
        }
    }

    /**
     * Says why a last day is not allowed.
     *
     * @param until the last day
     * @param at when it is proposed
     * @return the reason; empty if it is allowed
     */
    public Optional<String> tooLong(LocalDate until, Instant at) {
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        int longest = allowed.map(WaiverSpec::longestDays).orElse(0);
        if (until.isBefore(day)) {
            return Optional.of("it ends on " + until + ", before it was signed");
        }
        return until.isAfter(day.plusDays(longest))
                ? Optional.of("it ends on " + until + ", and the spec allows " + longest + " days at most")
                : Optional.empty();
    }

    private static Optional<String> samePerson(Waiver waiver, Confirmed second) {
        boolean same = waiver.keyId().equals(second.keyId())
                || waiver.claim()
                        .person()
                        .identity()
                        .equals(second.claim().person().identity());
        return same ? Optional.of("one person signed it twice, and two must sign") : Optional.empty();
    }

    private Optional<String> outOfTime(Waiver.Claim claim, Confirmed second, Instant at) {
        LocalDate until = claim.terms().until();
        if (at.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until)) {
            return Optional.of("it expired after " + until);
        }
        if (second.claim().vote().at().isAfter(at.plus(Approval.CLOCK_SKEW))) {
            return Optional.of("it was confirmed later than it was used");
        }
        return tooLong(until, claim.vote().at());
    }

    private static Optional<String> stale(Waiver waiver, List<GateResult> gates) {
        String gate = waiver.claim().terms().gate();
        Set<GateResult> now = Set.copyOf(gates);
        boolean same = waiver.seen().verdicts().gates().stream()
                .filter(result -> result.gate().id().equals(gate))
                .allMatch(now::contains);
        return same ? Optional.empty() : Optional.of("it is stale, the verdict on " + gate + " has changed since");
    }
}
