// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.AwsException;
import io.github.gxpml.aws.codepipeline.CodePipelineJobs;
import io.github.gxpml.aws.codepipeline.JobFailure;
import io.github.gxpml.host.codepipeline.JobRecord.Answer;
import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stages let a pipeline go on. */
class AnswersTest {
    private static final String DIGEST = "ab".repeat(32);

    @ParameterizedTest
    @CsvSource({
        // verdict, state, the run goes on, a manual approval waits, the action succeeds
        "PASS,RUNNING,true,false,true",
        "PASS,COMPLETE,true,true,true",
        "PASS,INTERRUPTED,false,true,false",
        "FAIL,BLOCKED,false,true,false",
        "UNDECIDED,BLOCKED,false,true,false",
        "FAIL,RUNNING,true,false,true",
        "UNDECIDED,RUNNING,true,false,true",
        "UNDECIDED,PENDING,false,false,false",
        "UNDECIDED,PENDING,false,true,true",
        "FAIL,REJECTED,false,true,false"
    })
    void shouldOpenOnlyWhereTheRunGoesOn(String verdict, String state, boolean goesOn, boolean waits, boolean opens) {
        StageAnswer stage = stage(verdict, state, goesOn, Map.of());

        Answer answer = Answers.of("register", stage, waits);

        assertThat(answer.failure().isEmpty()).isEqualTo(opens);
        assertThat(answer.externalId()).isEqualTo("m-7");
        assertThat(answer.summary()).contains(verdict, DIGEST);
        if (opens) {
            assertThat(answer.variables())
                    .containsOnlyKeys(GxpActionType.VARIABLES)
                    .containsEntry("verdict", verdict)
                    .containsEntry("bundleDigest", DIGEST)
                    .containsEntry("modelVersion", "6");
        } else {
            assertThat(answer.variables()).isEmpty();
            assertThat(answer.failure()).contains(JobFailure.Kind.JOB_FAILED);
        }
    }

    @Test
    void shouldNotOpenWithoutEvidenceOrVerdict() {
        StageAnswer whole = stage("PASS", "RUNNING", true, Map.of());
        var unsealed = new StageAnswer(0, "", Optional.empty(), whole.verdict(), Map.of(), true, List.of());
        var unjudged = new StageAnswer(0, "", whole.run(), Optional.empty(), Map.of(), true, List.of());

        assertThat(Answers.opens(whole, false)).isTrue();
        assertThat(Answers.opens(unsealed, true)).isFalse();
        assertThat(Answers.opens(unjudged, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldNotOpenWhatWasNotCarriedOutWhateverItsStateSays(int exit) {
        StageAnswer pending = stage("UNDECIDED", "PENDING", false, Map.of());
        StageAnswer running = stage("PASS", "RUNNING", true, Map.of());

        for (StageAnswer stage : List.of(pending, running)) {
            var broken = new StageAnswer(
                    exit, "", stage.run(), stage.verdict(), stage.metrics(), stage.goesOn(), stage.missing());
            assertThat(Answers.opens(broken, true)).isFalse();
            assertThat(Answers.pending(broken)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,JOB_FAILED", "2,CONFIGURATION_ERROR", "3,JOB_FAILED", "4,SYSTEM_UNAVAILABLE"})
    void shouldSayWhoseMatterAFailureIs(int exit, JobFailure.Kind kind) {
        var stage = new StageAnswer(exit, "why", Optional.empty(), Optional.empty(), Map.of(), false, List.of());

        Answer answer = Answers.of("train", stage, false);

        assertThat(answer.failure()).contains(kind);
        assertThat(answer.summary()).isEqualTo("train could not be carried out: why");
        assertThat(answer.externalId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DENIED,PERMISSION_ERROR",
        "NOT_FOUND,REVISION_UNAVAILABLE",
        "REFUSED,SYSTEM_UNAVAILABLE",
        "UNAVAILABLE,SYSTEM_UNAVAILABLE"
    })
    void shouldSayWhoseMatterAnErrorOfAwsIs(AwsException.Kind error, JobFailure.Kind kind) {
        assertThat(Answers.kind(new AwsException(error, "why", null))).isEqualTo(kind);
    }

    @Test
    void shouldNameTheNumbersByTheirGates() {
        Answer answer = Answers.of("validate", stage("PASS", "RUNNING", true, Map.of("b", 0.5, "a/x", 2.0)), false);

        assertThat(answer.variables()).containsEntry("metrics", "{\"a/x\":2.0,\"b\":0.5}");
    }

    @Test
    void shouldKeepVariablesWithinTheLimitOfThePipeline() {
        Map<String, Double> few = numbers(1000);
        Map<String, Double> many = numbers(5000);

        Map<String, String> within = Answers.of("validate", stage("PASS", "RUNNING", true, few), false)
                .variables();
        Map<String, String> beyond = Answers.of("validate", stage("PASS", "RUNNING", true, many), false)
                .variables();

        assertThat(within.get("metrics").length()).isGreaterThan(20_000);
        assertThat(beyond).containsEntry("metrics", "{}").containsEntry("verdict", "PASS");
        for (Map<String, String> variables : List.of(within, beyond)) {
            assertThat(variables.entrySet().stream().mapToInt(AnswersTest::size).sum())
                    .isLessThanOrEqualTo(CodePipelineJobs.MOST_VARIABLE_BYTES);
        }
    }

    private static int size(Map.Entry<String, String> variable) {
        return variable.getKey().length() + variable.getValue().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, Double> numbers(int count) {
        Map<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            numbers.put("validate/m\u00e4nner/" + i, 1.0 / (i + 1));
        }
        return numbers;
    }

    private static StageAnswer stage(String verdict, String state, boolean goesOn, Map<String, Double> metrics) {
        var run = new SealedRun("m", 7, 6, state, Path.of("/w/m-7.zip"), DIGEST, Optional.empty());
        int exit = Map.of("PASS", 0, "FAIL", 1, "UNDECIDED", 3).get(verdict);
        return new StageAnswer(
                exit,
                "",
                Optional.of(run),
                Optional.of(verdict),
                metrics,
                goesOn,
                state.equals("PENDING") ? List.of("quality (1)") : List.of());
    }
}
