// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.s3.Upload.Precondition;
import io.github.gxpml.aws.s3.Upload.Sent;
import io.github.gxpml.io.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** A large file on its way to S3, several parts at a time; gone on with where an earlier call was cut off. */
final class PartsUpload {
    private static final int MOST_AT_A_TIME = 16;
    private static final int MISSING = 404;
    private static final int FEWEST_AT_A_TIME = 4;

    private final S3Client client;
    private final Content content;
    private final S3Source target;
    private final PutSettings settings;

    PartsUpload(S3Client client, Content content, S3Source target, PutSettings settings) {
        this.client = client;
        this.content = content;
        this.target = target;
        this.settings = settings;
    }

    /** Returns how many parts travel at a time: enough to fill a line, each with its own buffer of some kilobytes. */
    static int atATime() {
        return Math.min(MOST_AT_A_TIME, Math.max(FEWEST_AT_A_TIME, Parallel.threads()));
    }

    Sent send(Precondition precondition) throws IOException {
        Optional<PendingUpload> pending = PendingUpload.find(settings, target, content);
        if (pending.isPresent()) {
            try {
                return send(pending.get().uploadId(), there(pending.get().uploadId()), precondition);
            } catch (S3Exception e) {
                if (e.statusCode() != MISSING) {
                    throw e;
                }
                forget(); // removed meanwhile, for example by a rule of the bucket
            }
        }
        String id = begin();
        if (settings.resume().isPresent()) {
            PendingUpload.of(settings, target, content, id)
                    .remember(settings.resume().get());
        }
        return send(id, Map.of(), precondition);
    }

    private String begin() {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(target.bucket())
                .key(target.key())
                .metadata(Upload.metadata(settings, content))
                .checksumAlgorithm(ChecksumAlgorithm.SHA256);
        if (settings.kms()) {
            request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                    .ssekmsKeyId(settings.kmsKey().orElse(null));
        }
        settings.lock()
                .ifPresent(lock -> request.objectLockMode(Upload.mode(lock)).objectLockRetainUntilDate(lock.until()));
        return client.createMultipartUpload(request.build()).uploadId();
    }

    /** Returns the parts that S3 has, and that are those of this content, by number. */
    private Map<Integer, CompletedPart> there(String id) {
        Map<Integer, CompletedPart> found = new HashMap<>();
        client.listPartsPaginator(request ->
                        request.bucket(target.bucket()).key(target.key()).uploadId(id))
                .parts()
                .forEach(part -> {
                    int number = part.partNumber();
                    if (number <= content.slices().size()
                            && part.size() == content.slices().get(number - 1).length()
                            && content.checksums().get(number - 1).equals(part.checksumSHA256())) {
                        found.put(number, completed(number, part.eTag()));
                    }
                });
        return found;
    }

    private Sent send(String id, Map<Integer, CompletedPart> there, Precondition precondition) throws IOException {
        try {
            Sent sent = complete(id, sendParts(id, there), precondition);
            forget();
            return sent;
        } catch (IOException | RuntimeException e) {
            if (settings.resume().isEmpty()) {
                abort(id, e);
            }
            throw e;
        }
    }

    private void forget() throws IOException {
        if (settings.resume().isPresent()) {
            Files.deleteIfExists(settings.resume().get());
        }
    }

    private Sent complete(String id, List<CompletedPart> parts, Precondition precondition) {
        try {
            var answer = client.completeMultipartUpload(request -> request.bucket(target.bucket())
                    .key(target.key())
                    .uploadId(id)
                    .ifNoneMatch(precondition.ifNoneMatch())
                    .ifMatch(precondition.ifMatch())
                    .multipartUpload(all -> all.parts(parts)));
            return new Sent(Optional.ofNullable(answer.checksumSHA256()), Upload.version(answer.versionId()));
        } catch (NoSuchUploadException e) {
            // Completed by a request whose answer was lost, or not at all: the comparison tells.
            return new Sent(Optional.empty(), Optional.empty());
        }
    }

    private List<CompletedPart> sendParts(String id, Map<Integer, CompletedPart> there) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(atATime());
        try {
            List<Future<CompletedPart>> sent = new ArrayList<>();
            for (int i = 1; i <= content.slices().size(); i++) {
                int number = i;
                sent.add(pool.submit(() -> there.containsKey(number) ? there.get(number) : send(id, number)));
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

    private CompletedPart send(String id, int number) throws IOException {
        String checksum = content.checksums().get(number - 1);
        var answer = client.uploadPart(
                request -> request.bucket(target.bucket())
                        .key(target.key())
                        .uploadId(id)
                        .partNumber(number)
                        .checksumSHA256(checksum)
                        .overrideConfiguration(call -> call.apiCallTimeout(Upload.LONGEST)),
                content.slices().get(number - 1).body());
        if (answer.checksumSHA256() != null && !answer.checksumSHA256().equals(checksum)) {
            throw Upload.differs(content, target, "part " + number + " of");
        }
        return completed(number, answer.eTag());
    }

    private CompletedPart completed(int number, String eTag) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(eTag)
                .checksumSHA256(content.checksums().get(number - 1))
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
                    request -> request.bucket(target.bucket()).key(target.key()).uploadId(id));
        } catch (SdkException e) {
            reason.addSuppressed(new Refusals.LeftBehind("its parts are left in S3 (" + Refusals.code(e)
                    + "): allow s3:AbortMultipartUpload, or let a lifecycle rule of the bucket remove them"));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
