// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsRefusal;
import io.github.gxpml.aws.AwsRefusal.Attempt;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.S3Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Objects named by their content: written once, never over, and compared with what was sent. */
final class StoredObjects implements AutoCloseable {
    /** What S3 takes in one piece. */
    private static final long LARGEST = 5L << 30;

    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int TRIES = 5;

    private final S3Client client;
    private final S3Place place;
    private final Optional<String> kmsKey;

    StoredObjects(S3Client client, S3Place place, Optional<String> kmsKey) {
        this.client = client;
        this.place = place;
        this.kmsKey = kmsKey;
    }

    static StoredObjects open(AwsAccess access, RegisterSpec.Aws where) throws IOException {
        boolean elsewhere = AwsClients.endpoint("S3", access.environment()).isPresent();
        // Checksums are the ones that are asked for; those that the SDK would add make S3 keep two of a kind.
        S3Client client = access.client(
                S3Client.builder()
                        .forcePathStyle(elsewhere)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED),
                "S3",
                "register",
                LONGEST);
        return new StoredObjects(client, where.bucket(), where.kmsKey());
    }

    /** Keeps a file under the name of a model, its digest and its own name. */
    StoredPlace keep(String model, String name, Path file, String sha256) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("artifact " + file + " has more than 5 GiB, which S3 does not take in one piece:"
                    + " make it smaller, or split it");
        }
        return keep(key(model, sha256, name), RequestBody.fromFile(file), Files.size(file), sha256);
    }

    /** Keeps a document in the same way. */
    StoredPlace keep(String model, String name, byte[] content) throws IOException {
        String sha256 = Sha256.of(content);
        return keep(key(model, sha256, name), RequestBody.fromBytes(content), content.length, sha256);
    }

    private String key(String model, String sha256, String name) {
        return place.key(model + "/" + sha256 + "/" + name);
    }

    private StoredPlace keep(String key, RequestBody body, long size, String sha256) throws IOException {
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
        var request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(key)
                .ifNoneMatch("*")
                .checksumSHA256(checksum);
        kmsKey.ifPresent(
                id -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
        Attempt attempt =
                attempt(key, "written", "s3:PutObject on it, and kms:GenerateDataKey and kms:Decrypt on its key");
        for (int left = TRIES; ; left--) {
            try {
                String id = client.putObject(request.build(), body).versionId();
                return new StoredPlace(place.bucket(), key, Optional.ofNullable(id));
            } catch (SdkException e) {
                String code = AwsRefusal.code(e);
                if (code.equals("PreconditionFailed") || code.equals("412")) {
                    return there(key, size, checksum);
                }
                // somebody else writes it at the same moment
                boolean again = code.equals("ConditionalRequestConflict") || code.equals("409");
                if (!again || left == 1) {
                    throw AwsRefusal.of(attempt, e);
                }
            }
        }
    }

    /** What is there under the digest must have it. */
    private StoredPlace there(String key, long size, String checksum) throws IOException {
        HeadObjectResponse head = attempt(key, "looked at", "s3:GetObject on it and kms:Decrypt on its key")
                .call(() -> client.headObject(
                        request -> request.bucket(place.bucket()).key(key).checksumMode(ChecksumMode.ENABLED)));
        if (head.contentLength() != size || !checksum.equals(head.checksumSHA256())) {
            throw new IOException(
                    "s3://" + place.bucket() + "/" + key
                            + " is there already with another content than its name says: find out who wrote it, and remove it");
        }
        return new StoredPlace(place.bucket(), key, Optional.ofNullable(head.versionId()));
    }

    /** Fetches an object into a file, unless the file has that content already. */
    void fetch(StoredPlace from, Path file, String sha256) throws IOException {
        if (Files.isRegularFile(file) && Sha256.of(file).equals(sha256)) {
            return;
        }
        Attempt attempt =
                attempt(from.key(), "read", "s3:GetObject and s3:GetObjectVersion on it and kms:Decrypt on its key");
        AtomicFile.write(file, out -> {
            try (InputStream in = attempt.call(() -> client.getObject(request -> request.bucket(from.bucket())
                    .key(from.key())
                    .versionId(from.versionId().orElse(null))))) {
                var counting = new Sha256.Counting(in);
                counting.transferTo(out);
                if (!counting.sha256().equals(sha256)) {
                    throw new IOException("artifact " + from.address() + " was changed, its digest is "
                            + counting.sha256() + " instead of " + sha256 + "; restore it from a backup");
                }
            }
        });
    }

    private Attempt attempt(String key, String done, String permission) {
        return new Attempt("s3://" + place.bucket() + "/" + key + " could not be " + done, permission);
    }

    @Override
    public void close() {
        client.close();
    }
}
