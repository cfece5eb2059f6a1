// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A real certificate authority with an RSA key, made for a test. */
public final class SomeCa {
    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");
    private static long serial = 1;

    private final KeyPair pair;
    private final X500Name name;
    private final X509Certificate certificate;

    private SomeCa(KeyPair pair, X500Name name, X509Certificate certificate) {
        this.pair = pair;
        this.name = name;
        this.certificate = certificate;
    }

    /** Makes a root. */
    public static SomeCa root(String name) {
        KeyPair pair = rsa();
        var subject = new X500Name("CN=" + name);
        var self = new SomeCa(pair, subject, null);
        return new SomeCa(pair, subject, self.issue(subject, pair.getPublic(), Use.CA, FROM, UNTIL));
    }

    /** Makes an authority below this one. */
    public SomeCa below(String subject) {
        KeyPair keys = rsa();
        var named = new X500Name("CN=" + subject);
        return new SomeCa(keys, named, issue(named, keys.getPublic(), Use.CA, FROM, UNTIL));
    }

    /** Lets whoever holds a certificate that is for something else issue certificates all the same. */
    static SomeCa ofLeaf(KeyPair pair, X509Certificate certificate) {
        return new SomeCa(
                pair, new X500Name(certificate.getSubjectX500Principal().getName()), certificate);
    }

    /** Who holds a certificate. */
    private record Holder(X500Name subject, Optional<GeneralNames> others) {}

    /** What a certificate is for. */
    public enum Use {
        CA,
        SIGNING,
        ENCRYPTION,
        SERVER,
        TIME_STAMPS
    }

    /** Issues a certificate for ten years. */
    public X509Certificate issue(String subject, PublicKey key, Use use) {
        return issue(new X500Name("CN=" + subject), key, use, FROM, UNTIL);
    }

    /** Issues a certificate. */
    public X509Certificate issue(String subject, PublicKey key, Use use, Instant from, Instant until) {
        return issue(new X500Name("CN=" + subject), key, use, from, until);
    }

    /** Issues a certificate to a person, with the address as alternative name. */
    public X509Certificate issueTo(String person, String address, PublicKey key) {
        var names = new GeneralNames(new GeneralName(GeneralName.rfc822Name, address));
        return issue(new Holder(new X500Name("CN=" + person), Optional.of(names)), key, Use.SIGNING, FROM, UNTIL);
    }

    /** Issues a certificate to a person, with the address in the name, as older authorities do. */
    public X509Certificate issueInName(String person, String address, PublicKey key) {
        return issue(new X500Name("CN=" + person + ",E=" + address), key, Use.SIGNING, FROM, UNTIL);
    }

    private X509Certificate issue(X500Name subject, PublicKey key, Use use, Instant from, Instant until) {
        return issue(new Holder(subject, Optional.empty()), key, use, from, until);
    }

    private synchronized X509Certificate issue(Holder holder, PublicKey key, Use use, Instant from, Instant until) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.valueOf(next()), Date.from(from), Date.from(until), holder.subject(), key);
            extensions(builder, use);
            if (holder.others().isPresent()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, holder.others().get());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("no certificate for the test", e);
        }
    }

    private static void extensions(JcaX509v3CertificateBuilder builder, Use use) throws CertIOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(use == Use.CA));
        int bits = switch (use) {
            case CA -> KeyUsage.keyCertSign | KeyUsage.cRLSign;
            case ENCRYPTION -> KeyUsage.keyAgreement;
            default -> KeyUsage.digitalSignature;
        };
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
        if (use == Use.TIME_STAMPS) {
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        if (use == Use.SERVER) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        }
    }

    private static synchronized long next() {
        return serial++;
    }

    /** Returns this authority's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Writes certificates as PEM. */
    public static String pem(X509Certificate... certificates) {
        var text = new StringBuilder();
        for (X509Certificate one : certificates) {
            try {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(one.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }

    /** Writes this authority's certificate to a file. */
    public Path pemIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name.toString().replaceAll("\\W+", "-") + ".pem"), pem(certificate));
    }

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA key for the test", e);
        }
    }
}
