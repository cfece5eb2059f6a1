// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.host.cli.SageMakerProject;
import io.github.gxpml.standin.QuickTraining;
import io.github.gxpml.standin.SageMakerStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A train stage whose job goes on in SageMaker, with the engine itself. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RemoteTrainingTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(100);

    @TempDir
    Path folder;

    @TempDir
    Path answers;

    private final SageMakerStandIn sageMaker = SageMakerStandIn.start();

    private final RemoteTraining.Engine again = new RemoteTraining.Engine() {
        @Override
        public RunningStage look() throws IOException {
            return start("attempt", "look", "train", "--no-wait");
        }

        @Override
        public RunningStage cancel() throws IOException {
            return start("cancel", "cancel", "cancel");
        }
    };

    @BeforeEach
    void hold() {
        SageMakerProject.write(folder);
        sageMaker.trainsWith(QuickTraining.COMMAND);
        sageMaker.hold();
    }

    @AfterEach
    void stop() {
        sageMaker.release();
        sageMaker.close();
    }

    private RunningStage start(String id, String stage, String command, String... more) throws IOException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(sageMaker.environment());
        variables.put("GXP_HOME", answers.resolve("home").toString());
        var engine = new EngineCommand(Optional.empty(), 1, variables, "codepipeline");
        var line = new java.util.ArrayList<>(
                List.of(command, folder.resolve("gxp.yaml").toString(), "--format", "json"));
        line.addAll(List.of(more));
        return EngineStage.start(new EngineStage.Place(answers, id, stage), () -> folder, engine, line, Map.of());
    }

    private RemoteTraining handedOver() throws Exception {
        var training = new RemoteTraining(start("attempt", "train", "train", "--no-wait"), again, NEVER);
        while (!training.doing().equals("waits for a training elsewhere")) {
            assertThat(training.await(Duration.ofSeconds(1))).isEmpty();
        }
        return training;
    }

    private static StageAnswer end(RunningStage stage) throws Exception {
        Optional<StageAnswer> answer = Optional.empty();
        while (answer.isEmpty()) {
            answer = stage.await(Duration.ofSeconds(1));
        }
        return answer.get();
    }

    @Test
    void shouldHoldNoProcessAndGoOnWithTheSameJobInAnotherWorker() throws Exception {
        handedOver();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())))
                .isEmpty();

        var place = new EngineStage.Place(answers, "attempt", "train");
        EngineStage found = EngineStage.find(place, () -> folder).orElseThrow();
        var taken = new RemoteTraining(found, again, SOON);
        assertThat(taken.await(Duration.ofSeconds(5))).isEmpty();
        sageMaker.release();
        StageAnswer answer = end(taken);

        assertThat(answer.exit()).as(answer.toString()).isZero();
        assertThat(answer.run().orElseThrow().number()).isEqualTo(1);
        assertThat(answer.run().orElseThrow().state()).isEqualTo("RUNNING");
        assertThat(sageMaker.aws().calls("CreateTrainingJob")).hasSize(1);
    }

    @Test
    void shouldStopTheJobsOfATrainingThatNobodyWaitsFor() throws Exception {
        RemoteTraining training = handedOver();

        training.stop();
        StageAnswer answer = end(training);

        assertThat(answer.run().orElseThrow().state()).as(answer.toString()).isEqualTo("INTERRUPTED");
        assertThat(sageMaker.status(sageMaker.trainingJobs().get(0))).isEqualTo("Stopped");
    }
}
