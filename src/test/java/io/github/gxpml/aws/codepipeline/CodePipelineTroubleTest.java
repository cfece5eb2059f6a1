// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.standin.CodePipelineStandIn;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodePipelineTroubleTest {
    private static final JobProgress DONE = new JobProgress("done", "run-1", OptionalInt.of(100));

    private final CodePipelineStandIn service = Services.codePipeline();

    @AfterEach
    void close() {
        service.close();
    }

    private CodePipelineJobs jobs() throws IOException {
        return CodePipelineJobs.open(Services.TYPE, service.environment());
    }

    private CodePipelineJobs impatient() throws IOException {
        return CodePipelineJobs.open(Services.TYPE, Services.impatient(service.environment()));
    }

    private static AwsException failure(ThrowingCallable call) {
        return catchThrowableOfType(AwsException.class, call);
    }

    private String taken(CodePipelineJobs jobs) throws IOException {
        PolledJob job = jobs.poll(1, Optional.empty()).get(0);
        assertThat(jobs.acknowledge(job.id(), job.nonce())).isTrue();
        return job.id();
    }

    @Test
    void shouldWaitAndAskAgain() throws IOException {
        service.enqueue(Services.order("gpu"));
        service.faults().throttle("PollForJobs", 1).fail("PollForJobs", 1).loseAnswer("PollForJobs", 1);

        try (CodePipelineJobs jobs = jobs()) {
            assertThat(jobs.poll(1, Optional.empty())).hasSize(1);
        }
        assertThat(service.calls("PollForJobs")).hasSize(4);
    }

    @Test
    void shouldTakeAnEmptyAnswerForNone() throws IOException {
        service.enqueue(Services.order("gpu"));
        service.faults().emptyBody("AcknowledgeJob", 1).emptyBody("GetJobDetails", 1);

        try (CodePipelineJobs jobs = jobs()) {
            PolledJob job = jobs.poll(1, Optional.empty()).get(0);
            assertThatExceptionOfType(AwsException.class)
                    .as("not a lost race, by which the job would be forgotten")
                    .isThrownBy(() -> jobs.acknowledge(job.id(), job.nonce()))
                    .matches(e -> e.kind() == AwsException.Kind.UNAVAILABLE);
            assertThat(jobs.acknowledge(job.id(), job.nonce())).isTrue();
            assertThatExceptionOfType(AwsException.class)
                    .isThrownBy(() -> jobs.details(job.id()))
                    .matches(e -> e.kind() == AwsException.Kind.UNAVAILABLE);
            assertThat(jobs.details(job.id()).context()).isEqualTo(job.data().context());
        }
    }

    @Test
    void shouldHoldWhatItHasTakenWithoutHearingOfIt() throws IOException {
        String action = service.enqueue(Services.order("gpu"));
        service.faults().loseAnswer("AcknowledgeJob", 1).cutBody("GetJobDetails", 1);

        try (CodePipelineJobs jobs = jobs()) {
            String job = taken(jobs);
            assertThat(jobs.details(job).context().actionExecution()).isEqualTo(action);
        }
        assertThat(service.calls("AcknowledgeJob")).hasSize(2);
    }

    @Test
    void shouldAnswerOnceWhereTheAnswerWasNotConfirmed() throws IOException {
        String action = service.enqueue(Services.order("gpu"));
        service.faults().loseAnswer("PutJobSuccessResult", 4);

        try (CodePipelineJobs jobs = jobs()) {
            assertThat(jobs.proceed(taken(jobs), "token", DONE)).isTrue();
            service.faults().cutBody("PutJobSuccessResult", 1);
            assertThat(jobs.succeed(taken(jobs), DONE, Map.of())).isTrue();
        }
        assertThat(service.outcome(action).status()).isEqualTo("Succeeded");
        assertThat(service.outcome(action).tokens()).containsExactly("token");
        assertThat(service.outcome(action).jobs()).hasSize(2);
        assertThat(service.outcome(action).finalAnswers()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeARefusedAnswerForItsOwn() throws IOException {
        service.enqueue(Services.order("gpu"));
        JobFailure failed = new JobFailure(JobFailure.Kind.JOB_FAILED, "why", "");

        try (CodePipelineJobs jobs = jobs()) {
            String job = taken(jobs);
            service.faults().throttle("PutJobFailureResult", 1).throttle("PutJobSuccessResult", 1);
            service.stop("execution-1");
            assertThat(jobs.fail(job, failed)).isFalse();
            assertThat(jobs.succeed(job, DONE, Map.of())).isFalse();
        }
        assertThat(service.calls("PutJobFailureResult")).hasSize(2);
    }

    @Test
    void shouldFindTheTimeOfTheServiceByItself() throws IOException {
        // the last step is back to the time of this machine, as the SDK remembers what is between for the whole JVM
        for (Duration skew : new Duration[] {Duration.ofHours(3), Duration.ofHours(-6), Duration.ofHours(3)}) {
            service.skew(skew);
            int before = service.calls().size();

            try (CodePipelineJobs jobs = jobs()) {
                assertThat(jobs.poll(1, Optional.empty())).isEmpty();
                assertThat(service.calls()).hasSize(before + 2);
                assertThat(jobs.poll(1, Optional.empty())).isEmpty();
                assertThat(service.calls()).hasSize(before + 3);
            }
        }
    }

    @Test
    void shouldSayWhenTheServiceIsBusyOrBrokenOrAway() throws IOException {
        try (CodePipelineJobs jobs = impatient()) {
            service.faults().throttle("PollForJobs", 2).fail("PollForJobs", 2).loseAnswer("PollForJobs", 2);

            AwsException busy = failure(() -> jobs.poll(1, Optional.empty()));
            AwsException broken = failure(() -> jobs.poll(1, Optional.empty()));
            AwsException silent = failure(() -> jobs.poll(1, Optional.empty()));
            service.refuseConnections();
            AwsException away = failure(() -> jobs.poll(1, Optional.empty()));
            service.acceptConnections();

            assertThat(jobs.poll(1, Optional.empty())).isEmpty();
            assertThat(new AwsException[] {busy, broken, silent, away})
                    .allMatch(e -> e.kind() == Kind.UNAVAILABLE)
                    .allMatch(e -> e.getMessage().startsWith("the jobs of Test GxP 1 could not be asked for: "));
            assertThat(busy)
                    .hasMessageEndingWith("ThrottlingException: Rate exceeded - it was asked too often, also after "
                            + "waiting; try again later");
            assertThat(broken).hasMessageContaining("InternalFailure");
            assertThat(away).hasMessageContaining("Connection refused - try again later");
        }
    }

    @Test
    void shouldSayWhichPermissionIsMissing() throws IOException {
        for (String operation : new String[] {
            "PollForJobs", "AcknowledgeJob", "GetJobDetails", "PutJobSuccessResult", "PutJobFailureResult"
        }) {
            service.faults().deny(operation, Faults.ALWAYS);
        }
        try (CodePipelineJobs jobs = jobs()) {
            JobFailure failed = new JobFailure(JobFailure.Kind.JOB_FAILED, "why", "");

            assertThat(failure(() -> jobs.poll(1, Optional.empty())))
                    .hasMessageEndingWith(" - allow codepipeline:PollForJobs on the action type");
            assertThat(failure(() -> jobs.acknowledge("job", "nonce")))
                    .hasMessageEndingWith(" - allow codepipeline:AcknowledgeJob");
            assertThat(failure(() -> jobs.details("job"))).hasMessageEndingWith(" - allow codepipeline:GetJobDetails");
            assertThat(failure(() -> jobs.succeed("job", DONE, Map.of())))
                    .hasMessageEndingWith(" - allow codepipeline:PutJobSuccessResult");
            assertThat(failure(() -> jobs.proceed("job", "token", DONE)))
                    .hasMessageEndingWith(" - allow codepipeline:PutJobSuccessResult");
            assertThat(failure(() -> jobs.fail("job", failed)))
                    .hasMessageEndingWith(" - allow codepipeline:PutJobFailureResult");
            assertThat(failure(() -> jobs.details("job")).kind()).isEqualTo(Kind.DENIED);
        }
    }

    @Test
    void shouldSayHowToRegisterWhatIsNotThere() throws IOException {
        ActionTypeName other = new ActionTypeName("Build", "GxP", "2");
        try (CodePipelineJobs jobs = CodePipelineJobs.open(other, service.environment())) {
            AwsException failure = failure(() -> jobs.poll(1, Optional.empty()));

            assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(failure)
                    .hasMessageContaining("ActionTypeNotFoundException")
                    .hasMessageEndingWith("register it with `gxp worker register`, in this account and region");
        }
    }

    @Test
    void shouldQuoteNoSecretOfWhatIsRefused() throws IOException {
        service.enqueue(Services.order("gpu"));
        try (CodePipelineJobs jobs = jobs()) {
            String nonce = "nonce-" + "7".repeat(60);
            String token = "token-" + "8".repeat(2100);
            String job = taken(jobs);

            AwsException first = failure(() -> jobs.acknowledge(job, nonce));
            AwsException second = failure(() -> jobs.proceed(job, token, DONE));

            assertThat(first.kind()).isEqualTo(Kind.REFUSED);
            assertThat(second.kind()).isEqualTo(Kind.REFUSED);
            assertThat(Services.printed(first))
                    .contains("the value at 'nonce' failed to satisfy constraint")
                    .doesNotContain("7777");
            assertThat(Services.printed(second))
                    .contains("the value at 'continuationToken' failed to satisfy constraint")
                    .doesNotContain("8888");
            assertThat(Services.printed(first) + Services.printed(second))
                    .doesNotContain(service.environment().get("AWS_SECRET_ACCESS_KEY"));
        }
    }

    @Test
    void shouldRefuseWhatTheServiceRefuses() throws IOException {
        service.enqueue(Services.order("gpu"));
        try (CodePipelineJobs jobs = jobs()) {
            String job = taken(jobs);

            assertThat(failure(() -> jobs.succeed(job, DONE, Map.of("a name", "1")))
                            .kind())
                    .isEqualTo(Kind.REFUSED);
            assertThat(failure(() -> jobs.succeed(job, new JobProgress("", "", OptionalInt.of(101)), Map.of()))
                            .kind())
                    .isEqualTo(Kind.REFUSED);
            assertThat(failure(() -> jobs.poll(0, Optional.empty())).kind()).isEqualTo(Kind.REFUSED);
            assertThat(jobs.succeed(job, DONE, Map.of("a-name_@1", "1"))).isTrue();
        }
    }
}
