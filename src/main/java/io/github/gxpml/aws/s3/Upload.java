// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.PutSettings.Rule;
import io.github.gxpml.aws.s3.StoredObject.Lock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * One file on its way to S3, as a whole or in parts, each part with its SHA-256, which S3 compares with what it got.
 */
final class Upload {
    static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int CHANGED = 412;
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 5;

    private final S3Client client;
    private final Content content;
    private final S3Source target;
    private final PutSettings settings;

    Upload(S3Client client, Content content, S3Source target, PutSettings settings) {
        this.client = client;
        this.content = content;
        this.target = target;
        this.settings = settings;
    }

    /** Sends the file. Throws what the SDK throws. */
    StoredObject send() throws IOException {
        if (settings.rule() == Rule.REPLACE) {
            return written(Precondition.NONE);
        }
        Optional<HeadObjectResponse> before = newest();
        boolean same = before.isPresent() && ObjectHead.holds(before.get(), content);
        if (same && (settings.rule() != Rule.ONCE || ObjectHead.isEncrypted(before.get(), settings))) {
            return stored(before.get(), false);
        }
        if (!same && before.isPresent() && settings.rule() == Rule.ONCE) {
            throw new AwsException(
                    Kind.REFUSED,
                    "there is something else at " + target.address() + ", whose name stands for one content: look who"
                            + " wrote it",
                    null);
        }
        return written(before.isPresent() ? new Precondition(null, before.get().eTag()) : new Precondition("*", null));
    }

    /** What S3 compares before it takes an object: so neither a lost answer nor another writer makes a second one. */
    record Precondition(String ifNoneMatch, String ifMatch) {
        static final Precondition NONE = new Precondition(null, null);
    }

    private Optional<HeadObjectResponse> newest() throws AwsException {
        try {
            return Optional.of(ObjectHead.of(client, target));
        } catch (S3Exception e) {
            if (e.statusCode() == MISSING) {
                return Optional.empty();
            }
            S3Exception said = readable(e);
            if (said == e && e.statusCode() == FORBIDDEN) {
                // also the answer for what is not there to whoever may not list
                throw Refusals.of(
                        new Attempt(
                                "what is at " + target.address() + " could not be asked for",
                                "s3:GetObject and s3:GetObjectVersion on it, and s3:ListBucket on its bucket"),
                        e);
            }
            throw said;
        }
    }

    /** Whoever comes second while another request for the key is under way shall come again, says S3. */
    private StoredObject written(Precondition precondition) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Sent sent;
            try {
                sent = sent(precondition);
            } catch (S3Exception e) {
                if (e.statusCode() == CONFLICT) {
                    pause(attempt, e);
                    continue;
                }
                if (e.statusCode() != CHANGED || precondition.equals(Precondition.NONE)) {
                    throw readable(e);
                }
                // By a request of ours whose answer was lost, or by somebody else: the comparison tells.
                sent = new Sent(Optional.empty(), Optional.empty());
            }
            return compared(sent);
        }
    }

    private void pause(int attempt, S3Exception conflict) throws IOException {
        if (attempt == ATTEMPTS) {
            throw new AwsException(
                    Kind.UNAVAILABLE,
                    "others are writing to " + target.address() + " at this very time: see who does, and try again",
                    conflict);
        }
        Download.pause(attempt);
    }

    private Sent sent(Precondition precondition) throws IOException {
        return content.whole()
                ? whole(precondition)
                : new PartsUpload(client, content, target, settings).send(precondition);
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
                request -> request.bucket(target.bucket()).key(target.key()).range("bytes=0-0"))) {
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

    /** The checksum and version that S3 answered with, if it did. */
    record Sent(Optional<String> checksum, Optional<String> version) {}

    private Sent whole(Precondition precondition) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(target.bucket())
                .key(target.key())
                .checksumSHA256(content.checksum())
                .metadata(metadata(settings, content))
                .ifNoneMatch(precondition.ifNoneMatch())
                .ifMatch(precondition.ifMatch())
                .overrideConfiguration(call -> call.apiCallTimeout(LONGEST));
        if (settings.kms()) {
            request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                    .ssekmsKeyId(settings.kmsKey().orElse(null));
        }
        settings.lock().ifPresent(lock -> request.objectLockMode(mode(lock)).objectLockRetainUntilDate(lock.until()));
        var answer = client.putObject(request.build(), content.slices().get(0).body());
        return new Sent(Optional.ofNullable(answer.checksumSHA256()), version(answer.versionId()));
    }

    static ObjectLockMode mode(Lock lock) {
        return lock.compliance() ? ObjectLockMode.COMPLIANCE : ObjectLockMode.GOVERNANCE;
    }

    /** What tells the digest of the whole to whoever reads it, also where S3 keeps only checksums of parts. */
    static Map<String, String> metadata(PutSettings settings, Content content) {
        Map<String, String> metadata = new TreeMap<>(settings.metadata());
        metadata.put(ObjectChecks.METADATA, content.sha256());
        return metadata;
    }

    static Optional<String> version(String answered) {
        return Optional.ofNullable(answered).filter(version -> !version.isEmpty() && !version.equals("null"));
    }

    private StoredObject compared(Sent sent) throws IOException {
        S3Source source = new S3Source(target.bucket(), target.key(), sent.version());
        try {
            HeadObjectResponse head = ObjectHead.of(client, source);
            String answered = sent.checksum().orElse(content.checksum());
            if (!ObjectHead.holds(head, content) || !answered.equals(content.checksum())) {
                throw differs(content, target, "the object");
            }
            return stored(head, true);
        } catch (S3Exception e) {
            if (e.statusCode() != FORBIDDEN) {
                throw e;
            }
            // Credentials that may only write: what S3 answered to the writing must do.
            if (!sent.checksum().equals(Optional.of(content.checksum()))) {
                throw differs(content, target, "the object");
            }
            return new StoredObject(
                    source, content.sha256(), content.size(), Optional.empty(), "", Optional.empty(), false, true);
        }
    }

    private StoredObject stored(HeadObjectResponse head, boolean fresh) throws AwsException {
        if (!ObjectHead.isEncrypted(head, settings)) {
            String by = ObjectHead.encryption(head);
            throw new AwsException(
                    Kind.REFUSED,
                    target.address() + " is not encrypted with "
                            + settings.kmsKey().orElse("a key of KMS") + " but "
                            + (by.isEmpty() ? "not at all" : "with " + by),
                    null);
        }
        S3Source source = new S3Source(target.bucket(), target.key(), version(head.versionId()));
        return new StoredObject(
                source,
                content.sha256(),
                content.size(),
                Optional.ofNullable(head.lastModified()),
                ObjectHead.encryption(head),
                settings.lock().isPresent() ? ObjectHead.lock(client, source, head) : Optional.empty(),
                true,
                fresh);
    }

    static AwsException differs(Content content, S3Source target, String what) {
        return new AwsException(
                Kind.UNAVAILABLE,
                what + " " + target.key() + " in bucket " + target.bucket()
                        + " is not what was sent (" + content.size() + " bytes), as S3 tells its size and checksum:"
                        + " send it again",
                null);
    }
}
