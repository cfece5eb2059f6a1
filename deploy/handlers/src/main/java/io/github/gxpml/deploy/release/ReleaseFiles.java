// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.StoredVersion;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Fetches bundles and artifacts by their versions, and puts the approved artifact under its digest, where the endpoint
 * takes it from: SageMaker cannot be told a version of an object, so the key itself must say what the content is.
 *
 * @param s3 the client
 * @param bucket where approved artifacts are served from
 */
record ReleaseFiles(S3Client s3, String bucket) {
    private static final long LARGEST_BUNDLE = 256L << 20;
    private static final int EXISTS = 412;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int THROTTLED = 429;

    /** Fetches a bundle; empty if there is no such version or it is too large to be one. */
    Optional<Path> bundle(ReleaseOrder order, Path folder) throws IOException {
        Path zip = folder.resolve(order.model() + "-" + order.version() + ".zip");
        return fetch(order.bundle(), zip, LARGEST_BUNDLE) ? Optional.of(zip) : Optional.empty();
    }

    /** Fetches an artifact; empty if there is no such version. */
    Optional<Path> artifact(RegisteredVersion version, Path folder) throws IOException {
        Path file = folder.resolve("artifact");
        return fetch(version.stored(), file, Long.MAX_VALUE) ? Optional.of(file) : Optional.empty();
    }

    private boolean fetch(StoredVersion from, Path to, long most) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = s3.getObject(from.request())) {
            if (in.response().contentLength() > most) {
                in.abort();
                return false;
            }
            Files.copy((InputStream) in, to);
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() >= FIRST_SERVER_ERROR || e.statusCode() == THROTTLED) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Puts an artifact where it is served from.
     *
     * @param file its content, whose digest was compared
     * @param version what it is
     * @return its address
     * @throws IOException if there is another content under that digest
     */
    String serve(Path file, RegisteredVersion version) throws IOException {
        String key = "models/" + version.sha256() + "/" + version.artifact();
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(version.sha256()));
        try {
            s3.putObject(
                    request -> request.bucket(bucket).key(key).ifNoneMatch("*").checksumSHA256(checksum),
                    RequestBody.fromFile(file));
        } catch (S3Exception e) {
            if (e.statusCode() != EXISTS) {
                throw e;
            }
            String there = s3.headObject(
                            request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))
                    .checksumSHA256();
            if (!checksum.equals(there)) {
                throw new IOException("there is another content under the digest of the artifact");
            }
        }
        return "s3://" + bucket + "/" + key;
    }

    static String digest(Path file) throws IOException {
        return Sha256.of(file);
    }
}
