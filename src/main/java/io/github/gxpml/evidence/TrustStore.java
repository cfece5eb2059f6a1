// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.CertificateChain;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The public keys that are believed here, and the roots whose certificates are: for signers and, apart from them, for
 * time-stamp authorities. Who a key belongs to is the business of whoever put its file there; a root is believed in
 * whoever it says may sign, so it should issue to nobody else.
 */
public final class TrustStore {
    private static final int MAX_PEM = 16 << 10;
    private static final int MAX_ROOTS = 1 << 20;

    private final Map<String, VerifyingKey> keys;
    private final Set<X509Certificate> roots;
    private final Set<X509Certificate> stampRoots;

    private TrustStore(Map<String, VerifyingKey> keys, Set<X509Certificate> roots, Set<X509Certificate> stampRoots) {
        this.keys = Collections.unmodifiableMap(keys);
        this.roots = Set.copyOf(roots);
        this.stampRoots = Set.copyOf(stampRoots);
    }

    private TrustStore(Map<String, VerifyingKey> keys) {
        this(keys, Set.of(), Set.of());
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
     * Trusts every {@code trusted/*.pem} of a home folder, and the certificates in {@code trusted/roots} and
     * {@code trusted/timestamp-roots}.
     *
     * @param gxpHome usually {@code ~/.gxp}
     * @return the store; it trusts nobody if there is no such folder
     * @throws EvidenceException if a file in it is not what its folder is for
     */
    public static TrustStore load(Path gxpHome) throws EvidenceException {
        Path folder = gxpHome.resolve("trusted");
        return new TrustStore(
                read(pemFiles(folder)),
                certificates(pemFiles(folder.resolve("roots"))),
                certificates(pemFiles(folder.resolve("timestamp-roots"))));
    }

    private static List<Path> pemFiles(Path folder) throws EvidenceException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(TrustStore::isPem).sorted().toList();
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
        return new TrustStore(all, roots, stampRoots);
    }

    /**
     * Returns a store that trusts one key more.
     *
     * @param key a key
     * @return a copy
     */
    public TrustStore with(VerifyingKey key) {
        Map<String, VerifyingKey> all = new TreeMap<>(keys);
        all.put(key.id(), key);
        return new TrustStore(all, roots, stampRoots);
    }

    /**
     * Returns a store that believes what these roots say of signers.
     *
     * @param files PEM, one or more certificates each
     * @return a copy
     * @throws EvidenceException if a file holds no certificates
     */
    public TrustStore withRoots(List<Path> files) throws EvidenceException {
        Set<X509Certificate> all = new HashSet<>(roots);
        all.addAll(certificates(files));
        return new TrustStore(keys, all, stampRoots);
    }

    /**
     * Returns a store that believes time-stamp authorities below these roots.
     *
     * @param files PEM, one or more certificates each
     * @return a copy
     * @throws EvidenceException if a file holds no certificates
     */
    public TrustStore withTimeStampRoots(List<Path> files) throws EvidenceException {
        Set<X509Certificate> all = new HashSet<>(stampRoots);
        all.addAll(certificates(files));
        return new TrustStore(keys, roots, all);
    }

    /** Returns the roots of time-stamp authorities. */
    Set<X509Certificate> stampRoots() {
        return stampRoots;
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
     * Finds the key that must have signed: one that is trusted itself, or one whose certificates lead to a root that
     * is. Certificates of a key that is trusted itself must hold as well, as far as that can be checked.
     *
     * @param keyId SHA-256 of the key's X.509 form
     * @param chain the key's certificates, if there are any
     * @param at when it signed
     * @return the key
     * @throws EvidenceException if it is not trusted, or its certificates do not hold
     */
    VerifyingKey require(String keyId, Optional<CertificateChain> chain, Instant at) throws EvidenceException {
        Optional<VerifyingKey> pinned = find(keyId);
        if (chain.isEmpty()) {
            return pinned.orElseThrow(() -> new EvidenceException("signed by key " + BagName.shown(keyId)
                    + ", which is not trusted here: pass --key FILE with its"
                    + " public key to gxp verify, or put that file into GXP_HOME/trusted"));
        }
        try {
            VerifyingKey certified = chain.get().key();
            if (!certified.id().equals(keyId)) {
                throw new EvidenceException("signed by key " + BagName.shown(keyId)
                        + ", but the certificates are about key " + certified.id());
            }
            if (roots.isEmpty() && pinned.isEmpty()) {
                throw new EvidenceException("signed by key " + BagName.shown(keyId) + " of "
                        + BagName.shown(chain.get().holder()) + ", which is not trusted here: pass --key FILE with its"
                        + " public key or --trust-root FILE with the root of its certificates to gxp verify, or put"
                        + " them into GXP_HOME/trusted and GXP_HOME/trusted/roots");
            }
            if (roots.isEmpty()) {
                chain.get().checkOwn(at);
            } else {
                chain.get().check(roots, at);
            }
            return certified;
        } catch (EvidenceException e) {
            throw e;
        } catch (IOException e) {
            throw new EvidenceException(EvidenceException.reason(e), e);
        }
    }

    /** Tells how far a chain was followed. */
    String traced() {
        return roots.isEmpty()
                ? "its certificates were not followed to a root, as the key itself is trusted and no root was given"
                : "its certificates lead to a trusted root";
    }

    private static Set<X509Certificate> certificates(List<Path> files) throws EvidenceException {
        Set<X509Certificate> all = new HashSet<>();
        for (Path file : files) {
            try {
                if (Files.size(file) > MAX_ROOTS) {
                    throw new EvidenceException(file + " is too large for certificates");
                }
                all.addAll(CertificateChain.readAll(Files.readString(file, StandardCharsets.ISO_8859_1)));
            } catch (EvidenceException e) {
                throw e;
            } catch (IOException e) {
                throw new EvidenceException(file + " cannot be used as root: " + EvidenceException.reason(e), e);
            }
        }
        return all;
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
