// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.host.codepipeline.StandInEngine;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends workers of a queue as kill -9 does, and starts them again: one run for one message. */
class KilledQueueWorkerTest {
    private static Path engine;

    @TempDir
    Path folder;

    private ServedQueue served;

    @BeforeAll
    static void engine(@TempDir Path shared) throws IOException {
        engine = StandInEngine.jar(shared);
    }

    @BeforeEach
    void start() {
        served = new ServedQueue(folder, engine);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        served.close();
    }

    @Test
    void shouldStartOneRunAfterAKillBetweenTheMessageAndTheRun() throws Exception {
        served.queue.send("{}");
        served.aws.faults().delay("ReceiveMessage", Duration.ofSeconds(2), 1);
        Process worker = served.workApart("run");
        served.await(() -> !served.aws.calls("ReceiveMessage").isEmpty());
        ServedQueue.kill(worker);

        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(1);
    }

    @Test
    void shouldStartTheRunOfAMessageThatWasTakenAndNothingElse() throws Exception {
        String id = served.queue.send("{}");
        var reading = (Reading.Start) new MessageReader("flc-mortality", "run")
                .read(new io.github.gxpml.aws.queue.QueueMessage(id, "gone", "{}", java.util.Optional.empty(), "", 1));
        Path record = folder.resolve(".gxp/queue")
                .resolve(Sha256.of(reading.key().getBytes(StandardCharsets.UTF_8)) + ".json");
        AtomicFile.write(
                record,
                Json.pretty(new Entry(
                        reading.key(),
                        id,
                        "a receipt that is over",
                        "run",
                        reading.cause(),
                        java.time.Instant.now(),
                        Entry.Step.TAKEN,
                        1,
                        0,
                        java.util.Optional.empty())));

        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(1);
        assertThat(served.said()).contains("goes on with " + reading.key(), "came again");
    }

    @Test
    void shouldFindTheRunAgainThatWentOnWithoutItsWorker() throws Exception {
        served.with("STANDIN_MILLIS", "4000");
        served.queue.send("{}");
        Process worker = served.workApart("run");
        served.await(() -> served.engines().size() == 1);
        ServedQueue.kill(worker);
        assertThat(served.engines()).hasSize(1);

        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(1);
        assertThat(served.entries().get(0).attempt()).isEqualTo(1);
    }

    @Test
    void shouldStartNothingAfterAKillBetweenTheRunAndTheDeletion() throws Exception {
        served.queue.send("{}");
        served.aws.faults().fail("DeleteMessage", Faults.ALWAYS);
        Process worker = served.workApart("run");
        served.await(() -> !served.aws.calls("DeleteMessage").isEmpty());
        ServedQueue.kill(worker);
        served.aws.faults().clear();

        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(1);
        assertThat(served.said()).contains("came again, and starts nothing");
    }

    @Test
    void shouldEndTidilyWhenItIsToldAndLeaveTheRunAlone() throws Exception {
        served.with("STANDIN_MILLIS", "3000");
        served.queue.send("{}");
        Process worker = served.workApart("run");
        served.await(() -> served.engines().size() == 1);

        worker.destroy();
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(served.said()).contains("a run at work goes on");
        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(1);
    }

    @Test
    void shouldNotRepeatARunWhoseProcessDiedWithItsWorker() throws Exception {
        served.close();
        served = new ServedQueue(folder, null);
        spec();
        String id = served.queue.send("{}");
        Process worker = served.workApart("train");
        Path trained = folder.resolve("training");
        served.await(() -> Files.exists(trained));
        ServedQueue.kill(worker);
        served.engines().forEach(ProcessHandle::destroyForcibly);
        served.await(() -> served.engines().isEmpty());

        served.workApart("train");
        served.await(() -> served.queue.size() == 0);

        Entry.Outcome outcome = served.entries().get(0).outcome().orElseThrow();
        assertThat(outcome.state()).as(served.said()).isEqualTo("INTERRUPTED");
        assertThat(outcome.run()).isEqualTo(java.util.Optional.of(1));
        Path runs = folder.resolve(".gxp/runs/flc-mortality");
        assertThat(runs.resolve("2")).doesNotExist();
        assertThat(Files.readString(runs.resolve("1/bag/data/origin.json"))).contains(id, "\"messageId\"");
    }

    /** The example with a training that never ends. */
    private void spec() throws IOException {
        Path example = Path.of("examples/flc-mortality");
        for (String name : new String[] {"train", "validation", "out-of-time", "live"}) {
            Path to = folder.resolve("data/" + name + ".csv");
            Files.createDirectories(to.getParent());
            Files.copy(example.resolve("data/" + name + ".csv"), to);
        }
        Files.copy(example.resolve("data/prepare.py"), folder.resolve("data/prepare.py"));
        Files.writeString(folder.resolve("train.sh"), "touch training\nsleep 60\n");
        Files.writeString(
                folder.resolve("gxp.yaml"),
                Files.readString(example.resolve("gxp.yaml"))
                        .replaceAll("(?s)  unitTests:.*?\n\n", "\n")
                        .replace("  with: embedded\n", "  with: process\n")
                        .replace("  algorithm: logistic-regression\n", "  command: [sh, train.sh]\n  timeLimit: 20s\n")
                        .replaceAll("  impute: median.*\n", "")
                        .replace("bit-identical", "identical-predictions"));
    }
}
