// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.port.Signer;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides whether the signatures that a spec asks for are there. People are told apart by e-mail address and by key;
 * that an address belongs to a key is not known here, so keys must be trusted or named by the spec.
 */
public final class ApprovalPolicy {
    /**
     * What approvals are compared with.
     *
     * @param verdicts the verdicts now
     * @param modelSha256 the model now
     */
    public record Current(VerdictsDocument verdicts, String modelSha256) {}

    /**
     * Who may not approve.
     *
     * @param people e-mail addresses or {@code Name <address>} of the commit's author and committer and of whoever
     *     started the run
     * @param keys names of keys that are not a person's, such as the machine's own
     */
    public record Excluded(Set<String> people, Set<String> keys) {
        /** Copies, and reduces people to what they are compared by. */
        public Excluded {
            Set<String> identities = new TreeSet<>();
            people.forEach(person -> identities.add(identity(person)));
            people = Set.copyOf(identities);
            keys = Set.copyOf(keys);
        }

        /** Where a host knows only a name, the name is compared. */
        boolean includes(Approval.Person person) {
            return people.contains(person.identity()) || people.contains(identity(person.name()));
        }

        /** Tells whether everybody whom another set excludes is excluded here. */
        boolean covers(Set<String> others) {
            return people.containsAll(new Excluded(others, Set.of()).people);
        }

        private static String identity(String person) {
            int open = person.lastIndexOf('<');
            int close = person.lastIndexOf('>');
            String address = open >= 0 && close > open ? person.substring(open + 1, close) : person;
            return address.strip().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a release is approved. */
    public enum State {
        APPROVED,
        REJECTED,
        PENDING
    }

    /**
     * Signatures still to come.
     *
     * @param role from the spec
     * @param count how many
     */
    public record Missing(String role, int count) {}

    /**
     * The outcome.
     *
     * @param state approved, rejected or pending
     * @param missing by role, in the order of the spec; empty unless pending
     * @param notes one sentence for every signature that does not count or that rejects
     */
    public record Decision(State state, List<Missing> missing, List<String> notes) {
        /** Copies the lists. */
        public Decision {
            missing = List.copyOf(missing);
            notes = List.copyOf(notes);
        }
    }

    private final List<ApprovalSpec> asked;
    private final Map<String, Set<String>> pinned;
    private final TrustStore trust;
    private final Excluded excluded;

    private ApprovalPolicy(
            List<ApprovalSpec> asked, Map<String, Set<String>> pinned, TrustStore trust, Excluded excluded) {
        this.asked = asked;
        this.pinned = pinned;
        this.trust = trust;
        this.excluded = excluded;
    }

    /**
     * Creates the policy of a spec.
     *
     * @param register says how many people of which roles must sign
     * @param folder that the spec's key files are relative to
     * @param trust the keys that count where the spec names none
     * @param excluded who may not approve
     * @return the policy
     * @throws EvidenceException if a key file of the spec cannot be used
     */
    public static ApprovalPolicy of(RegisterSpec register, Path folder, TrustStore trust, Excluded excluded)
            throws EvidenceException {
        Map<String, Set<String>> pinned = new TreeMap<>();
        for (ApprovalSpec role : register.approvals()) {
            for (String file : role.signers()) {
                pinned.computeIfAbsent(role.role(), unused -> new TreeSet<>())
                        .add(TrustStore.read(folder.resolve(file)).id());
            }
        }
        return new ApprovalPolicy(register.approvals(), pinned, trust, excluded);
    }

    /**
     * Creates the policy that a bundle records.
     *
     * @param recorded who had to sign and who could not
     * @param trust the keys that count where the spec named none
     * @param machine name of the key that sealed the bundle
     * @return the policy
     */
    static ApprovalPolicy of(ApproversDocument recorded, TrustStore trust, String machine) {
        Map<String, Set<String>> pinned = new TreeMap<>();
        recorded.roles().stream()
                .filter(role -> !role.keys().isEmpty())
                .forEach(role -> pinned.put(role.role(), role.keys()));
        Set<String> keys = new TreeSet<>(recorded.excludedKeys());
        keys.add(machine);
        return new ApprovalPolicy(recorded.asked(), pinned, trust, new Excluded(recorded.excludedPeople(), keys));
    }

    /**
     * Returns what a bundle records of this policy.
     *
     * @param people who may not approve, as they are to be read
     * @param since commit since which all authors are among them; absent if that is not known
     * @return the document
     */
    public ApproversDocument recorded(Set<String> people, Optional<String> since) {
        return new ApproversDocument(
                asked.stream()
                        .map(role -> new ApproversDocument.Role(
                                role.role(), role.count(), role.meaning(), pinned.getOrDefault(role.role(), Set.of())))
                        .toList(),
                people,
                since,
                excluded.keys());
    }

    /**
     * Says why a signature would not count, whatever it says.
     *
     * @param person who
     * @param meaning what the signature would say
     * @param signer the person's key
     * @param at when
     * @return the reason; empty if it would count
     */
    public Optional<String> refusal(Approval.Person person, Approval.Meaning meaning, Signer signer, Instant at) {
        var vote = new Approval.Vote(meaning, "none yet", at, "UTC");
        var claim = new Approval.Claim(person, vote, 0, signer.publicKeyPem(), Certificates.of(signer));
        return standing(claim, signer.keyId());
    }

    /**
     * Says why a signature that was made elsewhere would not count, apart from what it is about.
     *
     * @param claim what it says
     * @param keyId name of the key that signed it
     * @return the reason; empty if it would count
     */
    public Optional<String> refusal(Approval.Claim claim, String keyId) {
        return standing(claim, keyId);
    }

    /**
     * Decides. Every rejection rejects, whoever signed it and whenever; an approval counts once per person and key,
     * only for its role, and only as long as every verdict that was seen and the model are unchanged.
     *
     * @param approvals every approval in the bundle, in the order of signing
     * @param current what they are compared with
     * @return the decision
     */
    public Decision decide(List<Approval> approvals, Current current) {
        List<String> notes = new ArrayList<>();
        Map<String, Integer> counted = new TreeMap<>();
        Set<String> people = new HashSet<>();
        Set<String> keys = new HashSet<>();
        boolean rejected = false;
        for (Approval approval : approvals) {
            Optional<String> objection = objection(approval, current);
            Approval.Person person = approval.claim().person();
            if (approval.claim().vote().meaning() == Approval.Meaning.REJECTED) {
                rejected = true;
                notes.add(
                        name(approval) + " rejects: " + approval.claim().vote().reason());
            } else if (objection.isPresent()) {
                notes.add(name(approval) + " does not count: " + objection.get());
            } else if (people.contains(person.identity()) || keys.contains(approval.keyId())) {
                notes.add(name(approval) + " does not count: this person or key has signed before");
            } else {
                people.add(person.identity());
                keys.add(approval.keyId());
                counted.merge(person.role(), 1, Integer::sum);
            }
        }
        return decision(rejected, counted, notes);
    }

    private Decision decision(boolean rejected, Map<String, Integer> counted, List<String> notes) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        asked.forEach(role -> wanted.merge(role.role(), role.count(), Integer::sum));
        List<Missing> missing = new ArrayList<>();
        wanted.forEach((role, count) -> {
            int open = count - counted.getOrDefault(role, 0);
            if (open > 0) {
                missing.add(new Missing(role, open));
            }
        });
        if (rejected) {
            return new Decision(State.REJECTED, List.of(), notes);
        }
        return new Decision(missing.isEmpty() ? State.APPROVED : State.PENDING, missing, notes);
    }

