// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Optional;

/**
 * Where the bundle goes and who signs it.
 *
 * @param store folder for sealed bundles, relative to the spec's folder
 * @param signing which key seals; absent means the machine's own key
 * @param timestamp the authority that confirms when; absent if none is asked
 * @param retention how long bundles are to be kept, as written, for example {@code 10 years}; may be empty
 * @param profile regulation profile that the evidence is read against, for example {@code part11}; may be empty
 * @param s3 where bundles are kept beside the folder; absent if nowhere
 */
public record EvidenceSpec(
        String store,
        Optional<Signing> signing,
        Optional<Timestamp> timestamp,
        String retention,
        String profile,
        Optional<S3Store> s3) {

    /**
     * Creates evidence in a folder that no time-stamp authority confirms.
     *
     * @param store folder for sealed bundles
     * @param signing which key seals
     * @param retention how long bundles are to be kept
     * @param profile regulation profile
     */
    public EvidenceSpec(String store, Optional<Signing> signing, String retention, String profile) {
        this(store, signing, Optional.empty(), retention, profile, Optional.empty());
    }

    /**
     * A key. Exactly one of {@code key}, {@code keystore} and {@code kms} is present.
     *
     * @param key private key file (PEM, PKCS#8, encrypted), relative to the spec's folder
     * @param keystore PKCS#12 file, relative to the spec's folder
     * @param alias which key of the keystore; absent if it holds one
     * @param kms id, ARN or alias of a key in AWS KMS
     * @param certificates certificate chain of the key (PEM), relative to the spec's folder
     */
    public record Signing(
            Optional<String> key,
            Optional<String> keystore,
            Optional<String> alias,
            Optional<String> kms,
            Optional<String> certificates) {}

    /**
     * Bundles in Amazon S3.
     *
     * @param place where
     * @param kmsKey encrypts them; absent for the bucket's own
     * @param lock keeps them from being deleted before their retention ends; absent if nothing does
     */
    public record S3Store(S3Place place, Optional<String> kmsKey, Optional<Lock> lock) {
        /** How deletion is kept off. */
        public enum Lock {
            GOVERNANCE,
            COMPLIANCE
        }
    }

    /**
     * A time-stamp authority.
     *
     * @param url its address, http or https
     * @param certificates root certificates (PEM) that its own must lead to, relative to the spec's folder
     * @param required whether there is no seal without its time stamp
     */
    public record Timestamp(String url, Optional<String> certificates, boolean required) {}
}
