// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The public keys that are believed here. Who a key belongs to is the business of whoever put its file there. */
public final class TrustStore {
    private static final int MAX_PEM = 16 << 10;

    private final Map<String, VerifyingKey> keys;

    private TrustStore(Map<String, VerifyingKey> keys) {
        this.keys = Collections.unmodifiableMap(keys);
    }

    /**
     * Trusts the given key files and nothing else.
     *
     * @param files PEM, one public key each
     * @return the store; without files it trusts nobody
     * @throws EvidenceException if a file is not a public key on P-256
     */
    public static TrustStore of(Path... files) throws EvidenceException {
        return new TrustStore(read(List.of(files)));
    }

    /**
     * Trusts every {@code trusted/*.pem} of a home folder.
     *
     * @param gxpHome usually {@code ~/.gxp}
     * @return the store; it trusts nobody if there is no such folder
     * @throws EvidenceException if a file in it is not a public key on P-256
     */
    public static TrustStore load(Path gxpHome) throws EvidenceException {
        Path folder = gxpHome.resolve("trusted");
        if (!Files.isDirectory(folder)) {
            return new TrustStore(Map.of());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new TrustStore(read(files.filter(TrustStore::isPem).sorted().toList()));
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException("trusted keys cannot be listed: " + EvidenceException.reason(e), e);
        }
    }

    /**
     * Returns a store that trusts more.
     *
     * @param files PEM, one public key each
     * @return the keys of both
     * @throws EvidenceException if a file is not a public key on P-256
     */
    public TrustStore with(List<Path> files) throws EvidenceException {
        Map<String, VerifyingKey> all = new TreeMap<>(keys);
        all.putAll(read(files));
        return new TrustStore(all);
    }

    /**
     * Finds a key by its name.
     *
     * @param keyId SHA-256 of its X.509 form
     * @return the key, if it is trusted
     */
    public Optional<VerifyingKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /**
     * Checks a signed statement.
     *
     * @param envelope DSSE
     * @return the statement
     * @throws EvidenceException if it is damaged, signed by a key that is not trusted, or the signature is wrong
     */
    public Statement verify(byte[] envelope) throws EvidenceException {
        return Dsse.verify(envelope, require(Dsse.read(envelope).keyId()));
    }

    private VerifyingKey require(String keyId) throws EvidenceException {
        return find(keyId)
                .orElseThrow(() -> new EvidenceException("signed by key " + BagName.shown(keyId)
                        + ", which is not trusted here: pass --key FILE with its public key"));
    }

    private static Map<String, VerifyingKey> read(List<Path> files) throws EvidenceException {
        Map<String, VerifyingKey> keys = new TreeMap<>();
        for (Path file : files) {
            VerifyingKey key = read(file);
            keys.put(key.id(), key);
        }
        return keys;
    }

    static VerifyingKey read(Path file) throws EvidenceException {
        try {
            if (Files.size(file) > MAX_PEM) {
                throw new EvidenceException(file + " is too large for a public key");
            }
            return VerifyingKey.ofPem(Files.readString(file));
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException(file + " cannot be used as a public key: " + EvidenceException.reason(e), e);
        }
    }

    private static boolean isPem(Path file) {
        return file.getFileName().toString().endsWith(".pem") && Files.isRegularFile(file);
    }
}
