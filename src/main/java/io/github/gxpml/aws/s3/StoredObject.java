// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import java.time.Instant;
import java.util.Optional;

/**
 * What S3 holds, as it says.
 *
 * @param source bucket, key and, where the bucket keeps versions, version
 * @param sha256 digest of the content in hexadecimal, which S3 was asked to check part by part
 * @param size number of bytes
 * @param written when S3 says that it was written; of one in parts, begun; absent if S3 does not say
 * @param encryption {@code aws:kms} and the key, or {@code AES256}; empty if S3 does not say
 * @param lock what keeps it from being deleted; absent if nothing does, or S3 does not say
 * @param confirmed whether size and checksum were read back; without the right to read, the answer to the writing must
 *     do
 * @param fresh whether this call wrote it; false if the same content was there
 */
public record StoredObject(
        S3Source source,
        String sha256,
        long size,
        Optional<Instant> written,
        String encryption,
        Optional<Lock> lock,
        boolean confirmed,
        boolean fresh) {
    /**
     * Keeps a version from being deleted.
     *
     * @param compliance whether nobody may lift it; else who may bypass governance can
     * @param until when it ends
     */
    public record Lock(boolean compliance, Instant until) {}

    /**
     * Returns its address.
     *
     * @return {@code s3://bucket/key}
     */
    public String address() {
        return source.address();
    }
}
