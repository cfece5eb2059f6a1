// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static io.github.gxpml.host.codepipeline.JenkinsCase.NO_INPUTS;
import static io.github.gxpml.host.codepipeline.JenkinsCase.SHORT;
import static io.github.gxpml.host.codepipeline.JenkinsCase.ended;
import static io.github.gxpml.host.codepipeline.JenkinsCase.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.host.codepipeline.JenkinsCase.Killed;
import io.github.gxpml.host.codepipeline.JenkinsCase.Order;
import io.github.gxpml.standin.JenkinsFault;
import io.github.gxpml.standin.JenkinsStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One build for an order, whenever its worker is killed and begins again with what was noted. */
class JenkinsRestartTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"0, true", "0, false", "1, true", "1, false"})
    void shouldBeginOneBuildWhereverItIsKilledWhileItBegins(int note, boolean before) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder).killedAt(note, before);
            assertThatExceptionOfType(Killed.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            RunningStage stage = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            assertThat(jenkins.waiting()).hasSize(1);
            assertPasses(jenkins, stage);
        }
    }

    @Test
    void shouldFindTheBuildThatLeftTheQueueWhileTheWorkerWasDead() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder).killedAt(1, true);
            assertThatExceptionOfType(Killed.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
            assertThat(ended(runner(jenkins).begin(order, NO_INPUTS).orElseThrow())
                            .exit())
                    .isZero();
            assertThat(jenkins.buildCount()).isEqualTo(1);
            assertThat(jenkins.waiting()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in the queue", "under way", "ended"})
    void shouldFindItAgainLater(String when) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder);
            RunningStage first = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            int item = jenkins.waiting().get(0);
            if (when.equals("in the queue")) {
                assertThat(first.await(SHORT)).isEmpty();
                assertPasses(jenkins, runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            } else {
                int build = jenkins.build(item);
                assertThat(first.await(SHORT)).isEmpty();
                jenkins.forget(item);
                jenkins.evidence(build, JenkinsCase.evidence(List.of(JenkinsCase.stage("validate", "PASS", 0, true))));
                jenkins.artifact(build, "artifact/gxp-evidence/flc-mortality-8.zip", JenkinsCase.BUNDLE);
                if (when.equals("ended")) {
                    jenkins.end(build, "SUCCESS");
                    assertThat(ended(first).exit()).isZero();
                }
                RunningStage second = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
                assertThat(second.doing()).isEqualTo("build team/flc mortality #12: under way");
                jenkins.end(build, "SUCCESS");
                assertThat(ended(second).exit()).isZero();
            }
            assertThat(jenkins.buildCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldFindTheBuildOfAnItemThatTheQueueHasForgotten() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder);
            runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            int item = jenkins.waiting().get(0);
            JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
            jenkins.forget(item);
            assertThat(ended(runner(jenkins).begin(order, NO_INPUTS).orElseThrow())
                            .exit())
                    .isZero();
        }
    }

    @Test
    void shouldSayThatAnItemIsGoneThatBecameNoBuild() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder);
            RunningStage stage = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            int item = jenkins.waiting().get(0);
            jenkins.cancel(item);
            jenkins.forget(item);
            StageAnswer answer = ended(stage);
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).contains("is neither in the queue of Jenkins nor among the builds");
        }
    }

    @Test
    void shouldNotBeginTwiceWhereTheConnectionEndedAfterJenkinsTookIt() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.fail("/buildWithParameters", 1, JenkinsFault.doneAndCut());
            var order = new Order(folder);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            RunningStage stage = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            assertThat(jenkins.waiting()).hasSize(1);
            assertPasses(jenkins, stage);
        }
    }

    @Test
    void shouldBeginWhereTheConnectionEndedBeforeJenkinsTookIt() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.fail("/buildWithParameters", 1, JenkinsFault.cut());
            var order = new Order(folder);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            assertThat(jenkins.waiting()).isEmpty();
            assertPasses(jenkins, runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
        }
    }

    /** Jenkins takes it while the next worker is already looking. */
    @Test
    void shouldWaitForABuildThatJenkinsTakesLate() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder).killedAt(0, false);
            assertThatExceptionOfType(Killed.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            jenkins.fail("/queue/api/json", 1, (exchange, rightly) -> {
                rightly.run();
                jenkins.queue(Map.of("GXP_ORDER", "order-1"));
            });
            runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            assertThat(jenkins.waiting()).hasSize(1);
        }
    }

    @Test
    void shouldSearchWhereJenkinsDoesNotSayWhereTheBuildIs() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.fail("/buildWithParameters", 1, (exchange, rightly) -> {
                jenkins.queue(Map.of("GXP_ORDER", "order-1"));
                JenkinsFault.redirect(201, "https://example.org/elsewhere/99").answer(exchange, rightly);
            });
            assertPasses(
                    jenkins, runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow());
        }
    }

    @Test
    void shouldTakeTheFirstBuildWhereSomebodyHasBuiltItAgain() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder).killedAt(1, true);
            assertThatExceptionOfType(Killed.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            int first = jenkins.build(jenkins.waiting().get(0));
            jenkins.build(jenkins.queue(Map.of("GXP_ORDER", "order-1")));
            for (int i = 0; i < 250; i++) {
                jenkins.build(jenkins.queue(Map.of("GXP_ORDER", "order-" + (i + 2))));
            }
            RunningStage stage = runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            assertThat(stage.doing()).isEqualTo("build team/flc mortality #" + first + ": under way");
        }
    }

    @Test
    void shouldNotTakeAnotherJobsItemThatHasTheSameParameters() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder).killedAt(1, true);
            assertThatExceptionOfType(Killed.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            int build = jenkins.build(jenkins.waiting().get(0));
            jenkins.queueInOtherJob(Map.of("GXP_ORDER", "order-1"));
            assertThat(runner(jenkins).begin(order, NO_INPUTS).orElseThrow().doing())
                    .contains("#" + build);
        }
    }

    @Test
    void shouldNotTakeABuildOfTheSameNumberInAJobThatWasMadeAgain() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder);
            runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            int build = jenkins.build(jenkins.queue(Map.of("GXP_ORDER", "order-9")));
            order.note(Map.of("jenkins.job", JenkinsStandIn.JOB, "jenkins.build", Integer.toString(build)));
            StageAnswer answer = ended(runner(jenkins).begin(order, NO_INPUTS).orElseThrow());
            assertThat(answer.exit()).isEqualTo(4);
            assertThat(answer.message()).contains("the job was deleted and made again");
        }
    }

    @Test
    void shouldNotLookForTheBuildOfAnotherJob() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            var order = new Order(folder);
            order.note(Map.of("jenkins.job", "team/other", "jenkins.build", "12"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow())
                    .withMessage("the stage was begun in the Jenkins job team/other, not in team/flc mortality:"
                            + " start the worker for that job");
            order.note(Map.of("jenkins.job", JenkinsStandIn.JOB, "jenkins.build", "many"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow())
                    .withMessageContaining("cannot be read");
        }
    }

    private static void assertPasses(JenkinsStandIn jenkins, RunningStage stage) throws Exception {
        JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
        assertThat(stage.await(Duration.ofSeconds(20)).orElseThrow().exit()).isZero();
        assertThat(jenkins.buildCount()).isEqualTo(1);
        assertThat(jenkins.waiting()).isEmpty();
    }
}
