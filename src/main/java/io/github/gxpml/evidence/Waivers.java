// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.evidence.Waiver.Claim;
import io.github.gxpml.evidence.Waiver.Confirmation;
import io.github.gxpml.evidence.Waiver.Confirmed;
import io.github.gxpml.evidence.Waiver.Found;
import io.github.gxpml.evidence.Waiver.Terms;
import io.github.gxpml.evidence.Waiver.Vote;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes waivers and their confirmations into a bag, and reads them back. Whether one counts is for the policy. */
public final class Waivers {
    private static final String PREFIX = BagLayout.ATTESTATIONS + "waiver-";
    private static final String SUFFIX = ".dsse.json";
    /** Not under the prefix of waivers, which count up without gaps. */
    static final String CONFIRMATION = BagLayout.ATTESTATIONS + "confirmation-of-waiver-";

    private Waivers() {}

    /**
     * Signs a proposal; the bag has to be sealed again after that.
     *
     * @param bag the bag that {@code seen} was taken from
     * @param seen what the person looked at
     * @param person who
     * @param terms what is proposed, and the vote's reason
     * @param by when, where and with which key
     * @return the waiver as kept
     * @throws EvidenceException if no such gate was judged, or it cannot be kept
     */
    public static Waiver propose(Bag bag, Seen seen, Person person, Terms terms, Signing by) throws EvidenceException {
        var claim = new Claim(
                person,
                new Vote(terms.reason(), by.at.at(), by.at.zone()),
                terms,
                found(seen, terms.gate()),
                seen.seal(),
                by.signer.publicKeyPem(),
                Certificates.of(by.signer));
        return keep(bag, seen, Dsse.sign(Statement.of(Approvals.subjects(seen), Waiver.TYPE, claim), by.signer));
    }

    /**
     * When and with which key somebody signs.
     *
     * @param at time and zone; its reason is that of a confirmation
     * @param signer the person's own key
     */
    public record Signing(Vote at, Signer signer) {}

    /**
     * Signs a confirmation; the bag has to be sealed again after that.
     *
     * @param bag the bag
     * @param waiver what is confirmed
     * @param person who confirms it
     * @param by why, when, where and with which key
     * @return the waiver as kept
     * @throws EvidenceException if it was confirmed before, or cannot be kept
     */
    public static Waiver confirm(Bag bag, Waiver waiver, Person person, Signing by) throws EvidenceException {
        var claim = new Confirmation(
                person, by.at, waiver.claim().terms().gate(), by.signer.publicKeyPem(), Certificates.of(by.signer));
        Statement statement =
                Statement.of(confirmed(waiver.file(), bag.read(waiver.file())), Waiver.CONFIRMATION_TYPE, claim);
        bag.put(confirmation(waiver.file()), Dsse.sign(statement, by.signer));
        return read(bag, waiver.file());
    }

    /**
     * Reads every waiver of a bag.
     *
     * @param bag the bag
     * @return in the order of proposing
     * @throws EvidenceException if one is damaged, or not about what the bag keeps as seen
     */
    public static List<Waiver> list(Bag bag) throws EvidenceException {
        return list((BagFiles) bag);
    }

    /**
     * Reads every waiver of a sealed bundle.
     *
     * @param bundle the bundle
     * @return in the order of proposing
     * @throws EvidenceException if one is damaged, or not about what the bundle keeps as seen
     */
    public static List<Waiver> list(SealedBundle bundle) throws EvidenceException {
        return list((BagFiles) bundle);
    }

    static List<Waiver> list(BagFiles bag) throws EvidenceException {
        List<Waiver> waivers = new ArrayList<>();
        for (String file : NumberedFiles.of(bag, PREFIX, SUFFIX)) {
            waivers.add(read(bag, file));
        }
        return waivers;
    }

