// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What a certificate (RFC 5280) says of the holder of a key.
 *
 * @param name of the person, or of what holds the key
 * @param address mail address; empty if there is none
 * @param unit id of the account
 */
record Certified(String name, String address, String unit) {
    private static final int SERIAL_BITS = 127;
    private static final int LONGEST_NAME = 64; // ub-common-name

    X509Certificate root(KeyPair pair, Duration time) throws IOException {
        var builder = builder(subject(), pair.getPublic(), time);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return signed(builder, pair.getPrivate());
    }

    X509Certificate leaf(PublicKey key, X509Certificate issuer, PrivateKey issuerKey, Duration time)
            throws IOException {
        var builder =
                builder(X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), key, time);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        if (!address.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
        }
        return signed(builder, issuerKey);
    }

    private X500Name subject() {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, cut(name))
                .addRDN(BCStyle.OU, cut(unit))
                .build();
    }

    private JcaX509v3CertificateBuilder builder(X500Name issuer, PublicKey key, Duration time) {
        // clocks of agents may be a little behind
        Instant from = Instant.now().minus(Duration.ofMinutes(10));
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                Date.from(from),
                Date.from(from.plus(time)),
                subject(),
                key);
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key) throws IOException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IOException("a certificate could not be made: " + e.getMessage(), e);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }
}
