// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** A real key that lives in memory. */
final class SomeSigner implements Signer {
    private final KeyPair pair;
    private final VerifyingKey key;

    private SomeSigner(KeyPair pair) throws IOException {
        this.pair = pair;
        this.key = VerifyingKey.of(pair.getPublic());
    }

    static SomeSigner create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new SomeSigner(generator.generateKeyPair());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no key for the test", e);
        }
    }

    TrustStore trustedIn(Path folder) throws IOException {
        return TrustStore.of(pemIn(folder));
    }

    Path pemIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(keyId() + ".pem"), publicKeyPem());
    }

    @Override
    public String keyId() {
        return key.id();
    }

    @Override
    public String publicKeyPem() {
        return key.pem();
    }

    @Override
    public byte[] sign(byte[] bytes) throws IOException {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IOException("the test's key cannot sign", e);
        }
    }
}
