// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.standin.ActionOutcome;
import io.github.gxpml.standin.CodePipelineStandIn;
import io.github.gxpml.standin.IssuedCredentials.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodePipelineJobsTest {
    private static final JobProgress DONE = new JobProgress("done", "run-1", OptionalInt.of(100));

    private final CodePipelineStandIn service = Services.codePipeline();
    private CodePipelineJobs jobs;

    @BeforeEach
    void open() throws IOException {
        jobs = CodePipelineJobs.open(Services.TYPE, service.environment());
    }

    @AfterEach
    void close() {
        jobs.close();
        service.close();
    }

    private PolledJob poll() throws IOException {
        return jobs.poll(1, Optional.empty()).get(0);
    }

    /** Lets an action begin and takes its job. */
    private String taken() throws IOException {
        PolledJob job = poll();
        assertThat(jobs.acknowledge(job.id(), job.nonce())).isTrue();
        return job.id();
    }

    @Test
    void shouldReadEverythingOfAJob() throws IOException {
        String action = service.enqueue(Services.order("gpu").encryptedWith("key-1"));

        PolledJob job = poll();

        JobData data = job.data();
        assertThat(data.context())
                .isEqualTo(new JobContext(
                        "credit",
                        "arn:aws:codepipeline:eu-central-1:111122223333:credit",
                        "execution-1",
                        "Validate",
                        "Gates",
                        action));
        assertThat(data.configuration())
                .containsOnly(
                        Map.entry("Queue", "gpu"), Map.entry("Spec", "gxp.yaml"), Map.entry("Token", Services.SECRET));
        assertThat(data.inputs())
                .containsExactly(
                        new ArtifactPlace("Source", Optional.of("revision-1"), "artifacts", "credit/Source/1.zip"));
        assertThat(data.outputs())
                .containsExactly(new ArtifactPlace("Evidence", Optional.empty(), "artifacts", "credit/Evidence/1.zip"));
        assertThat(data.encryptionKey()).contains("key-1");
        assertThat(data.continuationToken()).isEmpty();
        assertThat(standing(data.credentials())).isEqualTo(Standing.VALID);
        assertThat(List.of(job.toString(), data.toString(), data.credentials().toString()))
                .noneMatch(text -> text.contains(Services.SECRET)
                        || text.contains(job.nonce())
                        || text.contains(data.credentials().accessKeyId())
                        || text.contains(data.credentials().secretAccessKey())
                        || text.contains(data.credentials().sessionToken()));
    }

    private Standing standing(JobCredentials credentials) {
        return service.credentials().check(credentials.accessKeyId(), credentials.sessionToken());
    }

    @Test
    void shouldAskForTheJobsOfOneQueue() throws IOException {
        assertThat(jobs.poll(5, Optional.of("gpu"))).isEmpty();
        service.enqueue(Services.order("gpu"));
        service.enqueue(Services.order("cpu"));
        service.enqueue(Services.order("gpu"));

        assertThat(jobs.poll(5, Optional.of("gpu"))).hasSize(2);
        assertThat(jobs.poll(1, Optional.of("gpu"))).hasSize(1);
        assertThat(jobs.poll(5, Optional.empty())).hasSize(3);
        assertThat(service.calls("PollForJobs").get(0).path("queryParam").toString())
                .isEqualTo("{\"Queue\":\"gpu\"}");
    }

    @Test
    void shouldGiveAJobToOneWorker() throws IOException {
        service.enqueue(Services.order("gpu"));
        PolledJob mine = poll();
        PolledJob theirs = poll();

        assertThat(theirs.id()).isEqualTo(mine.id());
        assertThat(theirs.nonce()).isNotEqualTo(mine.nonce());
        assertThat(jobs.acknowledge(mine.id(), mine.nonce())).isTrue();
        assertThat(jobs.acknowledge(theirs.id(), theirs.nonce())).isFalse();
        assertThat(jobs.acknowledge(mine.id(), mine.nonce())).isTrue();
        assertThat(jobs.poll(5, Optional.empty())).isEmpty();
        assertThat(jobs.acknowledge("no-such-job", "nonce")).isFalse();
    }

    @Test
    void shouldTakeNoJobThatIsOver() throws IOException {
        service.enqueue(Services.order("gpu"));
        PolledJob job = poll();
        service.stop("execution-1");

        assertThat(jobs.acknowledge(job.id(), job.nonce())).isFalse();
    }

    @Test
    void shouldRenewCredentials() throws IOException {
        service.enqueue(Services.order("gpu"));
        JobCredentials first = poll().data().credentials();
        String job = taken();
        service.clock().advance(Duration.ofHours(2));

        JobData renewed = jobs.details(job);

        assertThat(standing(first)).isEqualTo(Standing.EXPIRED);
        assertThat(standing(renewed.credentials())).isEqualTo(Standing.VALID);
        assertThat(renewed.configuration()).containsEntry("Spec", "gxp.yaml");
        AwsException missing = catchThrowableOfType(AwsException.class, () -> jobs.details("no-such-job"));
        assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void shouldContinueInAnotherJob() throws IOException {
        String action = service.enqueue(Services.order("gpu"));
        String first = taken();

        assertThat(jobs.proceed(first, "token-1", new JobProgress("half", "run-1", OptionalInt.of(50))))
                .isTrue();
        PolledJob second = poll();
        assertThat(second.id()).isNotEqualTo(first);
        assertThat(second.data().continuationToken()).contains("token-1");
        assertThat(second.data().context().actionExecution()).isEqualTo(action);
        assertThat(jobs.acknowledge(second.id(), second.nonce())).isTrue();
        assertThat(jobs.succeed(second.id(), DONE, Map.of("Verdict", "PASS", "auc", "0.86")))
                .isTrue();

        ActionOutcome outcome = service.outcome(action);
        assertThat(outcome.status()).isEqualTo("Succeeded");
        assertThat(outcome.jobs()).containsExactly(first, second.id());
        assertThat(outcome.tokens()).containsExactly("token-1");
        assertThat(outcome.variables()).containsOnly(Map.entry("Verdict", "PASS"), Map.entry("auc", "0.86"));
        assertThat(outcome.summary()).isEqualTo("done");
        assertThat(outcome.externalId()).isEqualTo("run-1");
        assertThat(outcome.percent()).isEqualTo(100);
    }

    @Test
    void shouldAnswerOnce() throws IOException {
        String action = service.enqueue(Services.order("gpu"));
        String job = taken();
        JobFailure failure = new JobFailure(JobFailure.Kind.JOB_FAILED, "gate roc_auc FAIL", "run-1");

        assertThat(jobs.fail(job, failure)).isTrue();
        assertThat(jobs.fail(job, failure)).isFalse();
        assertThat(jobs.succeed(job, DONE, Map.of())).isFalse();
        assertThat(jobs.proceed(job, "token", DONE)).isFalse();
        assertThat(jobs.succeed("no-such-job", DONE, Map.of())).isFalse();

        ActionOutcome outcome = service.outcome(action);
        assertThat(outcome.finalAnswers()).isEqualTo(1);
        assertThat(outcome.refusedAnswers()).isEqualTo(3);
        assertThat(outcome.failureMessage()).isEqualTo("gate roc_auc FAIL");
    }

    @ParameterizedTest
    @EnumSource(JobFailure.Kind.class)
    void shouldNameTheFailureAsTheServiceDoes(JobFailure.Kind kind) throws IOException {
        String action = service.enqueue(Services.order("gpu"));

        jobs.fail(taken(), new JobFailure(kind, "why", ""));

        assertThat(service.outcome(action).failureType().toUpperCase(java.util.Locale.ROOT))
                .isEqualTo(kind.name().replace("_", ""));
    }

    @Test
    void shouldSeeThatAnActionTimedOutOrWasStopped() throws IOException {
        String late = service.enqueue(Services.order("gpu"));
        service.timeOut(Duration.ofMinutes(30));
        String job = taken();
        service.clock().advance(Duration.ofMinutes(31));

        assertThat(jobs.succeed(job, DONE, Map.of())).isFalse();
        assertThat(service.outcome(late).status()).isEqualTo("Failed");

        String superseded = service.enqueue(Services.order("gpu"));
        String next = taken();
        service.stop("execution-1");
        assertThat(jobs.proceed(next, "token", DONE)).isFalse();
        assertThat(service.outcome(superseded).status()).isEqualTo("Abandoned");
        assertThat(service.outcome(superseded).finalAnswers()).isZero();
    }

    @Test
    void shouldCutTextsToWhatTheServiceTakes() throws IOException {
        String action = service.enqueue(Services.order("gpu"));
        String text = "a" + "\uD83D\uDE00".repeat(4000);
        jobs.proceed(taken(), "t".repeat(2048), new JobProgress(text, text, OptionalInt.empty()));
        jobs.fail(taken(), new JobFailure(JobFailure.Kind.JOB_FAILED, text, text));

        ActionOutcome outcome = service.outcome(action);
        for (String cut : List.of(outcome.summary(), outcome.externalId(), outcome.failureMessage())) {
            assertThat(cut).endsWith("\uD83D\uDE00…").startsWith("a\uD83D\uDE00");
        }
        assertThat(outcome.summary()).hasSize(2048);
        assertThat(outcome.externalId()).hasSize(1500);
        assertThat(outcome.failureMessage()).hasSize(5000);
    }

    @Test
    void shouldSayNothingWhereThereIsNothingToSay() throws IOException {
        service.enqueue(Services.order("gpu"));
        jobs.succeed(taken(), new JobProgress("", "", OptionalInt.empty()), Map.of());

        JsonNode sent = service.calls("PutJobSuccessResult").get(0);
        assertThat(sent.path("executionDetails")).isEmpty();
        assertThat(sent.has("continuationToken")).isFalse();
        assertThat(sent.has("outputVariables")).isFalse();
    }

    @Test
    void shouldRefuseMoreVariablesThanTheServiceTakes() throws IOException {
        String action = service.enqueue(Services.order("gpu"));
        String job = taken();
        int most = CodePipelineJobs.MOST_VARIABLE_BYTES - 1;

        AwsException failure = catchThrowableOfType(
                AwsException.class, () -> jobs.succeed(job, DONE, Map.of("v", "x".repeat(most + 1))));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure)
                .hasMessageContaining("the result of job " + job + " could not be said: OutputVariablesSizeExceeded");
        assertThat(jobs.succeed(job, DONE, Map.of("v", "x".repeat(most)))).isTrue();
        assertThat(service.outcome(action).finalAnswers()).isEqualTo(1);
    }
}
