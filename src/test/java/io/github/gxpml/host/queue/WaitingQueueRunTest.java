// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.host.cli.SageMakerProject;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.QuickTraining;
import io.github.gxpml.standin.SageMakerStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose training goes on in SageMaker holds no process, and its message stays until the run is over. */
class WaitingQueueRunTest {
    private static final String CREATE = "CreateTrainingJob";

    @TempDir
    Path folder;

    private final SageMakerStandIn sageMaker = SageMakerStandIn.start();
    private ServedQueue served;

    @BeforeEach
    void serve() {
        SageMakerProject.write(folder);
        sageMaker.trainsWith(QuickTraining.COMMAND);
        sageMaker.hold();
        served = new ServedQueue(folder, null, sageMaker.aws());
        sageMaker.environment().forEach(served::with);
    }

    @AfterEach
    void stop() throws Exception {
        sageMaker.release();
        served.close();
        sageMaker.close();
    }

    private Path document() {
        return folder.resolve(".gxp/runs/flc-mortality/1/bag/data/bundle.json");
    }

    private boolean waits() throws Exception {
        return Files.exists(document()) && Files.readString(document()).contains("\"WAITING\"");
    }

    private Entry.Outcome outcome() throws Exception {
        return served.entries().get(0).outcome().orElseThrow();
    }

    @Test
    void shouldLookAgainUntilTheRunIsOverAndDeleteTheMessageThen() throws Exception {
        served.queue.send("{}");
        Process worker = served.workApart("train");
        served.await(() -> served.said().contains("waits for a training elsewhere"));
        served.await(() -> served.engines().isEmpty());
        assertThat(waits()).isTrue();
        assertThat(served.queue.size()).isEqualTo(1);
        assertThat(served.entries().get(0).step()).isEqualTo(Entry.Step.TAKEN);

        sageMaker.aws().faults().deny("DescribeTrainingJob", Faults.ALWAYS);
        served.await(() -> served.said().contains("waits on: "));
        assertThat(served.queue.size())
                .as("what cannot be asked about is not over")
                .isEqualTo(1);
        sageMaker.aws().faults().clear();
        sageMaker.release();
        served.await(() -> served.queue.size() == 0);

        assertThat(worker.isAlive()).isTrue();
        assertThat(outcome().exit()).as(served.said()).isEqualTo(Optional.of(0));
        assertThat(outcome().run()).isEqualTo(Optional.of(1));
        assertThat(outcome().state()).isEqualTo("RUNNING");
        assertThat(outcome().bundleSha256()).hasSize(64);
        assertThat(sageMaker.aws().calls(CREATE)).hasSize(1);
    }

    @Test
    void shouldGoOnWithTheSameJobAfterAKillWhileItWaits() throws Exception {
        served.queue.send("{}");
        Process worker = served.workApart("train");
        served.await(() -> served.said().contains("waits for a training elsewhere"));
        ServedQueue.kill(worker);
        served.await(() -> served.engines().isEmpty());
        assertThat(waits()).isTrue();

        served.workApart("train");
        served.await(() -> served.said().contains("goes on with "));
        sageMaker.release();
        served.await(() -> served.queue.size() == 0);

        assertThat(outcome().exit()).as(served.said()).isEqualTo(Optional.of(0));
        assertThat(sageMaker.aws().calls(CREATE)).hasSize(1);
        assertThat(folder.resolve(".gxp/runs/flc-mortality/2")).doesNotExist();
    }
}
