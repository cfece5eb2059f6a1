// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * The public half of a signing key: ECDSA on P-256 with SHA-256, and nothing else.
 *
 * @param key the key
 * @param id SHA-256 of its X.509 form (SubjectPublicKeyInfo), 64 hexadecimal digits
 * @param pem its text, {@code BEGIN PUBLIC KEY}
 */
public record VerifyingKey(PublicKey key, String id, String pem) {
    private static final String LABEL = "PUBLIC KEY";

    /**
     * Wraps a key that was generated here.
     *
     * @param key on the curve P-256
     * @return the key with its name
     * @throws IOException if it is another kind of key
     */
    public static VerifyingKey of(PublicKey key) throws IOException {
        if (!(key instanceof ECPublicKey ec) || !onP256(ec.getParams())) {
            throw new IOException("the key is not on the curve P-256, the only one that is accepted here");
        }
        byte[] der = key.getEncoded();
        return new VerifyingKey(key, Sha256.of(der), Pem.encode(LABEL, der));
    }

    /**
     * Reads a key.
     *
     * @param pem {@code BEGIN PUBLIC KEY}
     * @return the key
     * @throws IOException if it is anything else than one P-256 public key
     */
    public static VerifyingKey ofPem(String pem) throws IOException {
        byte[] der = Pem.decode(LABEL, pem);
        try {
            VerifyingKey read = of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
            if (!Arrays.equals(der, read.key.getEncoded())) {
                throw new IOException("the public key is written in an unusual way and so has no single name");
            }
            return read;
        } catch (GeneralSecurityException e) {
            throw new IOException("not a public key on the curve P-256", e);
        }
    }

    /**
     * Tells whether a signature was made by this key.
     *
     * @param message the message itself
     * @param signature ASN.1 DER
     * @return false also if the signature is malformed
     */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks ECDSA, which every Java runtime must have", e);
        }
    }

    private static boolean onP256(ECParameterSpec found) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            var wanted = parameters.getParameterSpec(ECParameterSpec.class);
            return wanted.getCurve().equals(found.getCurve())
                    && wanted.getGenerator().equals(found.getGenerator())
                    && wanted.getOrder().equals(found.getOrder());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks P-256, which every Java runtime must have", e);
        }
    }
}