    private Optional<String> objection(Approval approval, Current current) {
        return standing(approval.claim(), approval.keyId()).or(() -> stale(approval, current));
    }

    private Optional<String> standing(Approval.Claim claim, String keyId) {
        Approval.Person person = claim.person();
        Approval.Meaning meaning = claim.vote().meaning();
        if (asked.stream().noneMatch(role -> role.role().equals(person.role()))) {
            return Optional.of("nobody asked for the role " + person.role());
        }
        if (excluded.includes(person)) {
            return Optional.of(person.email() + " wrote or committed the change or started the run, compared by e-mail"
                    + " address, and may not approve it");
        }
        if (excluded.keys().contains(keyId)) {
            return Optional.of("it is signed with this machine's own key, not with a person's");
        }
        boolean fits = asked.stream()
                .anyMatch(role -> role.role().equals(person.role())
                        && role.meaning().name().equals(meaning.name()));
        if (!fits && meaning != Approval.Meaning.REJECTED) {
            return Optional.of(
                    "it says " + meaning.words() + ", and the role " + person.role() + " is asked for another meaning");
        }
        return untrusted(claim, keyId);
    }

    private Optional<String> untrusted(Approval.Claim claim, String keyId) {
        Set<String> allowed = pinned.get(claim.person().role());
        if (allowed != null && !allowed.contains(keyId)) {
            return Optional.of("key " + keyId + " is not one that the spec names for the role "
                    + claim.person().role());
        }
        if (allowed == null && claim.certificates().isEmpty()) {
            return trust.find(keyId).isPresent()
                    ? Optional.empty()
                    : Optional.of("key " + keyId + " is not trusted here");
        }
        try {
            if (allowed == null) {
                Certificates.require(
                        trust,
                        keyId,
                        claim.person(),
                        claim.certificates(),
                        claim.vote().at());
            } else {
                Certificates.requireAddress(claim.person(), claim.certificates());
            }
            return Optional.empty();
        } catch (EvidenceException e) {
            return Optional.of(EvidenceException.reason(e));
        }
    }

    /** Says why an approval no longer stands, or nothing if what was seen is still there. */
    static Optional<String> stale(Approval approval, Current current) {
        if (!approval.seen().modelSha256().equals(current.modelSha256())) {
            return Optional.of("it is stale, the model is another one now");
        }
        Set<GateResult> now = new HashSet<>(current.verdicts().gates());
        return approval.seen().verdicts().gates().stream()
                .filter(seen -> !now.contains(seen))
                .findFirst()
                .map(seen -> "it is stale, the verdict on " + seen.gate().id() + " has changed since or is gone");
    }

    private static String name(Approval approval) {
        Approval.Person person = approval.claim().person();
        return approval.file().substring(approval.file().lastIndexOf('/') + 1) + " by " + person.name() + " ("
                + person.role() + ")";
    }
}
