// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Signs with a key on P-256 that lies, with its certificates, in a PKCS#12 keystore. */
public final class KeystoreSigner implements Signer {
    private static final long MAX_BYTES = 4 << 20;

    private final PrivateKey key;
    private final VerifyingKey publicKey;
    private final String certificates;

    private KeystoreSigner(PrivateKey key, VerifyingKey publicKey, String certificates) {
        this.key = key;
        this.publicKey = publicKey;
        this.certificates = certificates;
    }

    /**
     * Opens a keystore.
     *
     * @param file PKCS#12
     * @param alias which key; empty if there is one only
     * @param password of the keystore; not kept
     * @return the signer
     * @throws IOException if the file cannot be read, the password is wrong, or there is not exactly one such key on
     *     P-256 with its certificate; the message never holds the password
     */
    public static KeystoreSigner open(Path file, Optional<String> alias, char[] password) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large for a keystore");
        }
        for (char c : password) {
            if (c > '~') {
                throw new IOException(
                        "the password of " + file + " holds a character outside ASCII, which Java does not"
                                + " take for a keystore: give it another password");
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return signer(store, alias(store, alias), password);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            // the class of the cause is how Java says that the password is wrong
            throw e.getCause() instanceof GeneralSecurityException
                    ? new IOException(file + " cannot be opened: the password is wrong, or the file is damaged", e)
                    : new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static String alias(KeyStore store, Optional<String> wanted) throws IOException, GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name) && (wanted.isEmpty() || wanted.get().equalsIgnoreCase(name))) {
                keys.add(name);
            }
        }
        if (keys.size() != 1) {
            throw new IOException(
                    wanted.isPresent()
                            ? "there is no key with the alias " + wanted.get()
                            : "it holds " + keys.size() + " keys: name one by its alias");
        }
        return keys.get(0);
    }

    private static KeystoreSigner signer(KeyStore store, String alias, char[] password)
            throws IOException, GeneralSecurityException {
        if (!(store.getKey(alias, password) instanceof PrivateKey key) || store.getCertificateChain(alias) == null) {
            throw new IOException("what it calls " + alias + " is not a private key with its certificate");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
        }
        var read = new CertificateChain(chain);
        var signer = new KeystoreSigner(key, read.key(), read.pem());
        byte[] probe = {1};
        if (!signer.publicKey.verifies(probe, signer.sign(probe))) {
            throw new IOException("its certificate is not that of its key");
        }
        return signer;
    }

    @Override
    public String keyId() {
        return publicKey.id();
    }

    @Override
    public String publicKeyPem() {
        return publicKey.pem();
    }

    @Override
    public String certificates() {
        return certificates;
    }

    @Override
    public byte[] sign(byte[] bytes) throws IOException {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IOException("key " + publicKey.id() + " cannot sign: " + e.getMessage(), e);
        }
    }
}
