// SPDX-License-Identifier: MIT
package io.github.gxpml.port;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Keeps sealed bundles outside this machine. */
public interface EvidenceStore {
    /**
     * What the store confirms.
     *
     * @param address of the bundle, for example {@code s3://bucket/prefix/flc-mortality-3.zip}
     * @param version what names exactly this content there; may be empty
     * @param sha256 digest of what is kept, as the store was asked to check it
     * @param encryption how it is encrypted, in a few words; may be empty
     * @param lockedUntil before when it cannot be deleted; absent if it can be at any time
     */
    record Receipt(String address, String version, String sha256, String encryption, Optional<Instant> lockedUntil) {}

    /**
     * Keeps a bundle beside everything that was kept before; nothing is replaced. Repeating the call for the same
     * content keeps nothing twice.
     *
     * @param bundle sealed file
     * @param sha256 its digest
     * @return what the store confirms, after the content was checked there
     * @throws IOException if it is not known to be kept
     */
    Receipt keep(Path bundle, String sha256) throws IOException;
}
