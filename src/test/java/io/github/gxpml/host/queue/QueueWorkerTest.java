// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.host.codepipeline.StandInEngine;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers of a queue over the real protocol, with an engine that counts how often it was started. */
class QueueWorkerTest {
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
    void shouldStartOneRunAndDeleteItsMessageAfterTheOutcomeIsOnDisk() throws Exception {
        String id = served.queue.send("{\"reason\": \"new \\u001b[31mdata\"}");
        served.work();
        served.await(() -> served.queue.size() == 0);

        Entry entry = served.entries().get(0);
        assertThat(entry.key()).isEqualTo("message:" + id);
        assertThat(entry.step()).isEqualTo(Entry.Step.OVER);
        assertThat(entry.outcome().orElseThrow().run()).isEqualTo(Optional.of(1));
        assertThat(entry.outcome().orElseThrow().bundleSha256()).hasSize(64);
        JsonNode origin = origin();
        assertThat(origin.path("messageId").asText()).isEqualTo(id);
        assertThat(origin.path("origin").asText()).isEqualTo("queue");
        assertThat(origin.path("cause").asText()).isEqualTo("message");
        assertThat(origin.path("sender").asText()).isEqualTo("AIDASENDER");
        assertThat(origin.path("sentAt").asText()).startsWith("20");
        assertThat(origin.path("reason").asText()).isEqualTo("new  [31mdata");
        assertThat(served.runs()).isEqualTo(1);
        assertThat(served.said()).doesNotContain("secret-of", "new data", entry.receipt());
    }

    @Test
    void shouldStartNothingForAMessageThatComesAgain() throws Exception {
        String id = served.queue.send("{}");
        served.queue.send("{\"id\": \"order-1\"}");
        served.work();
        served.await(() -> served.queue.size() == 0);

        served.queue.send(id, "{}");
        served.queue.send("{\"id\": \"order-1\", \"reason\": \"sent again\"}");
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(2);
        assertThat(served.said()).contains("message:" + id + " came again", "order:order-1 came again");
    }

    @Test
    void shouldWorkThroughThrottlingErrorsAndLostAnswers() throws Exception {
        served.queue.send("{}");
        served.aws
                .faults()
                .throttle("ReceiveMessage", 4)
                .fail("GetQueueAttributes", 4)
                .loseAnswer("DeleteMessage", 1);
        served.aws.faults().fail("ChangeMessageVisibility", 3);
        served.work();
        served.await(() -> served.queue.size() == 0
                && served.entries().stream().allMatch(entry -> entry.step() == Entry.Step.OVER));

        assertThat(served.runs()).isEqualTo(1);
    }

    @Test
    void shouldStartNothingAgainWhenItCannotDelete() throws Exception {
        served.queue.send("{}");
        served.aws.faults().deny("DeleteMessage", 1);
        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.queue.delivered()).hasSizeGreaterThan(1);
        assertThat(served.runs()).isEqualTo(1);
        assertThat(served.said()).contains("it will come again, and start nothing", "sqs:DeleteMessage");
    }

    @Test
    void shouldEndWithTheReasonWhereItMayNotReceive() throws Exception {
        served.aws.faults().deny("ReceiveMessage", Faults.ALWAYS);
        Thread worker = served.work();
        worker.join(60_000);

        assertThat(served.ended.get()).hasMessageContaining("AccessDenied").hasMessageContaining("sqs:ReceiveMessage");
    }

    @Test
    void shouldRecordAndDeleteWhatItCannotUnderstandWhereTheQueueKeepsItForEver() throws Exception {
        served.queue.send("hunter2 is no JSON");
        served.queue.send("{\"stage\": \"deploy\"}");
        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.entries()).hasSize(2);
        assertThat(served.entries())
                .extracting(entry -> entry.outcome().orElseThrow().message())
                .allMatch(message -> message.startsWith("it cannot be understood: "));
        assertThat(served.runs()).isZero();
        assertThat(served.said()).doesNotContain("hunter2", "deploy");
    }

    @Test
    void shouldLeaveWhatItCannotUnderstandToAQueueThatPutsItAside() throws Exception {
        served.queue.redriveAfter(1);
        String poison = served.queue.send("[]");
        served.queue.send("{}");
        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.queue.aside()).containsExactly(poison);
        assertThat(served.runs()).isEqualTo(1);
    }

    @Test
    void shouldKeepAMessageHiddenForAsLongAsItsRunTakes() throws Exception {
        served.with("STANDIN_MILLIS", "5000"); // longer than it is hidden at once
        served.queue.send("{}");
        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.queue.delivered()).hasSize(1);
        assertThat(served.aws.calls("ChangeMessageVisibility")).hasSizeGreaterThan(3);
        assertThat(served.runs()).isEqualTo(1);
    }

    @Test
    void shouldStartOneRunForEachMessageThoughWorkersAreTwoAndMessagesComeTwiceInAnyOrder() throws Exception {
        served.queue.lastFirst();
        for (int i = 0; i < 4; i++) {
            String id = served.queue.send("{\"reason\": \"" + i + "\"}");
            served.queue.send(id, "{\"reason\": \"" + i + "\"}");
        }
        served.work();
        served.work();
        served.await(() -> served.queue.size() == 0);

        assertThat(served.runs()).isEqualTo(4);
        assertThat(served.entries()).hasSize(4).allMatch(entry -> entry.step() == Entry.Step.OVER);
    }

    private JsonNode origin() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".gxp/queue"))) {
            Path file =
                    files.filter(one -> one.endsWith("origin.json")).findFirst().orElseThrow();
            return Json.read(Files.readAllBytes(file), JsonNode.class);
        }
    }
}
