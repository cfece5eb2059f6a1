// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.s3;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.IssuedCredentials;
import io.github.gxpml.standin.S3StandIn;
import io.github.gxpml.standin.StandInClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** S3 with credentials that hold, and what tests ask of it beside the code under test. */
public final class SomeS3 {
    private final S3StandIn standIn;
    private final Map<String, String> environment;

    /** Starts it alone. */
    public SomeS3() {
        this(new IssuedCredentials(new StandInClock()), Map.of("AWS_MAX_ATTEMPTS", "5"));
    }

    /** Starts it beside other services. */
    public SomeS3(AwsStandIn aws) {
        this(aws.credentials(), aws.temporaryEnvironment());
    }

    private SomeS3(IssuedCredentials credentials, Map<String, String> more) {
        standIn = S3StandIn.start(credentials);
        Map<String, String> variables = new HashMap<>(more);
        if (!variables.containsKey("AWS_SESSION_TOKEN")) {
            IssuedCredentials.Temporary keys = credentials.issue();
            variables.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
            variables.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
            variables.put("AWS_SESSION_TOKEN", keys.sessionToken());
        }
        variables.putAll(standIn.environment());
        environment = Map.copyOf(variables);
    }

    /** Returns the stand-in. */
    public S3StandIn standIn() {
        return standIn;
    }

    /** Returns the variables with which the code under test finds it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the same with few attempts. */
    public Map<String, String> impatience() {
        Map<String, String> more = new HashMap<>(environment);
        more.put("AWS_MAX_ATTEMPTS", "2");
        return more;
    }

    /** Makes a bucket that keeps versions and may lock them. */
    public void createVersioned(String bucket) {
        try (S3Client client = client(environment)) {
            client.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
            client.putBucketVersioning(request -> request.bucket(bucket)
                    .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        }
    }

    /** Returns the versions of an object. */
    public List<ObjectVersion> versions(String bucket, String key) {
        try (S3Client client = client(environment)) {
            return client.listObjectVersions(request -> request.bucket(bucket)).versions().stream()
                    .filter(version -> version.key().equals(key))
                    .toList();
        }
    }

    /** Deletes a version. */
    public void delete(String bucket, String key, String versionId) {
        try (S3Client client = client(environment)) {
            client.deleteObject(request -> request.bucket(bucket).key(key).versionId(versionId));
        }
    }

    S3Objects objects() {
        return S3Objects.of(client(environment));
    }

    S3Objects impatient() {
        return S3Objects.of(client(impatience()));
    }

    private static S3Client client(Map<String, String> variables) {
        try {
            return AwsClients.prepare(S3Objects.builder(variables), AwsClients.Service.of("S3"), variables)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
