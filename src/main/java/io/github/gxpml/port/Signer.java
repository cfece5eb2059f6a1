// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;

/** Signs bytes with a private key that never leaves it. ECDSA on P-256 with SHA-256. */
public interface Signer {
    /**
     * Returns the name of the key.
     *
     * @return SHA-256 of the public key's X.509 form, 64 hexadecimal digits
     */
    String keyId();

    /**
     * Returns the public key.
     *
     * @return PEM, {@code BEGIN PUBLIC KEY}
     */
    String publicKeyPem();

    /**
     * Returns who answers for the key, if certificates say so.
     *
     * @return the certificate chain as PEM, the key's own certificate first; empty if there is none
     */
    default String certificates() {
        return "";
    }

    /**
     * Signs.
     *
     * @param bytes the message itself, not its digest
     * @return ASN.1 DER signature
     * @throws IOException if the key cannot be used
     */
    byte[] sign(byte[] bytes) throws IOException;
}
