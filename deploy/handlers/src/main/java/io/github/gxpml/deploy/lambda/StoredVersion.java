// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import java.util.Map;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * One version of an object in S3, which no later upload under the same key replaces.
 *
 * @param bucket its bucket
 * @param key its key
 * @param versionId its version
 */
public record StoredVersion(String bucket, String key, String versionId) {
    /** Refuses an object without a version, as of a bucket that keeps none. */
    public StoredVersion {
        if (versionId == null || versionId.isBlank() || versionId.equals("null")) {
            throw new HandlerException("the object has no version: versioning of its bucket is off");
        }
    }

    /** Returns the request to read it. */
    public GetObjectRequest request() {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .versionId(versionId)
                .build();
    }

    /** Returns it as messages carry it. */
    public Map<String, String> fields() {
        return Map.of("bucket", bucket, "key", key, "versionId", versionId);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key + "?versionId=" + versionId;
    }
}
