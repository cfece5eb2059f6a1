// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.s3.StoredObject.Lock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an object is written.
 *
 * @param rule what may be there before
 * @param kms whether it is encrypted with a key of KMS; else as the bucket says
 * @param kmsKey the key; absent for the one of AWS
 * @param lock keeps it from being deleted; absent if nothing does
 * @param metadata kept with the object, ASCII
 * @param resume file that remembers an upload in parts until it is complete, so that the next call goes on with it; if
 *     absent, a failed upload is removed again
 */
public record PutSettings(
        Rule rule,
        boolean kms,
        Optional<String> kmsKey,
        Optional<Lock> lock,
        Map<String, String> metadata,
        Optional<Path> resume) {
    /** What may be there before. */
    public enum Rule {
        /** Anything; it is written in any case. */
        REPLACE,
        /**
         * Nothing, or the same content: for keys that name their content. Another content is an error. The same is
         * written again only if it is not encrypted as it is asked for now.
         */
        ONCE,
        /** Anything, but the same content as newest version is not written again, and two writers do not mix. */
        NEXT_VERSION
    }

    /** Copies the metadata. */
    public PutSettings {
        metadata = java.util.Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /**
     * Returns settings with nothing but a rule.
     *
     * @param rule what may be there before
     * @return the settings
     */
    public static PutSettings of(Rule rule) {
        return new PutSettings(rule, false, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * Encrypts with a key of KMS.
     *
     * @param key its id or ARN; absent for the one of AWS
     * @return these settings with it
     */
    public PutSettings withKms(Optional<String> key) {
        return new PutSettings(rule, true, key, lock, metadata, resume);
    }

    /**
     * Keeps the object from being deleted.
     *
     * @param keeping how and until when; absent if nothing does
     * @return these settings with it
     */
    public PutSettings withLock(Optional<Lock> keeping) {
        return new PutSettings(rule, kms, kmsKey, keeping, metadata, resume);
    }

    /**
     * Lets an interrupted upload be gone on with.
     *
     * @param file that remembers it
     * @return these settings with it
     */
    public PutSettings resumedFrom(Path file) {
        return new PutSettings(rule, kms, kmsKey, lock, metadata, Optional.of(file));
    }
}
