// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.training;

import io.github.gxpml.deploy.lambda.HandlerException;
import io.github.gxpml.deploy.lambda.StoredVersion;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Uri;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads the file that a training made, and writes documents about it.
 *
 * @param s3 the client
 * @param bucket where documents are kept
 */
record TrainedArtifact(S3Client s3, String bucket) {
    private static final int EXISTS = 412;

    /**
     * A file and its digest.
     *
     * @param at which version of the object
     * @param sha256 of its content
     */
    record Found(StoredVersion at, String sha256) {
        Map<String, String> fields() {
            Map<String, String> fields = new TreeMap<>(at.fields());
            fields.put("sha256", sha256);
            return fields;
        }
    }

    Found digest(String address) throws IOException {
        S3Uri uri = s3.utilities().parseUri(java.net.URI.create(address));
        String from = uri.bucket().orElseThrow(() -> new HandlerException("the model has no address in S3"));
        String key = uri.key().orElseThrow(() -> new HandlerException("the model has no address in S3"));
        String version = s3.headObject(request -> request.bucket(from).key(key)).versionId();
        var at = new StoredVersion(from, key, version);
        try (InputStream in = s3.getObject(at.request())) {
            return new Found(at, Sha256.of(in));
        }
    }

    /** Writes a document whose name holds its digest; one that is there is the same one. */
    String write(String key, byte[] document) {
        try {
            s3.putObject(
                    request -> request.bucket(bucket).key(key).ifNoneMatch("*").contentType("application/json"),
                    RequestBody.fromBytes(document));
        } catch (S3Exception e) {
            if (e.statusCode() != EXISTS) {
                throw e;
            }
        }
        return "s3://" + bucket + "/" + key;
    }
}
