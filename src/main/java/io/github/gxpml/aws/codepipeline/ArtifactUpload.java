// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.aws.codepipeline.CodePipelineException.Kind;
import io.github.gxpml.io.Parallel;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * One file on its way to S3, as a whole or in parts, each part with its SHA-256, which S3 compares with what it got.
 */
final class ArtifactUpload {
    static final long PART = 16L << 20;
    private static final int MOST_PARTS = 10_000;
    private static final int AT_A_TIME = 4;
    private static final int FORBIDDEN = 403;

    private final S3Client client;
    private final ArtifactPlace place;
    private final Optional<String> encryptionKey;
    private final Path file;
    private final long size;

    ArtifactUpload(S3Client client, ArtifactPlace place, Optional<String> encryptionKey, Path file) throws IOException {
        this.client = client;
        this.place = place;
        this.encryptionKey = encryptionKey;
        this.file = file;
        this.size = Files.size(file);
    }

    /** Sends the file. Throws what the SDK throws. */
    void send() throws IOException {
        try {
            compare(size <= PART ? whole() : inParts());
        } catch (S3Exception e) {
            throw readable(e);
        }
    }

    /**
     * S3 refuses a body before it is sent, and the HTTP client shows nothing of such an answer but its status. The
     * answer to a reading of one byte shows what is wrong with credentials and bucket.
     */
    private S3Exception readable(S3Exception unread) {
        if (!Refusals.isStatus(Refusals.code(unread))) {
            return unread;
        }
        try (var one = client.getObject(
                request -> request.bucket(place.bucket()).key(place.key()).range("bytes=0-0"))) {
            one.abort();
            return unread;
        } catch (S3Exception e) {
            if (!Refusals.isOfCaller(Refusals.code(e))) {
                return unread;
            }
            for (Throwable more : unread.getSuppressed()) {
                e.addSuppressed(more);
            }
            return e;
        } catch (SdkException | IOException e) {
            return unread;
        }
    }

    /** The checksum of what was sent, and the one that S3 answered with, if it did. */
    private record Sent(String checksum, Optional<String> answered) {}

    private Sent whole() throws IOException {
        FileSlice slice = new FileSlice(file, 0, size);
        String checksum = base64(slice.sha256());
        var answer = client.putObject(
                request -> request.bucket(place.bucket())
                        .key(place.key())
                        .checksumSHA256(checksum)
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(encryptionKey.orElse(null)),
                slice.body());
        return new Sent(checksum, Optional.ofNullable(answer.checksumSHA256()));
    }

    private Sent inParts() throws IOException {
        String id = client.createMultipartUpload(request -> request.bucket(place.bucket())
                        .key(place.key())
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(encryptionKey.orElse(null)))
                .uploadId();
        try {
            List<CompletedPart> parts = sendParts(id);
            String checksum = ofParts(parts);
            return new Sent(checksum, complete(id, parts));
        } catch (IOException | RuntimeException e) {
            abort(id, e);
            throw e;
        }
    }

    private Optional<String> complete(String id, List<CompletedPart> parts) {
        try {
            return Optional.ofNullable(client.completeMultipartUpload(request -> request.bucket(place.bucket())
                            .key(place.key())
                            .uploadId(id)
                            .multipartUpload(all -> all.parts(parts)))
                    .checksumSHA256());
        } catch (NoSuchUploadException e) {
            // Completed by a request whose answer was lost, or not at all: the comparison tells.
            return Optional.empty();
        }
    }

    private List<CompletedPart> sendParts(String id) throws IOException {
        long part = Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<CompletedPart>> sent = new ArrayList<>();
            for (long from = 0; from < size; from += part) {
                int number = sent.size() + 1;
                FileSlice slice = new FileSlice(file, from, Math.min(part, size - from));
                sent.add(pool.submit(() -> send(id, number, slice)));
            }
            List<CompletedPart> parts = new ArrayList<>();
            for (Future<CompletedPart> one : sent) {
                parts.add(Parallel.result(one));
            }
            return parts;
        } finally {
            end(pool);
        }
    }

    private CompletedPart send(String id, int number, FileSlice slice) throws IOException {
        String checksum = base64(slice.sha256());
        var answer = client.uploadPart(
                request -> request.bucket(place.bucket())
                        .key(place.key())
                        .uploadId(id)
                        .partNumber(number)
                        .checksumSHA256(checksum),
                slice.body());
        if (answer.checksumSHA256() != null && !answer.checksumSHA256().equals(checksum)) {
            throw differs("part " + number);
        }
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumSHA256(checksum)
                .build();
    }

    /** A part that lands after the upload was aborted would stay: so none is under way then. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            pool.awaitTermination(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void abort(String id, Exception reason) {
        boolean interrupted = Thread.interrupted(); // else the SDK would not even ask
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(place.bucket()).key(place.key()).uploadId(id));
        } catch (SdkException e) {
            reason.addSuppressed(new Refusals.LeftBehind("its parts are left in S3 (" + Refusals.code(e)
                    + "): allow s3:AbortMultipartUpload, or let" + " a lifecycle rule of the bucket remove them"));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The checksum of a whole in parts is the one of the parts' checksums, and their number. */
    private static String ofParts(List<CompletedPart> parts) {
        MessageDigest digest = Sha256.digest();
        parts.forEach(part -> digest.update(Base64.getDecoder().decode(part.checksumSHA256())));
        return base64(digest.digest()) + "-" + parts.size();
    }

    private void compare(Sent sent) throws IOException {
        Optional<String> answered = sent.answered();
        try {
            HeadObjectResponse head = client.headObject(
                    request -> request.bucket(place.bucket()).key(place.key()).checksumMode(ChecksumMode.ENABLED));
            if (head.contentLength() != size) {
                throw differs("the object");
            }
            answered = Optional.ofNullable(head.checksumSHA256()).or(sent::answered);
        } catch (S3Exception e) {
            if (e.statusCode() != FORBIDDEN) {
                throw e;
            }
            // Credentials that may only write: what S3 answered to the writing must do.
        }
        if (!answered.equals(Optional.of(sent.checksum()))
                || !sent.answered().orElse(sent.checksum()).equals(sent.checksum())) {
            throw differs("the object");
        }
    }

    private CodePipelineException differs(String what) {
        return new CodePipelineException(
                Kind.UNAVAILABLE,
                what + " " + place.key() + " in bucket " + place.bucket()
                        + " is not what was sent, as S3 tells its size and checksum: send it again",
                null);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
