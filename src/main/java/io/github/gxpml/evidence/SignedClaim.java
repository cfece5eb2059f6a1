// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Statement.Subject;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * A person's signed claim, which holds the public key that it is signed with. That this key signed exactly this has
 * been checked; whether the key is to be believed, and whether the claim is about this run, has not.
 *
 * @param <C> what is claimed
 * @param envelope the bytes of the DSSE envelope
 * @param keyId name of the key
 * @param subjects what the claim is about
 * @param claim what it says
 */
public record SignedClaim<C>(byte[] envelope, String keyId, List<Subject> subjects, C claim) {
    /** Copies. */
    public SignedClaim {
        envelope = envelope.clone();
        subjects = List.copyOf(subjects);
    }

    /** Returns a copy of the bytes. */
    @Override
    public byte[] envelope() {
        return envelope.clone();
    }

    /** A kind of claim. */
    private record Kind<C>(String name, String type, Class<C> shape, Function<C, String> publicKey) {}

    private static final Kind<Approval.Claim> APPROVAL =
            new Kind<>("an approval", Approval.TYPE, Approval.Claim.class, Approval.Claim::publicKey);
    private static final Kind<Waiver.Claim> WAIVER =
            new Kind<>("a waiver", Waiver.TYPE, Waiver.Claim.class, Waiver.Claim::publicKey);
    private static final Kind<Waiver.Confirmation> CONFIRMATION = new Kind<>(
            "a confirmation of a waiver",
            Waiver.CONFIRMATION_TYPE,
            Waiver.Confirmation.class,
            Waiver.Confirmation::publicKey);

    /**
     * Reads an approval that was signed elsewhere.
     *
     * @param envelope a DSSE envelope
     * @return the claim
     * @throws EvidenceException if it is none, is not signed by the key in it, or is not written in its one form
     */
    public static SignedClaim<Approval.Claim> approval(byte[] envelope) throws EvidenceException {
        return given(envelope, APPROVAL);
    }

    /**
     * Reads a proposal to waive a gate that was signed elsewhere.
     *
     * @param envelope a DSSE envelope
     * @return the claim
     * @throws EvidenceException if it is none, is not signed by the key in it, or is not written in its one form
     */
    public static SignedClaim<Waiver.Claim> waiver(byte[] envelope) throws EvidenceException {
        return given(envelope, WAIVER);
    }

    /**
     * Reads a confirmation that was signed elsewhere.
     *
     * @param envelope a DSSE envelope
     * @return the claim
     * @throws EvidenceException if it is none, is not signed by the key in it, or is not written in its one form
     */
    public static SignedClaim<Waiver.Confirmation> confirmation(byte[] envelope) throws EvidenceException {
        return given(envelope, CONFIRMATION);
    }

    /**
     * Tells whether an envelope is a confirmation of a waiver.
     *
     * @param envelope a DSSE envelope
     * @return true if it says so
     * @throws EvidenceException if it is no envelope
     */
    public static boolean isConfirmation(byte[] envelope) throws EvidenceException {
        return Dsse.read(envelope).statement().predicateType().equals(Waiver.CONFIRMATION_TYPE);
    }

    static SignedClaim<Approval.Claim> keptApproval(byte[] envelope) throws IOException {
        return read(envelope, APPROVAL);
    }

    static SignedClaim<Waiver.Claim> keptWaiver(byte[] envelope) throws IOException {
        return read(envelope, WAIVER);
    }

    static SignedClaim<Waiver.Confirmation> keptConfirmation(byte[] envelope) throws IOException {
        return read(envelope, CONFIRMATION);
    }

    private static <C> SignedClaim<C> read(byte[] bytes, Kind<C> kind) throws IOException {
        Dsse.Envelope envelope = Dsse.read(bytes);
        Statement statement = envelope.statement();
        if (!statement.predicateType().equals(kind.type)) {
            throw new EvidenceException("it is not " + kind.name + " but " + BagName.shown(statement.predicateType()));
        }
        C claim = statement.predicate(kind.shape);
        if (!envelope.signedBy(VerifyingKey.ofPem(kind.publicKey.apply(claim)))) {
            throw new EvidenceException("its signature is not that of the key in it for this statement");
        }
        return new SignedClaim<>(bytes, envelope.keyId(), statement.subject(), claim);
    }

    /** What is taken in must be written as this software writes it, or not every reader of a bundle will agree. */
    private static <C> SignedClaim<C> given(byte[] bytes, Kind<C> kind) throws EvidenceException {
        try {
            SignedClaim<C> read = read(bytes, kind);
            String written = Json.compact(Dsse.read(bytes).statement().predicate());
            String key = kind.publicKey.apply(read.claim);
            if (!Json.compact(Json.tree(read.claim)).equals(written)
                    || !VerifyingKey.ofPem(key).pem().equals(key)) {
                throw new EvidenceException("a time, a key or another value in it is not written in its one form");
            }
            return read;
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("it is malformed: " + EvidenceException.reason(e), e);
        }
    }
}
