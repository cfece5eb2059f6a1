// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.JobContext;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How a worker is, over HTTP and without. */
class HealthPageTest {
    private static final Instant TAKEN = Instant.parse("2026-01-02T03:04:05Z");
    private final AtomicReference<WorkerStatus> status = new AtomicReference<>(status(Duration.ofSeconds(4)));

    @Test
    void shouldTellHowTheWorkerIsAndNothingSecret() throws Exception {
        try (HealthPage page = open()) {
            HttpResponse<String> answer = get(page.address().orElseThrow());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            JsonNode told = Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
            assertThat(told.path("healthy").booleanValue()).isTrue();
            assertThat(told.at("/jobs/0/pipeline").asText()).isEqualTo("flc");
            assertThat(told.at("/jobs/0/action").asText()).isEqualTo("Model/Train");
            assertThat(told.at("/jobs/0/step").asText()).isEqualTo("WORK");
            assertThat(told.at("/jobs/0/since").asText()).isEqualTo(TAKEN.toString());
            assertThat(told.path("findings").findValuesAsText("")).isEmpty();
            assertThat(told.at("/findings/0").asText()).isEqualTo("a finding");
            assertThat(answer.body()).doesNotContain("hunter2", "nonce-of-the-job", "job-id");
        }
    }

    @Test
    void shouldBeIllAfterTheServiceWasSilentForFiveMinutes() throws Exception {
        try (HealthPage page = open()) {
            status.set(status(Duration.ofSeconds(299)));
            assertThat(get(page.address().orElseThrow()).statusCode()).isEqualTo(200);

            status.set(status(Duration.ofSeconds(300)));

            HttpResponse<String> answer = get(page.address().orElseThrow());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"secondsSinceAnswer\" : 300", "it does not answer");
        }
    }

    @Test
    void shouldHaveNoOtherPage() throws Exception {
        try (HealthPage page = open()) {
            String address = page.address().orElseThrow();
            for (String other : List.of("/", "/healthy", "/health/", "/../health", "//health")) {
                assertThat(get(address.replace("/health", other)).statusCode())
                        .as(other)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void shouldAnswerWhileOthersAreSlowToAsk() throws Exception {
        try (HealthPage page = open()) {
            URI address = URI.create(page.address().orElseThrow());
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                var socket = new Socket(address.getHost(), address.getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(get(address.toString()).statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(other.getInetAddress(), other.getLocalPort());

            assertThatThrownBy(() -> HealthPage.open(Optional.of(address), status::get))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("choose another port with --health");
        }
    }

    @Test
    void shouldOpenNothingWhereNobodyAsksForIt() throws IOException {
        try (HealthPage page = HealthPage.open(Optional.empty(), status::get)) {
            assertThat(page.address()).isEmpty();
        }
    }

    @Test
    void shouldKeepTheLatestFindings() {
        var findings = new Findings();
        for (int i = 1; i <= 25; i++) {
            findings.add("finding " + i);
        }

        assertThat(findings.list()).hasSize(20).startsWith("finding 6").endsWith("finding 25");
    }

    private HealthPage open() throws IOException {
        return HealthPage.open(Optional.of(new InetSocketAddress("127.0.0.1", 0)), status::get);
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static WorkerStatus status(Duration silence) {
        return WorkerStatus.of(
                List.of(record("b", JobRecord.Step.OVER), record("a", JobRecord.Step.WORK)),
                silence,
                "it does not answer",
                List.of("a finding"));
    }

    private static JobRecord record(String id, JobRecord.Step step) {
        return new JobRecord(
                id,
                new JobContext("flc", "arn:aws:codepipeline:eu-central-1:1:flc", "e1", "Model", "Train", "ae1"),
                Map.of("Stage", "train", "Parameters", "{\"password\": \"hunter2\"}"),
                List.of(),
                TAKEN,
                new JobRecord.Hold("job-id", "nonce-of-the-job", JobRecord.Hold.State.HELD),
                step,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
