// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static io.github.gxpml.host.codepipeline.JenkinsCase.NO_INPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.host.codepipeline.JenkinsCase.Order;
import io.github.gxpml.io.Sha256;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runner on a real Jenkins, whose job is the one of docs/codepipeline-jenkins.md on the example's data, with a
 * further parameter LIMIT for the AUC of validation. Address and job are GXP_TEST_JENKINS and GXP_TEST_JENKINS_JOB,
 * account and token as for the worker; the bundles stay in the folder GXP_TEST_FOLDER.
 */
@EnabledIfEnvironmentVariable(
        named = "GXP_TEST_JENKINS",
        matches = "http.*",
        disabledReason = "there is no Jenkins to try: name its address with GXP_TEST_JENKINS")
class RealJenkinsTest {
    @TempDir
    private Path temporary;

    @Test
    void shouldBringAModelFromTrainingToAPassAndToAFail() throws Exception {
        StageAnswer trained = ended(order("train", Map.of("LIMIT", "0.99")));
        assertThat(trained.exit()).isZero();
        assertThat(trained.goesOn()).isTrue();

        StageAnswer failed = ended(order("validate", Map.of("LIMIT", "0.99")));
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.verdict()).contains("FAIL");
        assertThat(failed.goesOn()).isFalse();
        assertThat(failed.message()).contains("is FAIL in build", "validate/roc_auc/validation");

        assertThat(ended(order("train", Map.of("LIMIT", ""))).exit()).isZero();
        StageAnswer passed = ended(order("validate", Map.of("LIMIT", "")));
        assertThat(passed.exit()).isZero();
        assertThat(passed.metrics().get("validate/roc_auc/validation")).isBetween(0.79, 0.81);
        StageAnswer.SealedRun run = passed.run().orElseThrow();
        assertThat(Sha256.of(run.bundle())).isEqualTo(run.bundleSha256());
    }

    @Test
    void shouldFindItsBuildAgainAfterEachKill() throws Exception {
        for (int note = 0; note < 2; note++) {
            Order order = order("nothing", Map.of("LIMIT", "")).killedAt(note, true);
            try {
                runner().begin(order, NO_INPUTS).orElseThrow();
            } catch (JenkinsCase.Killed e) {
                // as it was meant
            }
            StageAnswer answer = ended(order);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).contains("failed before it had evidence of the stage nothing");
        }
    }

    @Test
    void shouldStopABuildThatIsUnderWay() throws Exception {
        RunningStage stage =
                runner().begin(order("monitor", Map.of("LIMIT", "")), NO_INPUTS).orElseThrow();
        await(stage, now -> now.doing().endsWith(": under way"));
        stage.stop();
        StageAnswer answer = stage.await(Duration.ofMinutes(1)).orElseThrow();
        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.message()).contains("was aborted in Jenkins");

        RunningStage queued =
                runner().begin(order("monitor", Map.of("LIMIT", "")), NO_INPUTS).orElseThrow();
        queued.stop();
        assertThat(queued.await(Duration.ofMinutes(1)).orElseThrow().message()).contains("was cancelled in the queue");
    }

    private static void await(RunningStage stage, Predicate<RunningStage> wanted) throws Exception {
        Instant end = Instant.now().plusSeconds(120);
        while (!wanted.test(stage) && Instant.now().isBefore(end)) {
            assertThat(stage.await(Duration.ofSeconds(1))).isEmpty();
        }
    }

    private static StageAnswer ended(Order order) throws Exception {
        StageAnswer answer = runner().begin(order, NO_INPUTS)
                .orElseThrow()
                .await(Duration.ofMinutes(5))
                .orElseThrow();
        System.out.println(answer);
        return answer;
    }

    private static JenkinsRunner runner() {
        return new JenkinsRunner(JenkinsSettings.of(
                URI.create(System.getenv("GXP_TEST_JENKINS")),
                false,
                System.getenv("GXP_TEST_JENKINS_JOB"),
                System.getenv()));
    }

    private Order order(String stage, Map<String, String> parameters) {
        Path folder = Optional.ofNullable(System.getenv("GXP_TEST_FOLDER"))
                .map(Path::of)
                .orElse(temporary);
        return new Order(folder)
                .of(UUID.randomUUID().toString(), stage)
                .config("gxp.yaml")
                .parameters(parameters);
    }
}
