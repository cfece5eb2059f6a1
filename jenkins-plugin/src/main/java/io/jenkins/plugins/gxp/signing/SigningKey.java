// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.signing;

import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * A key on the curve P-256 with its certificates. The private key is kept encrypted, as every secret of Jenkins is, and only
 * opened to sign.
 */
final class SigningKey {
    static final String ALIAS = "gxp";

    private final Secret privateKey;
    private final String certificates;

    private SigningKey(Secret privateKey, String certificates) {
        this.privateKey = privateKey;
        this.certificates = certificates;
    }

    /**
     * Makes a new key pair.
     *
     * @return on the curve P-256
     */
    static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks P-256, which every Java runtime must have", e);
        }
    }

    /**
     * Keeps a key with its certificates.
     *
     * @param key the private key
     * @param chain its own certificate first
     * @return what may be saved
     */
    static SigningKey of(PrivateKey key, List<X509Certificate> chain) {
        return new SigningKey(
                Secret.fromString(Base64.getEncoder().encodeToString(key.getEncoded())), Pem.certificates(chain));
    }

    /**
     * Signs with ECDSA and SHA-256.
     *
     * @param message what to sign
     * @return ASN.1 DER
     */
    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key that is kept cannot be used; was secrets/master.key replaced?", e);
        }
    }

    /**
     * Returns the name of the key.
     *
     * @return SHA-256 of its X.509 form in hexadecimal digits
     */
    String id() {
        try {
            byte[] der = publicKey().getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every Java runtime must have", e);
        }
    }

    String publicKeyPem() {
        return Pem.encode("PUBLIC KEY", publicKey().getEncoded());
    }

    /** Returns the certificates as text, the key's own first. */
    String certificates() {
        return certificates;
    }

    X509Certificate certificate() {
        return chain().get(0);
    }

    List<X509Certificate> chain() {
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)));
            return all.stream().map(X509Certificate.class::cast).toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that is kept is damaged", e);
        }
    }

    PublicKey publicKey() {
        return certificate().getPublicKey();
    }

    PrivateKey privateKey() throws GeneralSecurityException {
        byte[] der = Base64.getDecoder().decode(privateKey.getPlainText());
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /**
     * Returns the key as a file that can be handed on.
     *
     * @param password of the file
     * @return PKCS#12
     */
    byte[] keystore(Secret password) throws IOException {
        try {
            return keystore(privateKey(), chain().toArray(Certificate[]::new), password);
        } catch (GeneralSecurityException e) {
            throw new IOException("the signing key cannot be handed on: " + e.getMessage(), e);
        }
    }

    static byte[] keystore(PrivateKey key, Certificate[] chain, Secret password)
            throws IOException, GeneralSecurityException {
        char[] word = password.getPlainText().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, key, word, chain);
        var out = new ByteArrayOutputStream();
        store.store(out, word);
        return out.toByteArray();
    }
}
