// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Certificates of a signing key, the key's own first, each issued by the next. The key is on P-256; those above it may
 * be of any kind that this Java runtime accepts. Does not know whether a certificate was revoked.
 *
 * @param certificates at least one
 */
public record CertificateChain(List<X509Certificate> certificates) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \\1-----");
    private static final String LABEL = "CERTIFICATE";
    private static final int MAX_TEXT = 256 << 10;
    private static final int MAX_CERTIFICATES = 10;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CONTENT_COMMITMENT = 1;
    /** Uses that a signature under a record falls under: code, mail, documents (RFC 9336), clients, any. */
    private static final Set<String> USES =
            Set.of("1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

    /** Copies the certificates; an empty chain is none. */
    public CertificateChain {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads a chain and makes sure that each certificate is issued by the next.
     *
     * @param pem blocks {@code CERTIFICATE}, the key's own first; text between them, as openssl writes it, is passed
     *     over
     * @return the chain
     * @throws IOException if it is no such text, longer than 10 certificates or out of order
     */
    public static CertificateChain ofPem(String pem) throws IOException {
        List<X509Certificate> all = readAll(pem);
        for (int i = 0; i + 1 < all.size(); i++) {
            try {
                all.get(i).verify(all.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new IOException(
                        "certificate " + (i + 1) + " (" + name(all.get(i)) + ") is not issued by the next: put"
                                + " the key's own first, then the one that issued it, and so on",
                        e);
            }
        }
        return new CertificateChain(all);
    }

    /**
     * Reads certificates that need not belong together, such as roots.
     *
     * @param pem blocks {@code CERTIFICATE}
     * @return at least one
     * @throws IOException if there is none, or another block
     */
    public static List<X509Certificate> readAll(String pem) throws IOException {
        if (pem.length() > MAX_TEXT) {
            throw new IOException("the certificates are longer than 256 KiB");
        }
        List<X509Certificate> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (!block.group(1).equals(LABEL)) {
                throw new IOException("among the certificates stands a block that says BEGIN " + block.group(1)
                        + ": only certificates belong here");
            }
            all.add(read(block.group()));
        }
        if (all.isEmpty() || all.size() > MAX_CERTIFICATES) {
            throw new IOException(
                    all.isEmpty()
                            ? "there is no block that says -----BEGIN CERTIFICATE-----"
                            : "there are more than " + MAX_CERTIFICATES + " certificates");
        }
        return all;
    }

    private static X509Certificate read(String block) throws IOException {
        try {
            Certificate read = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)));
            return (X509Certificate) read;
        } catch (CertificateException e) {
            throw new IOException("a certificate is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the text of the chain, in its one form.
     *
     * @return PEM
     */
    public String pem() {
        return certificates.stream()
                .map(certificate -> {
                    try {
                        return Pem.encode(LABEL, certificate.getEncoded());
                    } catch (CertificateException e) {
                        throw new IllegalStateException("a certificate that was read cannot be written", e);
                    }
                })
                .collect(Collectors.joining());
    }

    /**
     * Returns the key that the first certificate is about.
     *
     * @return the key
     * @throws IOException if it is not on P-256
     */
    public VerifyingKey key() throws IOException {
        return VerifyingKey.of(certificates.get(0).getPublicKey());
    }

    /**
     * Returns who holds the key.
     *
     * @return the distinguished name
     */
    public String holder() {
        return name(certificates.get(0));
    }

    /**
     * Returns the e-mail addresses that the first certificate gives its holder: in its name, and as alternative names.
     *
     * @return in small letters; empty if it gives none
     * @throws IOException if they cannot be read, so that nobody takes a damaged one for none
     */
    public Set<String> addresses() throws IOException {
        return CertificateAddresses.of(certificates.get(0));
    }

    /**
     * Checks what can be checked without a root: that every certificate was valid at a time, and that the first may be
     * used to sign.
     *
     * @param at when the signature was made
     * @throws IOException if not, with the reason
     */
    public void checkOwn(Instant at) throws IOException {
        for (X509Certificate certificate : certificates) {
            valid(certificate, at);
        }
        X509Certificate own = certificates.get(0);
        boolean[] usage = own.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[CONTENT_COMMITMENT]) {
            throw new IOException("the certificate of " + name(own) + " does not allow its key to sign (key usage)");
        }
        try {
            List<String> uses = own.getExtendedKeyUsage();
            if (uses != null && uses.stream().noneMatch(USES::contains)) {
                throw new IOException("the certificate of " + name(own) + " is for another use than signing: "
                        + String.join(", ", uses));
            }
        } catch (CertificateException e) {
            throw new IOException("the certificate of " + name(own) + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Checks the chain up to a root.
     *
     * @param roots certificates that are believed
     * @param at when the signature was made
     * @throws IOException if it does not hold, with the reason
     */
    public void check(Collection<X509Certificate> roots, Instant at) throws IOException {
        checkOwn(at);
        List<X509Certificate> path = new ArrayList<>(certificates);
        path.removeIf(certificate -> roots.contains(certificate) && !certificate.equals(certificates.get(0)));
        try {
            var parameters = new PKIXParameters(
                    roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException e) {
            throw new IOException(
                    "the certificate of " + holder()
                            + reason(e.getReason()).orElse(" does not hold: " + e.getMessage()),
                    e);
        } catch (InvalidAlgorithmParameterException e) {
            throw new IOException("no root certificate is trusted here", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate of " + holder() + " cannot be checked: " + e.getMessage(), e);
        }
    }

    private static Optional<String> reason(Reason reason) {
        if (reason == PKIXReason.NO_TRUST_ANCHOR) {
            return Optional.of(" does not lead to a root that is trusted here");
        }
        if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
            return Optional.of(" or one above it is signed by an algorithm that is too weak");
        }
        if (reason == PKIXReason.NOT_CA_CERT) {
            return Optional.of(" is issued by a certificate that may not issue any");
        }
        return Optional.empty();
    }

    private static void valid(X509Certificate certificate, Instant at) throws IOException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (at.isBefore(from)) {
            throw new IOException(
                    "the certificate of " + name(certificate) + " was not yet valid when it was used: it is"
                            + " valid from " + from + ", the signature is of " + at);
        }
        if (at.isAfter(until)) {
            throw new IOException(
                    "the certificate of " + name(certificate) + " had expired when it was used: it was valid"
                            + " until " + until + ", the signature is of " + at);
        }
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
