// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.port.RemoteTrainer.Ask;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.WaitingException;
import io.github.gxpml.standin.Faults;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between here and SageMaker starts no second job and loses none. */
class SageMakerFaultsTest {
    private static final String CREATE = "CreateTrainingJob";
    private static final String DESCRIBE = "DescribeTrainingJob";

    @TempDir
    Path folder;

    private SageMakerCase training;

    @AfterEach
    void stop() {
        training.close();
    }

    @Test
    void shouldStartNoSecondJobWhenTheAnswerIsLost() throws Exception {
        training = new SageMakerCase(folder);
        training.sageMaker.aws().faults().loseAnswer(CREATE, 1);

        training.submit();
        var trained = training.collect();

        assertThat(training.calls(CREATE)).isEqualTo(2);
        assertThat(training.sageMaker.trainingJobs()).hasSize(1);
        assertThat(trained.metrics()).containsEntry("constant", 0.1f + 0.0);
    }

    @Test
    void shouldBearThrottlingFailuresAndACutDownload() throws Exception {
        training = new SageMakerCase(folder);
        training.sageMaker.hideNewJobs(3);
        training.sageMaker.aws().faults().throttle(CREATE, 2).fail("GetLogEvents", 20);
        training.submit();
        // more than one call with all its repetitions
        training.sageMaker.aws().faults().fail(DESCRIBE, 7).throttle(DESCRIBE, 4);
        training.sageMaker.s3().faults().cutBody("GetObject", 1);

        var trained = training.collect();

        assertThat(training.sageMaker.trainingJobs()).hasSize(1);
        assertThat(trained.predictions()).containsOnlyKeys("train", "validation");
        assertThat(training.notes).anyMatch(note -> note.contains("could not be looked at"));
    }

    @Test
    void shouldNotLoseAJobThatSageMakerDoesNotShowForLong() throws Exception {
        training = new SageMakerCase(folder);
        training.sageMaker.hideNewJobs(13);

        assertThatThrownBy(training::submit)
                .isInstanceOf(WaitingException.class)
                .hasMessageContaining("does not show it yet");
        training.submit();

        assertThat(training.sageMaker.trainingJobs()).hasSize(1);
    }

    @Test
    void shouldSayInOneSentenceWhatIsNotAllowed() {
        training = new SageMakerCase(folder);
        training.sageMaker.aws().faults().deny(CREATE, Faults.ALWAYS);

        assertThatThrownBy(training::submit)
                .isInstanceOf(TrainingException.class)
                .isNotInstanceOf(WaitingException.class)
                .hasMessageContaining("could not be started: AccessDenied")
                .hasMessageContaining("allow sagemaker:CreateTrainingJob")
                .hasMessageNotContaining("\n");
        assertThat(training.sageMaker.trainingJobs()).isEmpty();
    }

    @Test
    void shouldNotTakeAJobThatItCannotSeeForFailed() throws Exception {
        training = new SageMakerCase(folder);
        training.submit();
        training.sageMaker.aws().faults().deny(DESCRIBE, 1);

        assertThatThrownBy(training::collect)
                .isInstanceOfSatisfying(
                        WaitingException.class, e -> assertThat(e.asked()).isFalse())
                .hasMessageContaining("may run on")
                .hasMessageContaining("gxp resume");
        assertThat(training.collect().jobs()).hasSize(1);
    }

    @Test
    void shouldGoOnWithNewCredentialsWhenATokenIsOver() throws Exception {
        training = new SageMakerCase(folder, "aws: {roles: {train: 'arn:aws:iam::123456789012:role/gxp-pipeline'}}\n");
        training.sageMaker.hold();
        training.submit();
        Thread waiting = new Thread(() -> {
            int before = training.calls(DESCRIBE);
            while (training.calls(DESCRIBE) == before) {
                Thread.onSpinWait();
            }
            // the process's own key holds on; those of the role are over before their time
            training.sageMaker.aws().expireTokens();
            training.sageMaker.release();
        });
        training.standingKey();
        waiting.start();

        var trained = training.collect();

        waiting.join();
        assertThat(trained.jobs()).hasSize(1);
        assertThat(training.calls("AssumeRole")).isGreaterThan(2);
    }

    @Test
    void shouldRefuseAJobOfItsNameThatIsSomebodyElses() throws Exception {
        training = new SageMakerCase(folder);
        training.submit();
        training.sageMaker.forgetTags();

        assertThatThrownBy(training::submit)
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("was not asked for by this run");
    }

    @Test
    void shouldNameJobsByWhatIsAskedFor() {
        training = new SageMakerCase(folder);
        var same = new Ask("small-1", "2026-01-01T00:00:00Z", 1);
        var later = new Ask("small-1", "2026-01-02T00:00:00Z", 1);
        var longest = new Ask("x".repeat(200) + "-/ä1", "now", 12);

        assertThat(JobNames.training(training.spec(), same))
                .isEqualTo(JobNames.training(training.spec(), training.ask));
        assertThat(JobNames.training(training.spec(), later)).isNotEqualTo(JobNames.training(training.spec(), same));
        assertThat(JobNames.training(training.spec(), longest)).matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
        assertThat(JobNames.tuning(training.spec(), longest)).matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}");
    }

    @Test
    void shouldStopThePredictionsToo() throws Exception {
        training = new SageMakerCase(folder, "    predictions: transform\n");
        training.sageMaker.holdTransforms();
        training.submit();
        while (training.sageMaker
                .status(training.sageMaker.trainingJobs().get(0))
                .equals("InProgress")) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> training.collect(training.trainer().withoutWaiting()))
                .isInstanceOfSatisfying(
                        WaitingException.class, e -> assertThat(e.asked()).isTrue())
                .hasMessageContaining("transform job");

        var stopped = training.trainer().stop(training.spec(), training.ask);

        assertThat(training.sageMaker.transforms()).hasSize(2).allSatisfy((job, status) -> {
            assertThat(status).isEqualTo("Stopped");
            assertThat(stopped).contains(job);
        });
    }

    @Test
    void shouldShowNoSecretAndNoControlCharacter() throws Exception {
        training = new SageMakerCase(folder).with("SOME_TOKEN", "session-of-somebody");
        training.submit();

        training.collect();

        assertThat(training.notes).contains("the token is ***\ufffd[31m");
    }
}
