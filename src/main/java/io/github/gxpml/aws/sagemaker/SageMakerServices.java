// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.aws.s3.S3Objects;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/**
 * The clients that a stage needs, made when they are first needed. Where a service says that a token is over before its
 * time, the client is made anew once, with new credentials.
 */
final class SageMakerServices implements AutoCloseable {
    private final AwsAccess access;
    private final String stage;
    private Optional<SageMakerClient> jobs = Optional.empty();
    private Optional<CloudWatchLogsClient> logs = Optional.empty();
    private Optional<S3Objects> objects = Optional.empty();
    private Optional<SageMakerRuntimeClient> runtime = Optional.empty();

    SageMakerServices(AwsAccess access, String stage) {
        this.access = access;
        this.stage = stage;
    }

    /** Calls SageMaker; what it refuses is one sentence. */
    <T> T call(Attempt attempt, Function<SageMakerClient, T> call) throws IOException, InterruptedException {
        if (jobs.isEmpty()) {
            jobs = Optional.of(access.client(SageMakerClient.builder(), "SAGEMAKER", stage));
        }
        try {
            return call.apply(jobs.get());
        } catch (SdkException e) {
            Interrupts.rethrow(e);
            if (!Refusals.code(e).contains("ExpiredToken")) {
                throw Refusals.of(attempt, e);
            }
        }
        close();
        jobs = Optional.of(access.client(SageMakerClient.builder(), "SAGEMAKER", stage));
        try {
            return call.apply(jobs.get());
        } catch (SdkException e) {
            Interrupts.rethrow(e);
            throw Refusals.of(attempt, e);
        }
    }

    CloudWatchLogsClient logs() throws IOException {
        if (logs.isEmpty()) {
            logs = Optional.of(access.client(CloudWatchLogsClient.builder(), "CLOUDWATCH_LOGS", stage));
        }
        return logs.get();
    }

    SageMakerRuntimeClient runtime() throws IOException {
        if (runtime.isEmpty()) {
            runtime = Optional.of(access.client(SageMakerRuntimeClient.builder(), "SAGEMAKER_RUNTIME", stage));
        }
        return runtime.get();
    }

    S3Objects objects() throws IOException {
        if (objects.isEmpty()) {
            objects = Optional.of(S3Objects.of(access.client(S3Objects.builder(access.environment()), "S3", stage)));
        }
        return objects.get();
    }

    @Override
    public void close() {
        jobs.ifPresent(SageMakerClient::close);
        logs.ifPresent(CloudWatchLogsClient::close);
        objects.ifPresent(S3Objects::close);
        runtime.ifPresent(SageMakerRuntimeClient::close);
        jobs = Optional.empty();
        logs = Optional.empty();
        objects = Optional.empty();
        runtime = Optional.empty();
    }
}
