// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import java.util.Optional;

/**
 * An object in S3.
 *
 * @param bucket name of the bucket
 * @param key of the object, any text
 * @param versionId of the version; absent for the newest
 */
public record S3Source(String bucket, String key, Optional<String> versionId) {
    /**
     * Names the newest version of an object.
     *
     * @param bucket name of the bucket
     * @param key of the object
     * @return the object
     */
    public static S3Source of(String bucket, String key) {
        return new S3Source(bucket, key, Optional.empty());
    }

    /**
     * Returns its address.
     *
     * @return {@code s3://bucket/key}
     */
    public String address() {
        return "s3://" + bucket + "/" + key;
    }

    String version() {
        return versionId.orElse(null);
    }
}
