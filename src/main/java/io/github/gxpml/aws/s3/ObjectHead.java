// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.s3.StoredObject.Lock;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

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

    static Optional<Lock> lock(HeadObjectResponse head) {
        return head.objectLockMode() == null || head.objectLockRetainUntilDate() == null
                ? Optional.empty()
                : Optional.of(new Lock(
                        head.objectLockMode() == ObjectLockMode.COMPLIANCE, head.objectLockRetainUntilDate()));
    }
}
