// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClientBuilder;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.InvalidJobStateException;
import software.amazon.awssdk.services.codepipeline.model.InvalidNonceException;
import software.amazon.awssdk.services.codepipeline.model.JobNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * The jobs of one custom action type. Safe for use by many threads.
 *
 * <p>An answer whose confirmation was lost is sent again. Where the job is over by then, the first has ended it, so
 * that counts as taken: unless the job was stopped or timed out in just these seconds, which cannot be told apart.
 */
public final class CodePipelineJobs implements AutoCloseable {
    /** The most bytes that the names and values of a job's output variables may have together. */
    public static final int MOST_VARIABLE_BYTES = 122_880;

    /** The name of the property by which jobs are asked for. */
    public static final String QUEUE = "Queue";

    private static final int MOST_SUMMARY = 2_048;
    private static final int MOST_EXTERNAL_ID = 1_500;
    private static final int MOST_MESSAGE = 5_000;

    private final CodePipelineClient client;
    private final ActionTypeName type;

    private CodePipelineJobs(CodePipelineClient client, ActionTypeName type) {
        this.client = client;
        this.type = type;
    }

    /**
     * Opens the service; credentials come from where the SDK usually finds them.
     *
     * @param type whose jobs
     * @param environment variables of the process, for region and address
     * @return the jobs, to be closed
     * @throws IOException if the region is not known
     */
    public static CodePipelineJobs open(ActionTypeName type, Map<String, String> environment) throws IOException {
        var service = AwsClients.Service.of("CODEPIPELINE");
        CodePipelineClientBuilder builder = AwsClients.prepare(CodePipelineClient.builder(), service, environment);
        builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new AnswerWatch())
                .build());
        return new CodePipelineJobs(builder.build(), type);
    }

    /**
     * Asks for jobs that wait. The same job may come again until somebody acknowledges it.
     *
     * @param most how many, 1 or more
     * @param queue value of the property {@value #QUEUE}; empty for jobs of every queue
     * @return the jobs
     * @throws AwsException if it could not be asked
     */
    public List<PolledJob> poll(int most, Optional<String> queue) throws AwsException {
        Attempt attempt = new Attempt(
                "the jobs of " + type.category() + " " + type.provider() + " " + type.version()
                        + " could not be asked for",
                "codepipeline:PollForJobs on the action type");
        return call(
                attempt,
                () -> client
                        .pollForJobs(request -> request.actionTypeId(id -> id.category(type.category())
                                        .owner("Custom")
                                        .provider(type.provider())
                                        .version(type.version()))
                                .maxBatchSize(most)
                                .queryParam(
                                        queue.map(value -> Map.of(QUEUE, value)).orElse(null)))
                        .jobs()
                        .stream()
                        .map(job -> new PolledJob(job.id(), job.nonce(), JobReader.read(job.data())))
                        .toList());
    }

    /**
     * Takes a job. To take it twice with the same nonce is no error.
     *
     * @param id of the job
     * @param nonce that came with it
     * @return false if another worker has it, or it is over
     * @throws AwsException if it could not be asked
     */
    public boolean acknowledge(String id, String nonce) throws AwsException {
        Attempt attempt = new Attempt("job " + id + " could not be taken", "codepipeline:AcknowledgeJob", nonce);
        return call(attempt, () -> {
            try {
                JobStatus status = client.acknowledgeJob(
                                request -> request.jobId(id).nonce(nonce))
                        .status();
                return whole(status) == JobStatus.IN_PROGRESS;
            } catch (InvalidNonceException | JobNotFoundException e) {
                return false;
            }
        });
    }

    /**
     * Returns a job's data with fresh credentials.
     *
     * @param id of the job
     * @return its data
     * @throws AwsException if it could not be asked; {@code NOT_FOUND} if there is no such job
     */
    public JobData details(String id) throws AwsException {
        Attempt attempt = new Attempt("job " + id + " could not be looked up", "codepipeline:GetJobDetails");
        return call(
                attempt,
                () -> JobReader.read(whole(
                        whole(client.getJobDetails(request -> request.jobId(id)).jobDetails())
                                .data())));
    }

    /** The SDK takes an answer whose connection was cut before its first byte for an empty one. */
    static <T> T whole(T part) {
        if (part == null) {
            throw SdkClientException.create("the answer is empty");
        }
        return part;
    }

    /**
     * Ends a job that another one continues.
     *
     * @param id of the job
     * @param token that the next job brings back; at most 2,048 characters
     * @param progress what the pipeline shows
     * @return false if the job was over already
     * @throws AwsException if it could not be said
     */
    public boolean proceed(String id, String token, JobProgress progress) throws AwsException {
        return put(
                id,
                token,
                request -> request.jobId(id)
                        .continuationToken(token)
                        .executionDetails(details -> fill(details, progress)));
    }

    /**
     * Ends a job and its action with success.
     *
     * @param id of the job
     * @param progress what the pipeline shows
     * @param variables output variables by name
     * @return false if the job was over already
     * @throws AwsException if it could not be said
     */
    public boolean succeed(String id, JobProgress progress, Map<String, String> variables) throws AwsException {
        return put(
                id,
                "",
                request -> request.jobId(id)
                        .outputVariables(variables.isEmpty() ? null : variables)
                        .executionDetails(details -> fill(details, progress)));
    }

    /**
     * Ends a job and its action without success.
     *
     * @param id of the job
     * @param failure why
     * @return false if the job was over already
     * @throws AwsException if it could not be said
     */
    public boolean fail(String id, JobFailure failure) throws AwsException {
        Attempt attempt =
                new Attempt("the failure of job " + id + " could not be said", "codepipeline:PutJobFailureResult");
        return answered(
                attempt,
                watch -> client.putJobFailureResult(request -> request.jobId(id)
                        .overrideConfiguration(watch)
                        .failureDetails(details -> details.type(kind(failure.kind()))
                                .message(Texts.cut(failure.message(), MOST_MESSAGE))
                                .externalExecutionId(
                                        Texts.orNull(Texts.cut(failure.externalId(), MOST_EXTERNAL_ID))))));
    }

    private boolean put(String id, String token, Consumer<PutJobSuccessResultRequest.Builder> answer)
            throws AwsException {
        Attempt attempt = new Attempt(
                "the result of job " + id + " could not be said", "codepipeline:PutJobSuccessResult", token);
        return answered(
                attempt,
                watch -> client.putJobSuccessResult(
                        request -> request.applyMutation(answer).overrideConfiguration(watch)));
    }

    private static void fill(ExecutionDetails.Builder details, JobProgress progress) {
        details.summary(Texts.orNull(Texts.cut(progress.summary(), MOST_SUMMARY)))
                .externalExecutionId(Texts.orNull(Texts.cut(progress.externalId(), MOST_EXTERNAL_ID)));
        progress.percent().ifPresent(details::percentComplete);
    }

    private static FailureType kind(JobFailure.Kind kind) {
        return switch (kind) {
            case JOB_FAILED -> FailureType.JOB_FAILED;
            case CONFIGURATION_ERROR -> FailureType.CONFIGURATION_ERROR;
            case PERMISSION_ERROR -> FailureType.PERMISSION_ERROR;
            case REVISION_UNAVAILABLE -> FailureType.REVISION_UNAVAILABLE;
            case SYSTEM_UNAVAILABLE -> FailureType.SYSTEM_UNAVAILABLE;
        };
    }

    /** A job that is over is this answer's doing if an attempt went before of which nothing is known. */
    private static boolean answered(Attempt attempt, Consumer<AwsRequestOverrideConfiguration> answer)
            throws AwsException {
        AtomicInteger unsure = new AtomicInteger();
        var watch = AwsRequestOverrideConfiguration.builder()
                .putExecutionAttribute(AnswerWatch.UNSURE, unsure)
                .build();
        return call(attempt, () -> {
            try {
                answer.accept(watch);
                return true;
            } catch (InvalidJobStateException e) {
                return unsure.get() > 0;
            } catch (JobNotFoundException e) {
                return false;
            }
        });
    }

    private static <T> T call(Attempt attempt, Supplier<T> work) throws AwsException {
        try {
            return work.get();
        } catch (SdkException e) {
            throw Refusals.of(attempt, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
