// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A signer whose key certificates in a file tell the holder of. */
public final class CertifiedSigner implements Signer {
    private final Signer signer;
    private final String certificates;

    private CertifiedSigner(Signer signer, String certificates) {
        this.signer = signer;
        this.certificates = certificates;
    }

    /**
     * Adds certificates to a signer.
     *
     * @param signer any signer
     * @param file PEM, the key's own certificate first
     * @return the signer with its certificates
     * @throws IOException if the file is no chain, or that of another key
     */
    public static CertifiedSigner of(Signer signer, Path file) throws IOException {
        CertificateChain chain;
        try {
            chain = CertificateChain.ofPem(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IOException(file + " cannot be used as certificates: " + e.getMessage(), e);
        }
        if (!chain.key().id().equals(signer.keyId())) {
            throw new IOException(file + " is about another key than the one that signs: put the certificate of key "
                    + signer.keyId() + " first");
        }
        return new CertifiedSigner(signer, chain.pem());
    }

    @Override
    public String keyId() {
        return signer.keyId();
    }

    @Override
    public String publicKeyPem() {
        return signer.publicKeyPem();
    }

    @Override
    public String certificates() {
        return certificates;
    }

    @Override
    public byte[] sign(byte[] bytes) throws IOException {
        return signer.sign(bytes);
    }
}
