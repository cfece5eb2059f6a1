// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * An upload in parts that was begun and is not known to be complete, as a file beside the content remembers it.
 *
 * @param bucket name of the bucket
 * @param key of the object
 * @param sha256 digest of the content
 * @param settings what the upload was begun with, as text
 * @param uploadId what S3 calls it
 */
record PendingUpload(String bucket, String key, String sha256, String settings, String uploadId) {
    /** Returns the upload that a file remembers, if it is one of this content to this place. */
    static Optional<PendingUpload> find(PutSettings settings, S3Source target, Content content) {
        if (settings.resume().isEmpty()
                || !Files.isRegularFile(settings.resume().get())) {
            return Optional.empty();
        }
        try {
            byte[] text = Files.readAllBytes(settings.resume().get());
            PendingUpload found = Json.read(text, PendingUpload.class);
            return Optional.of(found).filter(one -> one.equals(of(settings, target, content, one.uploadId())));
        } catch (IOException e) {
            return Optional.empty(); // cut short while it was written: the upload begins anew
        }
    }

    static PendingUpload of(PutSettings settings, S3Source target, Content content, String uploadId) {
        // a lock computed anew is later: the upload that was begun has the earlier one, which is read back
        String text = settings.kms() + " " + settings.kmsKey().orElse("") + " "
                + settings.lock()
                        .map(lock -> lock.compliance() ? "compliance" : "governance")
                        .orElse("");
        return new PendingUpload(target.bucket(), target.key(), content.sha256(), text, uploadId);
    }

    void remember(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, Json.pretty(this));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
