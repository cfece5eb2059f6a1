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
import io.github.gxpml.io.VerifyingKey;
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
        Approvals.keep(bag, seen);
        var claim = new Claim(
                person,
                new Vote(terms.reason(), by.at.at(), by.at.zone()),
                terms,
                found(seen, terms.gate()),
                seen.seal(),
                by.signer.publicKeyPem(),
                Certificates.of(by.signer));
        String file = PREFIX + (NumberedFiles.of(bag, PREFIX, SUFFIX).size() + 1) + SUFFIX;
        bag.put(file, Dsse.sign(Statement.of(Approvals.subjects(seen), Waiver.TYPE, claim), by.signer));
        return read(bag, file);
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
        Statement statement = Statement.of(
                List.of(Subject.of("data/" + waiver.file(), Sha256.of(bag.read(waiver.file())))),
                Waiver.CONFIRMATION_TYPE,
                claim);
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
            Dsse.Envelope envelope = envelope(bag, file, Waiver.TYPE);
            Claim claim = envelope.statement().predicate(Claim.class);
            own(envelope, claim.publicKey());
            Seen seen = ApprovalReader.seen(bag, claim.seal(), envelope.statement());
            if (!Approvals.subjects(seen).equals(envelope.statement().subject())) {
                throw new EvidenceException(
                        "what was signed is not what is kept in data/" + BagLayout.SEEN + claim.seal());
            }
            if (!found(seen, claim.terms().gate()).equals(claim.found())) {
                throw new EvidenceException("it tells another verdict than the gate had");
            }
            return new Waiver(file, claim, envelope.keyId(), seen, confirmed(bag, file));
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("data/" + file + " does not hold: " + EvidenceException.reason(e), e);
        }
    }

    private static Optional<Confirmed> confirmed(BagFiles bag, String waiver) throws IOException {
        String file = confirmation(waiver);
        if (!bag.names().contains(file)) {
            return Optional.empty();
        }
        Dsse.Envelope envelope = envelope(bag, file, Waiver.CONFIRMATION_TYPE);
        Confirmation claim = envelope.statement().predicate(Confirmation.class);
        own(envelope, claim.publicKey());
        if (!envelope.statement()
                .subject()
                .equals(List.of(Subject.of("data/" + waiver, Sha256.of(bag.read(waiver)))))) {
            throw new EvidenceException("data/" + file + " confirms something else");
        }
        return Optional.of(new Confirmed(file, claim, envelope.keyId()));
    }

    private static Dsse.Envelope envelope(BagFiles bag, String file, String type) throws IOException {
        Dsse.Envelope envelope = Dsse.read(bag.read(file));
        if (!envelope.statement().predicateType().equals(type)) {
            throw new EvidenceException("it is not what its name says but "
                    + BagName.shown(envelope.statement().predicateType()));
        }
        return envelope;
    }

    private static void own(Dsse.Envelope envelope, String publicKey) throws IOException {
        if (!envelope.signedBy(VerifyingKey.ofPem(publicKey))) {
            throw new EvidenceException("its signature is not that of the key in it for this statement");
        }
    }

    private static List<Found> found(Seen seen, String gate) throws EvidenceException {
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
