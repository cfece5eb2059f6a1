// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may have signed a statement in a bundle, and since when that is known. */
final class Certificates {
    private Certificates() {}

    static CertificateChain read(byte[] pem, String file) throws EvidenceException {
        try {
            String text = new String(pem, StandardCharsets.US_ASCII);
            CertificateChain chain = CertificateChain.ofPem(text);
            if (!chain.pem().equals(text)) {
                throw new EvidenceException("the certificates are not written in their one form");
            }
            return chain;
        } catch (IOException e) {
            throw new EvidenceException("data/" + file + " does not hold: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Checks who signed a statement, and returns what it says. A person's statement carries the person's certificates,
     * if there are any, and its time; anything else is signed with the key of the seal.
     */
    static Statement verify(Inspection in, String file) throws IOException {
        byte[] bytes = in.read(file);
        Dsse.Envelope envelope = Dsse.read(bytes);
        JsonNode claim = envelope.statement().predicate();
        VerifyingKey key;
        if (claim.path("vote").path("at").isTextual()) {
            Optional<CertificateChain> chain = carried(claim, file);
            key = in.trust().require(envelope.keyId(), chain, at(claim));
            if (chain.isPresent()) {
                sameAddress(claim.path("person").path("email").asText(), chain.get());
            }
        } else {
            key = in.trust().require(envelope.keyId(), in.certificates(), in.moment());
        }
        return Dsse.verify(bytes, key);
    }

    /** Returns what a statement carries of its signer's certificates. */
    static Optional<String> of(Signer signer) {
        return Optional.of(signer.certificates()).filter(text -> !text.isEmpty());
    }

    /** Makes sure that the key of a person's statement is believed, and belongs to the person's address. */
    static void require(TrustStore trust, String keyId, Approval.Person person, Optional<String> pem, Instant at)
            throws EvidenceException {
        Optional<CertificateChain> chain = read(pem);
        trust.require(keyId, chain, at);
        if (chain.isPresent()) {
            sameAddress(person.email(), chain.get());
        }
    }

    /** Makes sure that certificates, if there are any, do not give the key of a person to another address. */
    static void requireAddress(Approval.Person person, Optional<String> pem) throws EvidenceException {
        Optional<CertificateChain> chain = read(pem);
        if (chain.isPresent()) {
            sameAddress(person.email(), chain.get());
        }
    }

    private static Optional<CertificateChain> read(Optional<String> pem) throws EvidenceException {
        return pem.isEmpty()
                ? Optional.empty()
                : Optional.of(read(pem.get().getBytes(StandardCharsets.US_ASCII), "it"));
    }

    private static void sameAddress(String email, CertificateChain chain) throws EvidenceException {
        Set<String> addresses;
        try {
            addresses = chain.addresses();
        } catch (IOException e) {
            throw new EvidenceException(EvidenceException.reason(e), e);
        }
        if (!addresses.isEmpty() && !addresses.contains(email.toLowerCase(Locale.ROOT))) {
            throw new EvidenceException("the certificate of its key is for "
                    + BagName.shown(String.join(", ", addresses)) + ", and not for " + BagName.shown(email));
        }
    }

    private static Optional<CertificateChain> carried(JsonNode claim, String file) throws EvidenceException {
        JsonNode text = claim.path("certificates");
        return text.isMissingNode()
                ? Optional.empty()
                : Optional.of(read(text.asText().getBytes(StandardCharsets.US_ASCII), file));
    }

    private static Instant at(JsonNode claim) throws EvidenceException {
        try {
            return Instant.parse(claim.path("vote").path("at").asText());
        } catch (DateTimeException e) {
            throw new EvidenceException("it does not say when it was signed", e);
        }
    }
}
