// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.host.codepipeline.StandInEngine;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the worker of a queue is, over HTTP. */
class QueueHealthTest {
    private static final Pattern ADDRESS = Pattern.compile("health at (http://\\S+)");

    @TempDir
    Path folder;

    private ServedQueue served;

    @BeforeEach
    void start() throws IOException {
        served = new ServedQueue(folder, StandInEngine.jar(folder));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        served.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        served.await(() -> ADDRESS.matcher(served.said()).find());
        Matcher address = ADDRESS.matcher(served.said());
        assertThat(address.find()).isTrue();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address.group(1)).resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode health() throws IOException {
        try {
            HttpResponse<String> answer = get("/health");
            assertThat(answer.statusCode()).isEqualTo(200);
            return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void shouldTellWhatIsAtWorkAndNothingThatTheMessageSays() throws Exception {
        served.with("STANDIN_MILLIS", "3000");
        String id = served.queue.send("{\"reason\": \"hunter2\"}");
        served.work();
        served.await(() -> health().has("work"));

        JsonNode now = health();
        assertThat(now.path("healthy").asBoolean()).isTrue();
        assertThat(now.at("/work/message").asText()).isEqualTo("message:" + id);
        assertThat(now.at("/work/stage").asText()).isEqualTo("run");
        assertThat(now.path("started").asInt()).isEqualTo(1);
        assertThat(now.toString()).doesNotContain("hunter2", "secret-of");
        served.await(() -> served.queue.size() == 0);
        served.queue.send(id, "{}");
        served.queue.send("no JSON");
        served.await(() -> served.queue.size() == 0 && health().path("refused").asInt() == 1);

        assertThat(health().has("work")).isFalse();
        assertThat(health().path("duplicates").asInt()).isEqualTo(1);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellWhatTheTroubleIs() throws Exception {
        served.aws.faults().throttle("ReceiveMessage", Faults.ALWAYS);
        served.work();

        served.await(() -> health().path("trouble").asText().contains("no message can be received from the queue"));
        served.aws.faults().clear();
        served.await(() -> health().path("trouble").asText().isEmpty());
    }

    @Test
    void shouldBeIllAfterFiveMinutesOfSilenceUnlessARunIsAtWork() {
        var idle = new QueueStatus(true, 0, "", Optional.empty(), 1, 2, 3);
        var work = new QueueStatus.Work("message:m", "run", Instant.EPOCH);
        var busy = new QueueStatus(true, 0, "", Optional.of(work), 1, 2, 3);

        assertThat(idle.silentFor(Duration.ofSeconds(299)).healthy()).isTrue();
        assertThat(idle.silentFor(Duration.ofSeconds(300)).healthy()).isFalse();
        assertThat(idle.silentFor(Duration.ofSeconds(301)))
                .isEqualTo(new QueueStatus(false, 301, "", Optional.empty(), 1, 2, 3));
        assertThat(busy.silentFor(Duration.ofDays(3)).healthy()).isTrue();
    }
}
