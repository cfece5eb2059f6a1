// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.GetSettings;
import io.github.gxpml.aws.s3.PutSettings;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.S3Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The artifacts of jobs in S3, read and written with each job's own credentials. Safe for use by many threads. */
public final class JobArtifacts {
    private static final String SERVICE = "S3";
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final Region region;
    private final Map<String, String> environment;

    private JobArtifacts(Region region, Map<String, String> environment) {
        this.region = region;
        this.environment = environment;
    }

    /**
     * Opens the store.
     *
     * @param environment variables of the process, for region and address
     * @return the store
     * @throws IOException if the region is not known
     */
    public static JobArtifacts open(Map<String, String> environment) throws IOException {
        Region region = AwsClients.region(environment);
        AwsClients.endpoint(SERVICE, environment);
        return new JobArtifacts(region, Map.copyOf(environment));
    }

    /**
     * Reads an artifact into a file, whose content is whole when this returns.
     *
     * @param data of the job
     * @param place of the artifact
     * @param file to be written; its folder exists
     * @param mostBytes a larger artifact is refused
     * @throws AwsException if it cannot be had
     * @throws IOException if it cannot be written
     */
    public void download(JobData data, ArtifactPlace place, Path file, long mostBytes) throws IOException {
        try (S3Objects objects = objects(data, place)) {
            objects.get(S3Source.of(place.bucket(), place.key()), file, new GetSettings(mostBytes, false));
        }
    }

    /**
     * Writes a file as an artifact, encrypted with the job's key, in parts if it is large, and checks that S3 holds
     * what was sent. To write it again is no error.
     *
     * @param data of the job
     * @param place of the artifact
     * @param file its content
     * @throws AwsException if S3 does not take it; parts that it took until then are removed again, and the sentence
     *     says so if they cannot be
     * @throws IOException if the file cannot be read
     */
    public void upload(JobData data, ArtifactPlace place, Path file) throws IOException {
        PutSettings settings = PutSettings.of(PutSettings.Rule.REPLACE).withKms(data.encryptionKey());
        try (S3Objects objects = objects(data, place)) {
            objects.put(file, S3Source.of(place.bucket(), place.key()), settings);
        }
    }

    private S3Objects objects(JobData data, ArtifactPlace place) throws IOException {
        return S3Objects.of(client(data, place), (done, object, permission) -> attempt(done, data, place, permission));
    }

    private S3Client client(JobData data, ArtifactPlace place) throws IOException {
        JobCredentials keys = data.credentials();
        if (keys.accessKeyId().isBlank() || keys.secretAccessKey().isBlank()) {
            throw new AwsException(
                    AwsException.Kind.DENIED,
                    "CodePipeline gave the job no credentials for artifact " + place.name()
                            + ": check the role of the pipeline",
                    null);
        }
        var service = new AwsClients.Service(SERVICE, Optional.of(region), LONGEST);
        return AwsClients.prepare(S3Objects.builder(environment), service, environment)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken())))
                .build();
    }

    private static Attempt attempt(String done, JobData data, ArtifactPlace place, String permission) {
        JobCredentials keys = data.credentials();
        List<String> secrets = new ArrayList<>(data.configuration().values());
        secrets.addAll(List.of(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
        return new Attempt(
                "artifact " + place.name() + " could not be " + done + " (s3://" + place.bucket() + "/" + place.key()
                        + ")",
                permission + ", in the policy of the pipeline's role",
                secrets);
    }
}
