// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Signed statements: a DSSE 1.0 envelope with exactly one signature around an in-toto statement. Reading accepts only
 * the bytes that {@link #sign} writes, so that no byte of an envelope can be changed unseen.
 */
public final class Dsse {
    /** Type of every payload. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final int MAX_ENVELOPE = 16 << 20;

    private Dsse() {}

    private record SignatureField(String keyid, String sig) {}

    private record EnvelopeFile(String payload, String payloadType, List<SignatureField> signatures) {}

    /**
     * An envelope that was read; its signature has not been checked yet.
     *
     * @param keyId key that it claims to be signed with
     * @param statement what it says
     * @param payload the signed bytes of the statement
     * @param signature ASN.1 DER
     */
    public record Envelope(String keyId, Statement statement, byte[] payload, byte[] signature) {
        /** Copies the bytes. */
        public Envelope {
            payload = payload.clone();
            signature = signature.clone();
        }

        /**
         * Tells whether a key signed exactly this.
         *
         * @param key any key
         * @return true if it is the key that the envelope names and the signature is its
         */
        public boolean signedBy(VerifyingKey key) {
            return keyId.equals(key.id()) && key.verifies(pae(PAYLOAD_TYPE, payload), signature);
        }
    }

    /**
     * Returns the bytes that are signed (pre-authentication encoding).
     *
     * @param type payload type
     * @param payload the payload
     * @return {@code DSSEv1 <length> <type> <length> <payload>}
     */
    public static byte[] pae(String type, byte[] payload) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(typeBytes);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /**
     * Signs a statement.
     *
     * @param statement what to say
     * @param signer whose key
     * @return the envelope as JSON
     * @throws EvidenceException if the key cannot be used
     */
    public static byte[] sign(Statement statement, Signer signer) throws EvidenceException {
        byte[] payload = statement.canonical();
        byte[] signature;
        try {
            signature = signer.sign(pae(PAYLOAD_TYPE, payload));
        } catch (IOException e) {
            throw new EvidenceException("signing failed: " + EvidenceException.reason(e), e);
        }
        var field = new SignatureField(signer.keyId(), encode(signature));
        return Json.pretty(new EnvelopeFile(encode(payload), PAYLOAD_TYPE, List.of(field)));
    }

    /**
     * Reads an envelope without checking its signature.
     *
     * @param bytes as {@link #sign} wrote them
     * @return the envelope
     * @throws EvidenceException if a single byte differs from how such an envelope is written
     */
    public static Envelope read(byte[] bytes) throws EvidenceException {
        if (bytes.length > MAX_ENVELOPE) {
            throw new EvidenceException("the signed statement is larger than 16 MiB");
        }
        try {
            EnvelopeFile file = Json.read(bytes, EnvelopeFile.class);
            if (!Arrays.equals(bytes, Json.pretty(file))
                    || !PAYLOAD_TYPE.equals(file.payloadType)
                    || file.signatures.size() != 1) {
                throw new EvidenceException("the signed statement is not written as one DSSE envelope is");
            }
            byte[] payload = decode(file.payload);
            Statement statement = Json.read(payload, Statement.class);
            if (!Arrays.equals(payload, statement.canonical())) {
                throw new EvidenceException("the signed statement is not in canonical JSON");
            }
            SignatureField field = file.signatures.get(0);
            return new Envelope(field.keyid, statement, payload, decode(field.sig));
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new EvidenceException("the signed statement is damaged: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Reads an envelope and checks its signature.
     *
     * @param bytes as {@link #sign} wrote them
     * @param key the key that must have signed
     * @return what was signed
     * @throws EvidenceException if it is damaged or was not signed by the key
     */
    public static Statement verify(byte[] bytes, VerifyingKey key) throws EvidenceException {
        Envelope envelope = read(bytes);
        if (!envelope.keyId.equals(key.id())) {
            throw new EvidenceException("signed by key " + envelope.keyId + ", expected was key " + key.id());
        }
        if (!envelope.signedBy(key)) {
            throw new EvidenceException("the signature is not that of key " + key.id() + " for this statement");
        }
        return envelope.statement;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decode(String text) throws EvidenceException {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new EvidenceException("the signed statement holds base64 that is not written in its one form");
        }
        return bytes;
    }
}
