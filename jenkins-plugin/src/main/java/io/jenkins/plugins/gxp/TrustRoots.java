// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Certificates that the engine is to trust beside its own, one after the other as PEM text. */
final class TrustRoots {
    private static final Pattern CERTIFICATES = Pattern.compile(
            "(\\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]{1,20000}-----END CERTIFICATE-----)+\\s*");
    private static final int LONGEST = 1 << 20;

    private TrustRoots() {}

    /** Says what is wrong with a text; a private key among the certificates is refused with everything else. */
    static Optional<String> problem(String pem) {
        if (pem.isBlank()) {
            return Optional.empty();
        }
        if (pem.length() > LONGEST || !CERTIFICATES.matcher(pem).matches()) {
            return Optional.of(Messages.TrustRoots_noPem());
        }
        try {
            read(pem);
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(Messages.TrustRoots_unreadable(e.getMessage()));
        }
    }

    /** Names a certificate that is not valid today. */
    static Optional<String> warning(String pem) {
        try {
            for (X509Certificate certificate : read(pem)) {
                try {
                    certificate.checkValidity();
                } catch (CertificateExpiredException | CertificateNotYetValidException e) {
                    return Optional.of(Messages.TrustRoots_notValid(
                            certificate.getSubjectX500Principal().getName()));
                }
            }
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.empty(); // told as a problem
        }
    }

    private static List<X509Certificate> read(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
