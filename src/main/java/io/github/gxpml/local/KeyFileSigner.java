// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Pem;
import io.github.gxpml.io.VerifyingKey;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Signs with a private key kept in a file, encrypted under a password (PKCS#8, PBES2 with PBKDF2-HMAC-SHA-256 and
 * AES-256), as {@code openssl pkcs8} reads and writes it. The public half lies beside it as {@code <name>.pub.pem}.
 */
public final class KeyFileSigner implements Signer {
    private static final String LABEL = "ENCRYPTED PRIVATE KEY";

    private final PrivateKey key;
    private final VerifyingKey publicKey;

    private KeyFileSigner(PrivateKey key, VerifyingKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Makes a new key and writes both halves; the private one can be read by its owner alone.
     *
     * @param file for the private key, for example {@code alice.pem}; must not exist
     * @param password not empty; not kept
     * @return the signer
     * @throws IOException if the file exists or cannot be written
     */
    public static KeyFileSigner create(Path file, char[] password) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists: a key is never overwritten");
        }
        if (password.length == 0) {
            throw new IOException("the password for " + file + " is empty");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            VerifyingKey publicKey = VerifyingKey.of(pair.getPublic());
            AtomicFile.write(publicFile(file), publicKey.pem().getBytes(StandardCharsets.US_ASCII));
            byte[] encrypted = encrypt(pair.getPrivate(), password);
            AtomicFile.write(file, Pem.encode(LABEL, encrypted).getBytes(StandardCharsets.US_ASCII));
            return new KeyFileSigner(pair.getPrivate(), publicKey);
        } catch (GeneralSecurityException e) {
            throw new IOException("no key could be made for " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a key.
     *
     * @param file the private key; its public half must lie beside it
     * @param password that it was made with; not kept
     * @return the signer
     * @throws IOException if a file is missing, the password is wrong, or the halves do not belong together; the
     *     message never holds the password
     */
    public static KeyFileSigner open(Path file, char[] password) throws IOException {
        VerifyingKey publicKey = readPublic(file);
        KeyFileSigner signer;
        try {
            signer = new KeyFileSigner(decrypt(readEncrypted(file), password), publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " cannot be opened: the password is wrong, or it is not an EC private key", e);
        }
        byte[] probe = "gxp".getBytes(StandardCharsets.US_ASCII);
        if (!publicKey.verifies(probe, signer.sign(probe))) {
            throw new IOException(publicFile(file) + " is not the public half of " + file);
        }
        return signer;
    }

    /**
     * Returns where the public half of a key lies.
     *
     * @param file the private key
     * @return {@code <name>.pub.pem} in the same folder
     */
    public static Path publicFile(Path file) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(".pem") ? name.substring(0, name.length() - ".pem".length()) : name;
        return file.resolveSibling(stem + ".pub.pem");
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

    private static byte[] encrypt(PrivateKey key, char[] password) throws GeneralSecurityException {
        byte[] plain = key.getEncoded();
        try {
            return EncryptedKey.encrypt(plain, password).der();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static PrivateKey decrypt(EncryptedKey key, char[] password) throws GeneralSecurityException {
        byte[] plain = key.decrypt(password);
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static EncryptedKey readEncrypted(Path file) throws IOException {
        String pem = read(file, "the key");
        try {
            return EncryptedKey.read(Pem.decode(LABEL, pem));
        } catch (IOException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static VerifyingKey readPublic(Path file) throws IOException {
        Path publicFile = publicFile(file);
        String pem = read(publicFile, "the public half");
        try {
            return VerifyingKey.ofPem(pem);
        } catch (IOException e) {
            throw new IOException(publicFile + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static String read(Path file, String what) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    what + " " + file + " does not exist: `openssl pkey -in KEY.pem -pubout -out KEY.pub.pem`"
                            + " writes the public half of a key",
                    e);
        } catch (IOException e) {
            throw new IOException(what + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
