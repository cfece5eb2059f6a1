// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.account.Account;
import io.github.gxpml.aws.queue.QueueMessage;
import io.github.gxpml.aws.queue.SqsQueue;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Kind;
import io.github.gxpml.port.Notifier.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Notices by services of AWS, also by real ones. What goes wrong is in {@link NoticesTest}; no mail is sent. */
@Tag(Account.TAG)
class NoticesAccountTest {
    private final Account account = Account.open();

    @AfterEach
    void close() {
        account.close();
    }

    private static Notice notice() {
        return new Notice(
                Kind.STAGE_FINISHED,
                "flc",
                7,
                5,
                "monitor",
                "FAIL",
                List.of(new Judged("monitor/psi/age", "psi", "FAIL", Optional.of(0.31), "above 0.2")),
                Map.of("commit", "0123abc"),
                "flc-7.zip",
                "ab".repeat(32),
                "cd".repeat(32),
                Instant.now(),
                "flc run 7, monitor: FAIL");
    }

    @Test
    void shouldReachAQueueThroughATopic() throws Exception {
        String url = account.queue();
        try (SnsClient sns = account.client(SnsClient.builder(), "SNS");
                SqsClient sqs = account.client(SqsClient.builder(), "SQS");
                SqsQueue queue = SqsQueue.open(url, account.environment())) {
            String topic = topic(sns);
            subscribe(topic, url, sns, sqs);

            new SnsNotice(account.access("flc"), topic).tell(notice());

            QueueMessage message =
                    queue.receive(Duration.ofSeconds(20), Duration.ofMinutes(5)).orElseThrow();
            JsonNode told = Json.read(message.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
            assertThat(told.path("id").asText()).isEqualTo(notice().id());
            assertThat(told.at("/gates/0/verdict").asText()).isEqualTo("FAIL");
        }
    }

    private String topic(SnsClient sns) {
        var made = new String[1];
        String name = account.named(() -> {
            try (SnsClient another = account.client(SnsClient.builder(), "SNS")) {
                another.deleteTopic(request -> request.topicArn(made[0]));
            }
        });
        made[0] = sns.createTopic(request -> request.name(name)).topicArn();
        return made[0];
    }

    private static void subscribe(String topic, String url, SnsClient sns, SqsClient sqs) {
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String policy = Json.compact(Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of(
                        "Effect",
                        "Allow",
                        "Principal",
                        Map.of("Service", "sns.amazonaws.com"),
                        "Action",
                        "sqs:SendMessage",
                        "Resource",
                        arn,
                        "Condition",
                        Map.of("ArnEquals", Map.of("aws:SourceArn", topic))))));
        sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy)));
        sns.subscribe(request ->
                request.topicArn(topic).protocol("sqs").endpoint(arn).attributes(Map.of("RawMessageDelivery", "true")));
    }

    @Test
    void shouldBeTakenByABus() throws IOException {
        var made = new String[1];
        made[0] = account.named(() -> {
            try (EventBridgeClient events = account.client(EventBridgeClient.builder(), "EVENTBRIDGE")) {
                events.deleteEventBus(request -> request.name(made[0]));
            }
        });
        try (EventBridgeClient events = account.client(EventBridgeClient.builder(), "EVENTBRIDGE")) {
            events.createEventBus(request -> request.name(made[0]));
        }
        var bus = new EventNotice(account.access("flc"), made[0]);

        bus.tell(notice()); // throws unless the bus has taken it

        assertThat(bus.name()).contains(made[0]);
    }

    @Test
    void shouldBeTakenAsMetrics() throws IOException {
        var metrics = new MetricNotice(account.access("flc"), "GxPTests");

        metrics.tell(notice()); // throws unless CloudWatch has taken it

        assertThat(metrics.name()).contains("GxPTests");
    }
}
