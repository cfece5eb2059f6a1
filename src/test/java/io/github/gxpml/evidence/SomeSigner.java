// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Sha256;
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
import java.util.HashMap;
import java.util.Map;

/** A real key that lives in memory. */
final class SomeSigner implements Signer {
    private final KeyPair pair;
    private final VerifyingKey key;
    /** ECDSA signs the same bytes in another way each time; here the same bytes have one signature. */
    private final Map<String, byte[]> made = new HashMap<>();

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

    /** The same key with certificates. */
    Signer certified(String certificates) {
        SomeSigner self = this;
        return new Signer() {
            @Override
            public String keyId() {
                return self.keyId();
            }

            @Override
            public String publicKeyPem() {
                return self.publicKeyPem();
            }

            @Override
            public String certificates() {
                return certificates;
            }

            @Override
            public byte[] sign(byte[] bytes) throws IOException {
                return self.sign(bytes);
            }
        };
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
        byte[] before = made.get(Sha256.of(bytes));
        if (before != null) {
            return before.clone();
        }
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            byte[] made = signature.sign();
            this.made.put(Sha256.of(bytes), made.clone());
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("the test's key cannot sign", e);
        }
    }
}
