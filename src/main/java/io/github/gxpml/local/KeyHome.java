// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder where a machine keeps its keys, {@code GXP_HOME} or {@code ~/.gxp}: private ones in {@code keys}, open to
 * their owner alone, and the public ones that are believed in {@code trusted}.
 */
public final class KeyHome {
    /** Variable that names the folder. */
    public static final String HOME = "GXP_HOME";
    /** Variable that holds the password of keys. */
    public static final String PASSWORD = "GXP_KEY_PASSWORD";

    private static final Object IN_THIS_PROCESS = new Object();
    /** Key whose password is given. */
    private static final String SIGNING = "signing";
    /**
     * Key whose password lies beside it; another name, so that setting a password later finds no key that it does not
     * open.
     */
    private static final String RESEARCH = "research";

    private final Path home;
    private final Optional<String> password;

    private KeyHome(Path home, Optional<String> password) {
        this.home = home;
        this.password = password;
    }

    /**
     * Finds the folder; makes nothing.
     *
     * @param environment variables of the process
     * @param userHome folder of the user
     * @return the home
     */
    public static KeyHome of(Map<String, String> environment, Path userHome) {
        String named = environment.getOrDefault(HOME, "");
        Path home = named.isBlank() ? userHome.resolve(".gxp") : Path.of(named);
        return new KeyHome(
                home.toAbsolutePath().normalize(),
                Optional.ofNullable(environment.get(PASSWORD)).filter(text -> !text.isEmpty()));
    }

    /**
     * Returns the folder, for {@code TrustStore.load}.
     *
     * @return an absolute path; need not exist
     */
    public Path path() {
        return home;
    }

    /**
     * Tells whether a person or a secret store keeps the password of the machine's key. If not, a random one lies
     * beside the key, which is good enough for research use and for nothing else.
     *
     * @return true if {@value #PASSWORD} is set
     */
    public boolean passwordFromEnvironment() {
        return password.isPresent();
    }

    /**
     * Returns the machine's own key, made and trusted at first use; safe if two processes come first.
     *
     * @return the signer
     * @throws IOException if it cannot be made or opened
     */
    public KeyFileSigner machineSigner() throws IOException {
        Path key = keys().resolve(machine() + ".pem");
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel lock = FileChannel.open(
                            keys().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                if (held.isValid() && !Files.exists(key)) {
                    return create(machine(), machinePassword());
                }
            }
        }
        try {
            KeyFileSigner signer = KeyFileSigner.open(key, machinePassword());
            trust(machine(), signer.publicKeyPem());
            return signer;
        } catch (IOException e) {
            String hint = passwordFromEnvironment() ? "; the password was taken from " + PASSWORD : "";
            throw new IOException(e.getMessage() + hint, e);
        }
    }

    /**
     * Opens a key that the spec or a person names, with the password from the environment.
     *
     * @param file the private key
     * @return the signer
     * @throws IOException if {@value #PASSWORD} is not set, or the key cannot be opened
     */
    public KeyFileSigner open(Path file) throws IOException {
        return KeyFileSigner.open(file, passwordOf(file));
    }

    /**
     * Opens a keystore that the spec names, with the password from the environment.
     *
     * @param file PKCS#12
     * @param alias which key; empty if it holds one only
     * @return the signer
     * @throws IOException if {@value #PASSWORD} is not set, or the keystore cannot be opened
     */
    public KeystoreSigner openKeystore(Path file, Optional<String> alias) throws IOException {
        return KeystoreSigner.open(file, alias, passwordOf(file));
    }

    private char[] passwordOf(Path file) throws IOException {
        return password.orElseThrow(() -> new IOException(
                        "the password of " + file + " is not known: set the variable " + PASSWORD))
                .toCharArray();
    }

    /**
     * Makes a key in this home and trusts it.
     *
     * @param name letters, digits, dot, dash and underscore
     * @param secret its password
     * @return the signer
     * @throws IOException if there is a key of that name, or it cannot be written
     */
    public KeyFileSigner create(String name, char[] secret) throws IOException {
        checkName(name);
        KeyFileSigner signer = KeyFileSigner.create(keys().resolve(name + ".pem"), secret);
        trust(name, signer.publicKeyPem());
        return signer;
    }

    /**
     * Trusts a public key from now on.
     *
     * @param name letters, digits, dot, dash and underscore
     * @param pem the key
     * @throws IOException if it is not a P-256 public key, another key is trusted under the name, or it cannot be
     *     written
     */
    public void trust(String name, String pem) throws IOException {
        checkName(name);
        VerifyingKey key = VerifyingKey.ofPem(pem);
        Path file = home.resolve("trusted").resolve(name + ".pem");
        if (Files.exists(file)) {
            if (!Files.readString(file).equals(key.pem())) {
                throw new IOException(file + " holds another key: rename it if older bundles are still to be verified"
                        + " with it, else remove it");
            }
            return;
        }
        AtomicFile.write(file, key.pem().getBytes(StandardCharsets.US_ASCII));
    }

    private String machine() {
        return passwordFromEnvironment() ? SIGNING : RESEARCH;
    }

    private char[] machinePassword() throws IOException {
        if (password.isPresent()) {
            return password.get().toCharArray();
        }
        Path file = keys().resolve(machine() + ".password");
        if (!Files.exists(file)) {
            if (Files.exists(keys().resolve(machine() + ".pem"))) {
                throw new IOException(
                        "the key of this machine has a password of its own: set the variable " + PASSWORD);
            }
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            AtomicFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
        }
        checkOwnerOnly(file);
        return Files.readString(file, StandardCharsets.US_ASCII).toCharArray();
    }

    private Path keys() throws IOException {
        Path keys = home.resolve("keys");
        Files.createDirectories(keys);
        if (posix(keys)) {
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
        }
        return keys;
    }

    private static void checkOwnerOnly(Path file) throws IOException {
        if (!posix(file)) {
            return;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        if (!others.isEmpty()) {
            throw new IOException(file + " can be read or written by others: run `chmod 600` on it");
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void checkName(String name) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IOException(
                    "a key cannot be called `" + name + "`: use letters, digits, dot, dash and underscore");
        }
    }
}
