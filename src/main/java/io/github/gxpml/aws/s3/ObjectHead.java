// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.s3.StoredObject.Lock;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks S3 about an object. */
final class ObjectHead {
    private ObjectHead() {}

    static HeadObjectResponse of(S3Client client, S3Source source) {
        return client.headObject(request -> request.bucket(source.bucket())
                .key(source.key())
                .versionId(source.version())
                .checksumMode(ChecksumMode.ENABLED));
    }

    /** Returns the size of the first part that an object was written in; the others but the last have it too. */
    static long firstPart(S3Client client, S3Source source) {
        return client.headObject(request -> request.bucket(source.bucket())
                        .key(source.key())
                        .versionId(source.version())
                        .partNumber(1))
                .contentLength();
    }

    static boolean holds(HeadObjectResponse head, Content content) {
        return Objects.equals(head.contentLength(), content.size())
                && content.checksum().equals(head.checksumSHA256());
    }

    static String encryption(HeadObjectResponse head) {
        String by = Objects.requireNonNullElse(head.serverSideEncryptionAsString(), "");
        return head.ssekmsKeyId() == null ? by : by + " " + head.ssekmsKeyId();
    }

    /**
     * Tells whether an object is encrypted as settings ask for. S3 tells the ARN of the key; the settings may name its
     * id, or an alias, which leads to any key.
     */
    static boolean isEncrypted(HeadObjectResponse head, PutSettings settings) {
        String told = encryption(head);
        String key = settings.kmsKey().orElse("alias/");
        boolean alias = key.startsWith("alias/") || key.contains(":alias/");
        return !settings.kms()
                || told.startsWith("aws:kms") && (alias || told.endsWith(" " + key) || told.endsWith("/" + key));
    }

    /** HEAD tells of a lock only whoever may read locks, as does the question for it. */
    static Optional<Lock> lock(S3Client client, S3Source source, HeadObjectResponse head) {
        if (head.objectLockMode() != null && head.objectLockRetainUntilDate() != null) {
            return Optional.of(
                    new Lock(head.objectLockMode() == ObjectLockMode.COMPLIANCE, head.objectLockRetainUntilDate()));
        }
        try {
            ObjectLockRetention found = client.getObjectRetention(request ->
                            request.bucket(source.bucket()).key(source.key()).versionId(source.version()))
                    .retention();
            return found == null || found.retainUntilDate() == null
                    ? Optional.empty()
                    : Optional.of(
                            new Lock(found.mode() == ObjectLockRetentionMode.COMPLIANCE, found.retainUntilDate()));
        } catch (S3Exception e) {
            return Optional.empty(); // none, or not to be read: either is no proof of one
        }
    }
}
