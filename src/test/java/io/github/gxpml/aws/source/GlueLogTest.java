// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import io.github.gxpml.spec.TableSource.Kind;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.ServiceError;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobResponse;
import software.amazon.awssdk.services.glue.model.GetJobRunRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunResponse;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationResponse;

class GlueLogTest extends SourceCase {
    private static final String GROUP = "/aws-glue/jobs-prepare-encrypted";
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";
    private static final List<String> LINES = List.of("begun", "read 100 rows of a person called Smith", "done");

    @BeforeEach
    void createJob() {
        put("prepare.py", SCRIPT);
        run(GROUP + "/", "encrypted");
        aws.on(
                        GetJobRequest.class,
                        request -> GetJobResponse.builder()
                                .job(job -> job.name(request.jobName())
                                        .command(command -> command.scriptLocation("s3://study/prepare.py")))
                                .build())
                .on(
                        GetSecurityConfigurationRequest.class,
                        request -> GetSecurityConfigurationResponse.builder()
                                .securityConfiguration(one -> one.name(request.name())
                                        .encryptionConfiguration(encryption -> encryption.cloudWatchEncryption(
                                                log -> log.cloudWatchEncryptionMode("SSE-KMS")
                                                        .kmsKeyArn(KEY))))
                                .build())
                .on(GetLogEventsRequest.class, this::events);
    }

    private void run(String group, String configuration) {
        aws.on(
                GetJobRunRequest.class,
                request -> GetJobRunResponse.builder()
                        .jobRun(run -> run.id(request.runId())
                                .jobRunState("SUCCEEDED")
                                .startedOn(Instant.now().plusSeconds(60))
                                .logGroupName(group)
                                .securityConfiguration(configuration))
                        .build());
    }

    /** One event a page; the error stream is not there, as where a run wrote nothing to it. */
    private GetLogEventsResponse events(GetLogEventsRequest request) {
        if (!request.logGroupName().equals(GROUP + "/output")
                || !request.logStreamName().equals("jr_1")) {
            throw new ServiceError("ResourceNotFoundException", "The specified log stream does not exist.");
        }
        int at = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        return GetLogEventsResponse.builder()
                .events(LINES.stream()
                        .skip(at)
                        .limit(1)
                        .map(line -> OutputLogEvent.builder()
                                .timestamp(1000L)
                                .message(line)
                                .build())
                        .toList())
                .nextForwardToken(Integer.toString(Math.min(LINES.size(), at + 1)))
                .build();
    }

    private Answer answer() throws IOException {
        return ask(Kind.GLUE_JOB, "job", "prepare", "run", "jr_1");
    }

    @Test
    void shouldKnowTheLogOfARunByItsDigestOnly() throws IOException {
        Answer answer = answer();

        assertThat(answer.matches()).as(answer.note()).isEmpty();
        assertThat(answer.found())
                .containsEntry("logGroup", GROUP)
                .containsEntry("logEncryption", "SSE-KMS")
                .containsEntry("logKey", KEY)
                .containsEntry("outputLogEvents", "3")
                .containsEntry(
                        "outputLogSha256",
                        Sha256.of("1000\tbegun\n1000\tread 100 rows of a person called Smith\n1000\tdone\n"));
        assertThat(answer.found().get("errorLogNotRead"))
                .contains("log " + GROUP + "/error jr_1 could not be read: ResourceNotFoundException");
        assertThat(answer.found().toString()).doesNotContain("Smith");
    }

    @Test
    void shouldSayWhatItCouldNotReadAndHoldItAgainstNothing() throws IOException {
        aws.faults().deny("GetLogEvents", Faults.ALWAYS);
        aws.faults().deny("GetSecurityConfiguration", Faults.ALWAYS);

        Answer denied = answer();

        assertThat(denied.matches()).as(denied.note()).isEmpty();
        assertThat(denied.found().get("outputLogNotRead")).contains("allow logs:GetLogEvents");
        assertThat(denied.found().get("logEncryptionNotRead")).contains("allow glue:GetSecurityConfiguration");
        assertThat(denied.found()).doesNotContainKeys("outputLogSha256", "outputLogEvents", "logKey");

        aws.faults().clear();
        aws.faults().throttle("GetLogEvents", Faults.ALWAYS);
        assertThat(answer().found().get("outputLogNotRead")).contains("try again later");
    }

    @Test
    void shouldNotTakeAPartOfALogForTheWhole() throws IOException {
        aws.faults().failAfter("GetLogEvents", 2, Faults.ALWAYS);

        assertThat(answer().found()).containsKey("outputLogNotRead").doesNotContainKey("outputLogSha256");
    }

    @Test
    void shouldSayThatALogIsNotEncryptedWithAKeyOfOnesOwn() throws IOException {
        run(null, null);

        assertThat(answer().found())
                .containsEntry("logGroup", "/aws-glue/jobs")
                .containsEntry("logEncryption", "no security configuration")
                .doesNotContainKey("logKey");
    }
}
