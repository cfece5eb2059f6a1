// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A file beside an object.
 *
 * @param same whether the file is the object's content; empty if S3 keeps no checksum that can be compared
 * @param difference what differs; may be empty
 * @param found what S3 says of the object: size, eTag, versionId, lastModified, encryption, checksums
 */
public record Comparison(Optional<Boolean> same, String difference, Map<String, String> found) {
    /** Sorts what was found. */
    public Comparison {
        found = java.util.Collections.unmodifiableMap(new TreeMap<>(found));
    }

    static Comparison of(HeadObjectResponse head, Optional<Long> part, Path file) throws IOException {
        ObjectChecks checks = ObjectChecks.of(head);
        Map<String, String> found = new TreeMap<>();
        found.put("size", Long.toString(checks.size()));
        found.put("eTag", checks.eTag().replace("\"", ""));
        Upload.version(head.versionId()).ifPresent(version -> found.put("versionId", version));
        if (head.lastModified() != null) {
            found.put("lastModified", head.lastModified().toString());
        }
        if (!ObjectHead.encryption(head).isEmpty()) {
            found.put("encryption", ObjectHead.encryption(head));
        }
        checks.checksums().forEach((kind, value) -> found.put("checksum" + kind, value));
        long size = Files.size(file);
        if (size != checks.size()) {
            return new Comparison(
                    Optional.of(false), "it has " + checks.size() + " bytes, and the file " + size, found);
        }
        Optional<Boolean> same = checks.same(file, part);
        return new Comparison(
                same, same.orElse(true) ? "" : "the checksum that S3 keeps is not the one of the file", found);
    }
}
