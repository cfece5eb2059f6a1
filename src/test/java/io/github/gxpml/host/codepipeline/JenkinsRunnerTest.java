// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static io.github.gxpml.host.codepipeline.JenkinsCase.BUNDLE;
import static io.github.gxpml.host.codepipeline.JenkinsCase.NO_INPUTS;
import static io.github.gxpml.host.codepipeline.JenkinsCase.SHORT;
import static io.github.gxpml.host.codepipeline.JenkinsCase.ended;
import static io.github.gxpml.host.codepipeline.JenkinsCase.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.gxpml.host.codepipeline.JenkinsCase.Order;
import io.github.gxpml.standin.JenkinsFault;
import io.github.gxpml.standin.JenkinsStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JenkinsRunnerTest {
    @TempDir
    private Path folder;

    @Test
    void shouldHandAnOrderToOneBuildAndBringItsEvidenceBack() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.define(List.of(
                    "GXP_STAGE",
                    "GXP_CONFIG",
                    "GXP_ORDER",
                    "GXP_REVISION",
                    "GXP_REVISION_RAW_DATA",
                    "GXP_PIPELINE",
                    "GXP_PIPELINE_EXECUTION",
                    "GXP_PIPELINE_ACTION",
                    "SAMPLE"));
            var order = new Order(folder)
                    .parameters(Map.of("SAMPLE", "10 % & more"))
                    .inputs(
                            new InputArtifact("Source", Optional.of("c0ffee")),
                            new InputArtifact("raw-data", Optional.of("v2")));

            RunningStage stage = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();

            int item = jenkins.waiting().get(0);
            assertThat(jenkins.parametersOfItem(item))
                    .containsOnly(
                            entry("SAMPLE", "10 % & more"),
                            entry("GXP_STAGE", "validate"),
                            entry("GXP_CONFIG", "models/gxp.yaml"),
                            entry("GXP_PIPELINE", "mortality"),
                            entry("GXP_PIPELINE_EXECUTION", "e-1"),
                            entry("GXP_PIPELINE_ACTION", "Model/Val"),
                            entry("GXP_ORDER", "order-1"),
                            entry("GXP_REVISION", "c0ffee"),
                            entry("GXP_REVISION_RAW_DATA", "v2"));
            assertThat(stage.await(SHORT)).isEmpty();
            assertThat(stage.doing())
                    .isEqualTo("build team/flc mortality: in the queue, Waiting for next available executor");

            int build = jenkins.build(item);
            assertThat(stage.await(SHORT)).isEmpty();
            assertThat(stage.doing()).isEqualTo("build team/flc mortality #12: under way");

            jenkins.evidence(build, JenkinsCase.evidence(List.of(JenkinsCase.stage("validate", "PASS", 0, true))));
            jenkins.artifact(build, "artifact/gxp-evidence/flc-mortality-8.zip", BUNDLE);
            jenkins.end(build, "SUCCESS");
            StageAnswer answer = ended(stage);
            assertThat(answer.exit()).isZero();
            assertThat(answer.message()).isEmpty();
            assertThat(answer.verdict()).contains("PASS");
            assertThat(answer.goesOn()).isTrue();
            assertThat(answer.metrics()).containsOnly(entry("validate/roc_auc", 0.81), entry("validate/DI", 0.7));
            StageAnswer.SealedRun run = answer.run().orElseThrow();
            assertThat(run.model()).isEqualTo("flc-mortality");
            assertThat(run.number()).isEqualTo(8);
            assertThat(run.version()).isEqualTo(7);
            assertThat(run.state()).isEqualTo("RUNNING");
            assertThat(run.bundle()).hasBinaryContent(BUNDLE).startsWith(folder);
            assertThat(run.artifact()).isEmpty();
            assertThat(jenkins.buildCount()).isEqualTo(1);
            assertThat(runner(jenkins).look(order, answer)).isSameAs(answer);
        }
    }

    @Test
    void shouldRefuseAJobThatWouldDropWhatDecides() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.define(List.of("GXP_STAGE", "GXP_CONFIG"));
            var order = new Order(folder).parameters(Map.of("SAMPLE", "10"));
            assertThatExceptionOfType(OrderException.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow())
                    .withMessage("The Jenkins job team/flc mortality does not define the parameters GXP_ORDER,"
                            + " GXP_REVISION, SAMPLE, which Jenkins would drop without a word: add them to the job.");
            assertThat(jenkins.waiting()).isEmpty();
            assertThat(order.notes()).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhatAJobCannotBeAskedFor() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            for (String name : List.of("GXP_STAGE", "gxp_order", "token", "delay")) {
                assertThatExceptionOfType(OrderException.class)
                        .isThrownBy(() -> runner(jenkins)
                                .begin(new Order(folder).parameters(Map.of(name, "x")), NO_INPUTS)
                                .orElseThrow())
                        .withMessageStartingWith("The parameter " + name + " of the action has a name that");
            }
            assertThatExceptionOfType(OrderException.class)
                    .isThrownBy(() -> runner(jenkins)
                            .begin(new Order(folder).gates("[]"), NO_INPUTS)
                            .orElseThrow())
                    .withMessageContaining("put them into the spec");
            assertThatExceptionOfType(OrderException.class)
                    .isThrownBy(() -> runner(jenkins)
                            .begin(new Order(folder).model("Model"), NO_INPUTS)
                            .orElseThrow())
                    .withMessageContaining("leave the output for the model out");
            assertThatExceptionOfType(OrderException.class)
                    .isThrownBy(() -> runner(jenkins)
                            .begin(
                                    new Order(folder)
                                            .inputs(
                                                    new InputArtifact("a-b", Optional.empty()),
                                                    new InputArtifact("A_b", Optional.empty())),
                                    NO_INPUTS))
                    .withMessageContaining("would both be GXP_REVISION_A_B");
            assertThat(jenkins.requests()).isEmpty();
        }
    }

    @Test
    void shouldWaitInTheQueueForAsLongAsItTakes() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            for (int i = 0; i < 5; i++) {
                assertThat(stage.await(Duration.ofMillis(50))).isEmpty();
            }
            JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
            assertThat(ended(stage).exit()).isZero();
        }
    }

    @Test
    void shouldAskLessOftenAsTimeGoesBy() {
        Duration interval = JenkinsPace.USUAL.first();
        assertThat(interval).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            interval = JenkinsPace.USUAL.after(interval);
        }
        assertThat(interval).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void shouldSayThatAnItemOfTheQueueWasCancelled() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.cancel(jenkins.waiting().get(0));
            assertThat(ended(stage))
                    .isEqualTo(JenkinsRelay.nothing(
                            "The build team/flc mortality was cancelled in the queue of Jenkins."));
        }
    }

    @Test
    void shouldSayThatABuildWasDeleted() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = jenkins.build(jenkins.waiting().get(0));
            assertThat(stage.await(SHORT)).isEmpty();
            jenkins.delete(build);
            StageAnswer answer = ended(stage);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message())
                    .startsWith("The build team/flc mortality #12 is gone: it was deleted in Jenkins");
        }
    }

    @Test
    void shouldCancelTheItemOfTheQueue() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            stage.stop();
            assertThat(ended(stage).message()).contains("was cancelled in the queue");
            assertThat(jenkins.waiting()).isEmpty();
        }
    }

    @Test
    void shouldStopTheBuild() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = jenkins.build(jenkins.waiting().get(0));
            assertThat(stage.await(SHORT)).isEmpty();
            jenkins.fail("/stop", 2, JenkinsFault.status(503, ""));
            stage.stop();
            assertThat(stage.await(SHORT)).isEmpty();
            assertThat(jenkins.isStopped(build)).isTrue();
            jenkins.end(build, "ABORTED");
            StageAnswer answer = ended(stage);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).isEqualTo("The build team/flc mortality #12 was aborted in Jenkins.");
            assertThat(jenkins.requests().stream().filter(request -> request.endsWith("/stop")))
                    .hasSize(3);
        }
    }

    @Test
    void shouldStopABuildThatLeftTheQueueBeforeItCouldBeCancelled() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("/cancelItem", 1, JenkinsFault.status(204, ""));
            int build = jenkins.build(jenkins.waiting().get(0));
            stage.stop();
            assertThat(stage.await(SHORT)).isEmpty();
            assertThat(jenkins.isStopped(build)).isTrue();
        }
    }
}
