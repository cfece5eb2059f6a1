// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.PutSettings;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.StoredObject;
import io.github.gxpml.aws.s3.StoredObject.Lock;
import io.github.gxpml.port.EvidenceStore;
import io.github.gxpml.spec.EvidenceSpec.S3Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Keeps each seal as a version of its own of one object of a bucket, and believes only what S3 says back. */
final class S3EvidenceStore implements EvidenceStore {
    /** S3 and this machine need not agree on the time to the second. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    private final AwsAccess access;
    private final S3Store store;
    private final Optional<Retention> retention;
    private final Clock clock;

    S3EvidenceStore(AwsAccess access, S3Store store, Optional<Retention> retention, Clock clock) {
        this.access = access;
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Receipt keep(Path bundle, String sha256) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Lock> lock = store.lock()
                .flatMap(mode -> retention.map(time -> new Lock(mode == S3Store.Lock.COMPLIANCE, time.from(now))));
        PutSettings settings = PutSettings.of(PutSettings.Rule.NEXT_VERSION)
                .withLock(lock)
                .resumedFrom(bundle.resolveSibling("." + bundle.getFileName() + ".upload"));
        if (store.kmsKey().isPresent()) {
            settings = settings.withKms(store.kmsKey());
        }
        try (S3Client client = access.client(S3Objects.builder(access.environment()), "S3", "");
                S3Objects objects = S3Objects.of(client)) {
            refuseWithoutVersions(client);
            StoredObject stored =
                    objects.put(bundle, store.place(), bundle.getFileName().toString(), settings);
            check(stored, sha256, now);
            return new Receipt(
                    stored.address(),
                    stored.source().versionId().orElseThrow(),
                    sha256,
                    stored.encryption(),
                    stored.lock().map(Lock::until));
        }
    }

    private void refuseWithoutVersions(S3Client client) throws IOException {
        String bucket = store.place().bucket();
        try {
            if (client.getBucketVersioning(request -> request.bucket(bucket)).status()
                    != BucketVersioningStatus.ENABLED) {
                throw new AwsException(
                        AwsException.Kind.REFUSED,
                        "bucket " + bucket + " keeps no versions, so that a seal could replace another: turn versioning"
                                + " on",
                        null);
            }
        } catch (SdkException e) {
            throw Refusals.of(
                    new Attempt(
                            "whether bucket " + bucket + " keeps versions could not be asked",
                            "s3:GetBucketVersioning on it"),
                    e);
        }
    }

    private void check(StoredObject stored, String sha256, Instant now) throws IOException {
        if (!stored.sha256().equals(sha256)) {
            throw new IOException(
                    "the bundle changed while it was sent: it has SHA-256 " + stored.sha256() + " and not " + sha256);
        }
        if (!stored.confirmed()) {
            throw refused(stored, "cannot be read back: allow s3:GetObject and s3:GetObjectVersion on it");
        }
        if (stored.source().versionId().isEmpty()) {
            throw refused(stored, "has no version id: turn versioning of the bucket on");
        }
        if (store.lock().isPresent() && !locked(stored, now)) {
            throw refused(
                    stored,
                    "is not locked as asked for ("
                            + stored.lock().map(Lock::toString).orElse("no lock is told")
                            + "): let the bucket have Object Lock, and allow s3:PutObjectRetention and"
                            + " s3:GetObjectRetention");
        }
    }

    /** What was kept before is locked from then on. */
    private boolean locked(StoredObject stored, Instant now) {
        boolean compliance = store.lock().orElseThrow() == S3Store.Lock.COMPLIANCE;
        Instant wanted =
                retention.orElseThrow().from(stored.written().orElse(now)).minus(CLOCKS);
        return stored.lock()
                .filter(lock -> lock.compliance() == compliance && !lock.until().isBefore(wanted))
                .isPresent();
    }

    private static AwsException refused(StoredObject stored, String what) {
        return new AwsException(AwsException.Kind.REFUSED, stored.address() + " " + what, null);
    }
}