    private static Waiver read(BagFiles bag, String file) throws EvidenceException {
        try {
            SignedClaim<Claim> signed = SignedClaim.keptWaiver(bag.read(file));
            Claim claim = signed.claim();
            Seen seen = ApprovalReader.seen(bag, claim.seal(), signed.subjects());
            if (!found(seen, claim.terms().gate()).equals(claim.found())) {
                throw new EvidenceException("it tells another verdict than the gate had");
            }
            return new Waiver(file, claim, signed.keyId(), seen, confirmed(bag, file));
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("data/" + file + " does not hold: " + EvidenceException.reason(e), e);
        }
    }

    private static Optional<Confirmed> confirmed(BagFiles bag, String waiver) throws IOException {
        String file = confirmation(waiver);
        if (!bag.names().contains(file)) {
            return Optional.empty();
        }
        SignedClaim<Confirmation> signed = SignedClaim.keptConfirmation(bag.read(file));
        if (!signed.subjects().equals(confirmed(waiver, bag.read(waiver)))) {
            throw new EvidenceException("data/" + file + " confirms something else");
        }
        return Optional.of(new Confirmed(file, signed.claim(), signed.keyId()));
    }

    /**
     * Returns what a confirmation is about.
     *
     * @param waiver name of the proposal in the bag
     * @param envelope the proposal
     * @return its only subject
     */
    public static List<Subject> confirmed(String waiver, byte[] envelope) {
        return List.of(Subject.of("data/" + waiver, Sha256.of(envelope)));
    }

    /**
     * Returns the name that the proposal gets that is kept next.
     *
     * @param bag the bag
     * @param before how many others are to be kept before it
     * @return relative to {@code data}
     * @throws EvidenceException if a proposal is missing
     */
    public static String nextFile(Bag bag, int before) throws EvidenceException {
        return PREFIX + (NumberedFiles.of(bag, PREFIX, SUFFIX).size() + 1 + before) + SUFFIX;
    }

    /**
     * Keeps a proposal that was signed elsewhere; the bag has to be sealed again after that.
     *
     * @param bag the bag that {@code seen} was taken from
     * @param seen what the person looked at
     * @param signed the proposal
     * @return the waiver as kept
     * @throws EvidenceException if it is about something else, or cannot be kept
     */
    public static Waiver take(Bag bag, Seen seen, SignedClaim<Claim> signed) throws EvidenceException {
        return keep(bag, seen, signed.envelope());
    }

    /**
     * Keeps a confirmation that was signed elsewhere; the bag has to be sealed again after that.
     *
     * @param bag the bag
     * @param waiver name of what is confirmed
     * @param signed the confirmation
     * @return the waiver as kept
     * @throws EvidenceException if it confirms something else, or cannot be kept
     */
    public static Waiver take(Bag bag, String waiver, SignedClaim<Confirmation> signed) throws EvidenceException {
        bag.put(confirmation(waiver), signed.envelope());
        return read(bag, waiver);
    }

    private static Waiver keep(Bag bag, Seen seen, byte[] envelope) throws EvidenceException {
        Approvals.keep(bag, seen);
        String file = nextFile(bag, 0);
        bag.put(file, envelope);
        return read(bag, file);
    }

    /**
     * Returns what a proposal has to say that a gate said.
     *
     * @param seen what is looked at
     * @param gate id of the gate
     * @return one entry for each result of that id
     * @throws EvidenceException if no such gate was judged
     */
    public static List<Found> found(Seen seen, String gate) throws EvidenceException {
        List<GateResult> results = seen.verdicts().gates().stream()
                .filter(result -> result.gate().id().equals(gate))
                .toList();
        if (results.isEmpty()) {
            throw new EvidenceException("no gate " + BagName.shown(gate) + " was judged");
        }
        return results.stream().map(Found::of).toList();
    }

    /** Names the file of a confirmation. */
    static String confirmation(String waiver) {
        return CONFIRMATION + waiver.substring(PREFIX.length());
    }
}
