// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The link from a run's bundle to the bundle of the run before it. */
final class PreviousRun {
    private PreviousRun() {}

    /**
     * Returns the digest of a sealed bundle's manifest, which stands for everything in the bundle.
     *
     * @param bundle the sealed zip
     * @return SHA-256 of its {@code manifest-sha256.txt}; empty if the bundle is gone
     * @throws IOException if it is there and is not a bundle
     */
    static Optional<String> manifest(Path bundle) throws IOException {
        if (!Files.exists(bundle)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().matches("[^/]+/manifest-sha256\\.txt"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(bundle + " has no manifest: it is not a bundle"));
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.of(Sha256.of(in));
            }
        }
    }
}
