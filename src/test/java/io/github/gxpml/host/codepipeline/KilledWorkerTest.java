// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.ActionOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends workers as kill -9 does at every step of a job, and starts them again. */
class KilledWorkerTest {
    private static final Duration LONG = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @TempDir
    Path source;

    private ServedPipeline pipeline;

    @BeforeEach
    void start() throws Exception {
        pipeline = new ServedPipeline(folder).source(ExampleSource.in(source));
    }

    @AfterEach
    void end() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AcknowledgeJob", "GetJobDetails", "PutJobSuccessResult"})
    void shouldAnswerOnceAfterAKillDuringACallToThePipeline(String operation) throws Exception {
        pipeline.service.faults().delay(operation, LONG, 1);
        String action = pipeline.comeTo("train", "e1");
        Process worker = pipeline.work();
        pipeline.await(() -> !pipeline.service.calls(operation).isEmpty());

        ServedPipeline.kill(worker);
        pipeline.work();

        assertAnsweredOnce(action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetObject", "PutObject"})
    void shouldAnswerOnceAfterAKillDuringATransfer(String operation) throws Exception {
        pipeline.s3.faults().delay(operation, LONG, 1);
        String action = pipeline.comeTo("train", "e1");
        Process worker = pipeline.work();
        pipeline.await(() -> pipeline.s3.calls().contains(operation));

        ServedPipeline.kill(worker);
        pipeline.work();

        assertAnsweredOnce(action);
    }

    @Test
    void shouldFindTheStageAgainThatWentOnWithoutIt() throws Exception {
        String action = pipeline.comeTo("train", "e1");
        Process worker = pipeline.work();
        pipeline.await(() -> stage().isPresent());

        ServedPipeline.kill(worker);
        assertThat(stage()).isPresent();
        pipeline.work();

        assertAnsweredOnce(action);
        assertThat(pipeline.workspace().resolve(".gxp/runs/flc-mortality/2")).doesNotExist();
    }

    @Test
    @EnabledIf("hasSetsid")
    void shouldLeaveTheStageAloneWhenEverythingInItsTerminalIsEnded() throws Exception {
        String action = pipeline.comeTo("train", "e1");
        Process worker = pipeline.workInAGroup();
        pipeline.await(() -> stage().isPresent() && sealed(1));

        new ProcessBuilder("kill", "-TERM", "--", "-" + worker.pid()).start().waitFor();
        worker.waitFor();
        assertThat(stage()).isPresent();
        assertThat(pipeline.log()).contains("1 jobs go on when it is started again");
        pipeline.work();

        assertAnsweredOnce(action);
        assertThat(pipeline.workspace().resolve(".gxp/runs/flc-mortality/2")).doesNotExist();
    }

    static boolean hasSetsid() {
        return Files.isExecutable(Path.of("/usr/bin/setsid"));
    }

    @Test
    void shouldStartTheStageAgainThatWasKilledWithIt() throws Exception {
        String action = pipeline.comeTo("train", "e1");
        Process worker = pipeline.work();
        Path bag = folder.resolve("state/workspaces");
        pipeline.await(() -> stage().isPresent() && sealed(1));

        ServedPipeline.kill(worker);
        stage().orElseThrow().destroyForcibly();
        pipeline.await(() -> stage().isEmpty());
        pipeline.work();

        assertAnsweredOnce(action);
        assertThat(pipeline.service.outcome(action).externalId()).isEqualTo("flc-mortality-2");
        assertThat(bag).exists();
        assertThat(pipeline.gxp(
                                "verify",
                                pipeline.workspace()
                                        .resolve("gxp-evidence/flc-mortality-1.zip")
                                        .toString())
                        .exit())
                .as("what was killed is evidence, too")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void shouldAnswerOnceWhereverItIsKilledWhileItsJobIsContinuedOverAndOver(int kills) throws Exception {
        String action = pipeline.comeTo("train", "e1");
        Process worker = pipeline.work("state", 2, 300);
        for (int kill = 0; kill < kills; kill++) {
            int seen = pipeline.service.calls("PutJobSuccessResult").size();
            pipeline.await(() -> pipeline.service.calls("PutJobSuccessResult").size() > seen
                    || !pipeline.service.outcome(action).status().equals("InProgress"));
            Thread.sleep(37L * kills); // another moment in each of them
            ServedPipeline.kill(worker);
            worker = pipeline.work("state", 2, 300);
        }

        ActionOutcome outcome = assertAnsweredOnce(action);
        assertThat(outcome.tokens()).as("the job was continued").isNotEmpty();
    }

    private ActionOutcome assertAnsweredOnce(String action) throws Exception {
        ActionOutcome outcome = pipeline.end(action);
        assertThat(outcome.status()).as(outcome + "\n" + pipeline.log()).isEqualTo("Succeeded");
        assertThat(outcome.finalAnswers()).isEqualTo(1);
        assertThat(outcome.variables()).containsOnlyKeys(GxpActionType.VARIABLES);
        assertThat(outcome.variables()).containsEntry("verdict", "PASS");
        Path bundle = pipeline.verified("train");
        assertThat(outcome.variables()).containsEntry("bundleDigest", Sha256.of(bundle));
        return outcome;
    }

    private Optional<ProcessHandle> stage() {
        return pipeline.stages().stream().findFirst();
    }

    private boolean sealed(int run) {
        try {
            return Files.exists(pipeline.workspace().resolve("gxp-evidence/flc-mortality-" + run + ".zip"));
        } catch (IOException e) {
            return false;
        }
    }
}
