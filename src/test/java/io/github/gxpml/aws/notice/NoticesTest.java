// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.port.Notifier.Judged;
import io.github.gxpml.port.Notifier.Kind;
import io.github.gxpml.port.Notifier.Notice;
import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Notices as the services of AWS get them from the real SDK. */
class NoticesTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:gxp";
    private static final String HOSTILE = "<script>alert(1)</script>\r\nBcc: eve@example.org\u202e\u0000";

    private final List<PublishRequest> published = new CopyOnWriteArrayList<>();
    private final List<PutEventsRequest> events = new CopyOnWriteArrayList<>();
    private final List<SendEmailRequest> mails = new CopyOnWriteArrayList<>();
    private final List<PutMetricDataRequest> metrics = new CopyOnWriteArrayList<>();
    private AwsStandIn aws;
    private AwsAccess access;

    @BeforeEach
    void start() {
        aws = AwsStandIn.start()
                .on(PublishRequest.class, request -> {
                    published.add(request);
                    return PublishResponse.builder().messageId("m-1").build();
                })
                .on(PutEventsRequest.class, request -> {
                    events.add(request);
                    return PutEventsResponse.builder()
                            .failedEntryCount(0)
                            .entries(PutEventsResultEntry.builder()
                                    .eventId("e-1")
                                    .build())
                            .build();
                })
                .on(SendEmailRequest.class, request -> {
                    mails.add(request);
                    return SendEmailResponse.builder().messageId("s-1").build();
                })
                .on(PutMetricDataRequest.class, request -> {
                    metrics.add(request);
                    return PutMetricDataResponse.builder().build();
                });
        access = new AwsAccess(aws.environment(), AwsSpec.NONE, "flc");
    }

    @AfterEach
    void end() {
        aws.close();
    }

    @Test
    void shouldPublishATextForPeopleAndJsonForMachines() throws IOException {
        new SnsNotice(access, TOPIC).tell(notice(Kind.STAGE_FINISHED, "FAIL", gates()));

        PublishRequest request = published.get(0);
        JsonNode message = json(request.message());
        assertThat(request.topicArn()).isEqualTo(TOPIC);
        assertThat(request.messageStructure()).isEqualTo("json");
        assertThat(message.path("default").asText())
                .contains("flc run 7", "FAIL", "SHA-256 of the bundle: " + "ab".repeat(32), "cd".repeat(32))
                .containsSubsequence("UNDECIDED", "PASS");
        JsonNode detail = json(message.path("sqs").asText());
        assertThat(detail.path("id").asText()).isEqualTo("flc-7-monitor-stage_finished-" + "cd".repeat(8));
        assertThat(detail.at("/gates/0/verdict").asText()).isEqualTo("FAIL");
        assertThat(detail.at("/gates/1").has("value")).isFalse();
        assertThat(detail.at("/bundle/manifestSha256").asText()).isEqualTo("cd".repeat(32));
        assertThat(message.path("lambda").asText())
                .isEqualTo(message.path("sqs").asText());
        var attributes = new HashMap<String, String>();
        request.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        assertThat(attributes)
                .isEqualTo(Map.of("model", "flc", "kind", "STAGE_FINISHED", "stage", "monitor", "verdict", "FAIL"));
        assertThat(request.messageGroupId()).isNull();
        assertThat(request.subject()).isEqualTo("GxP: flc run 7 monitor stage finished FAIL");
    }

    @Test
    void shouldGiveAFifoTopicAnIdThatStays() throws IOException {
        var sns = new SnsNotice(access, TOPIC + ".fifo");

        sns.tell(notice(Kind.RELEASED, "", List.of()));
        sns.tell(notice(Kind.RELEASED, "", List.of()));

        assertThat(published).hasSize(2);
        assertThat(published)
                .extracting(PublishRequest::messageDeduplicationId)
                .containsOnly("flc-7-monitor-released-" + "cd".repeat(8));
        assertThat(published).extracting(PublishRequest::messageGroupId).containsOnly("flc");
        assertThat(published.get(0).messageAttributes().get("verdict").stringValue())
                .isEqualTo("NONE");
    }

    @Test
    void shouldFitManyGatesWithLongReasonsIntoAMessage() throws IOException {
        List<Judged> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(new Judged("gate-" + i, "psi", i == 2999 ? "FAIL" : "PASS", Optional.of(0.1), "\"".repeat(400)));
        }
        Notice notice = notice(Kind.STAGE_FINISHED, "FAIL", many);

        new SnsNotice(access, TOPIC).tell(notice);
        new EventNotice(access, "default").tell(notice);

        assertThat(published.get(0).message().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(256 * 1024);
        String detail = events.get(0).entries().get(0).detail();
        assertThat(detail.getBytes(StandardCharsets.UTF_8).length).isLessThan(256 * 1024);
        JsonNode tree = json(detail);
        assertThat(tree.at("/gates/0/id").asText())
                .as("what did not pass comes first")
                .isEqualTo("gate-2999");
        assertThat(tree.path("gates").size() + tree.path("gatesLeftOut").asInt())
                .isEqualTo(3000);
    }

    @Test
    void shouldPutAnEventThatRulesCanChoose() throws IOException {
        var bus = new EventNotice(access, "gxp-bus");

        for (Kind kind : Kind.values()) {
            bus.tell(notice(kind, "", List.of()));
        }

        assertThat(events)
                .extracting(request -> request.entries().get(0).detailType())
                .containsExactly(
                        "GxP Stage Finished",
                        "GxP Release Waiting",
                        "GxP Model Released",
                        "GxP Model Rejected",
                        "GxP Stage Failed");
        PutEventsRequestEntry entry = events.get(2).entries().get(0);
        assertThat(entry.source()).isEqualTo("io.github.gxpml");
        assertThat(entry.eventBusName()).isEqualTo("gxp-bus");
        assertThat(entry.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(json(entry.detail()).has("verdict")).isFalse();
    }

    @Test
    void shouldNotBelieveACallWhoseEventWasNotTaken() {
        aws.on(
                PutEventsRequest.class,
                request -> PutEventsResponse.builder()
                        .failedEntryCount(1)
                        .entries(PutEventsResultEntry.builder()
                                .errorCode("InternalFailure")
                                .errorMessage("not now")
                                .build())
                        .build());

        assertThatThrownBy(() -> new EventNotice(access, "default").tell(notice(Kind.RELEASED, "", List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not take the event: InternalFailure: not now");
    }

    @Test
    void shouldMailDigestsWithoutLettingNamesBecomeHeadersOrMarkup() throws IOException {
        Notice hostile = new Notice(
                Kind.WAITING,
                HOSTILE,
                7,
                7,
                "register",
                "",
                List.of(new Judged(HOSTILE, "m", "PASS", Optional.empty(), HOSTILE)),
                Map.of("signed", HOSTILE),
                HOSTILE,
                "ab".repeat(32),
                "cd".repeat(32),
                Instant.parse("2026-01-02T03:04:05Z"),
                HOSTILE);

        mail("gxp@example.org", "q@example.org").tell(hostile);

        SendEmailRequest request = mails.get(0);
        var message = request.content().simple();
        assertThat(request.destination().toAddresses()).containsExactly("q@example.org");
        assertThat(message.subject().data())
                .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]")
                .hasSizeLessThan(201);
        assertThat(message.body().html().data())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "ab".repeat(32), "cd".repeat(32))
                .doesNotContain("<script", "\u202e");
        assertThat(message.body().text().data())
                .contains("SHA-256 of the bundle: " + "ab".repeat(32), "SHA-256 of its manifest: " + "cd".repeat(32))
                .contains("gxp approve")
                .doesNotContainPattern("(?m)^Bcc:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@b.org\r\nBcc: eve@example.org", "a@b.org, eve@example.org", "Eve <eve@example.org>", "x"})
    void shouldRefuseAddressesThatAreMoreThanOne(String address) {
        assertThatThrownBy(() -> mail("gxp@example.org", address).tell(notice(Kind.RELEASED, "", List.of())))
                .hasMessageContaining("no address");
        assertThatThrownBy(() -> mail(address, "q@example.org").tell(notice(Kind.RELEASED, "", List.of())))
                .hasMessageContaining("no address");
        assertThat(mails).isEmpty();
    }

    @Test
    void shouldPublishNumbersAndCountWhatHasNone() throws IOException {
        new MetricNotice(access, "GxP").tell(notice(Kind.STAGE_FINISHED, "FAIL", gates()));

        assertThat(metrics).hasSize(1);
        assertThat(metrics.get(0).namespace()).isEqualTo("GxP");
        Map<String, Double> values = new HashMap<>();
        for (MetricDatum datum : metrics.get(0).metricData()) {
            values.put(datum.metricName(), datum.value());
        }
        assertThat(values)
                .containsOnlyKeys("psi", "ks", "Passed", "Failed", "Undecided", "StagesFailed")
                .containsEntry("psi", 0.31)
                .containsEntry("ks", 0.02)
                .containsEntry("Passed", 1.0)
                .containsEntry("Failed", 1.0)
                .containsEntry("Undecided", 3.0);
        MetricDatum psi = metrics.get(0).metricData().get(0);
        assertThat(psi.dimensions())
                .extracting(one -> one.name() + "=" + one.value())
                .containsExactly("Model=flc", "Stage=monitor", "Gate=monitor/psi/age");
        assertThat(psi.timestamp()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void shouldDivideWhatIsMoreThanACallHolds() throws IOException {
        List<Judged> many = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            many.add(new Judged("g" + i, "psi", "PASS", Optional.of(0.1), ""));
        }

        new MetricNotice(access, "GxP").tell(notice(Kind.STAGE_FINISHED, "PASS", many));

        assertThat(metrics).allMatch(request -> request.metricData().size() <= MetricNotice.MOST_DATA);
        assertThat(metrics.stream()
                        .mapToInt(request -> request.metricData().size())
                        .sum())
                .isEqualTo(2504);
    }

    @Test
    void shouldKeepGatesApartWhoseNamesCloudWatchDoesNotTake() {
        assertThat(MetricNotice.ascii("é"))
                .isNotEqualTo(MetricNotice.ascii("è"))
                .matches("[\\x20-\\x7e]+");
        assertThat(MetricNotice.ascii("x".repeat(300))).hasSizeLessThan(256);
        assertThat(MetricNotice.ascii(":a")).doesNotStartWith(":");
        assertThat(MetricNotice.ascii("psi")).isEqualTo("psi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Publish", "PutEvents", "SendEmail", "PutMetricData"})
    void shouldTellThroughThrottlingAndErrorsAndSayWhatIsDenied(String operation) throws IOException {
        Notice notice = notice(Kind.STAGE_FINISHED, "PASS", gates());
        Notifier notifier = notifier(operation);
        aws.faults().throttle(operation, 1).fail(operation, 1);
        notifier.tell(notice);
        assertThat(aws.calls(operation)).hasSize(3);

        aws.faults().deny(operation, Faults.ALWAYS);
        assertThatThrownBy(() -> notifier.tell(notice))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AccessDenied")
                .hasMessageContaining(":" + operation)
                .hasMessageNotContaining("secret-of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Publish", "PutEvents"})
    void shouldTellTheSameAgainWhenTheAnswerIsLost(String operation) throws IOException {
        aws.faults().loseAnswer(operation, 1);

        notifier(operation).tell(notice(Kind.RELEASED, "", List.of()));

        assertThat(aws.calls(operation)).hasSizeGreaterThan(1);
        assertThat(aws.calls(operation).stream()
                        .map(call -> call.body().toString())
                        .distinct())
                .hasSize(1);
    }

    private Notifier notifier(String operation) {
        return switch (operation) {
            case "Publish" -> new SnsNotice(access, TOPIC);
            case "PutEvents" -> new EventNotice(access, "default");
            case "SendEmail" -> mail("gxp@example.org", "q@example.org");
            default -> new MetricNotice(access, "GxP");
        };
    }

    private MailNotice mail(String from, String to) {
        return new MailNotice(access, new AwsSpec.Mail(from, List.of(to)));
    }

    private static List<Judged> gates() {
        return List.of(
                new Judged("monitor/psi/age", "psi", "FAIL", Optional.of(0.31), "above 0.2"),
                new Judged("monitor/ks/age", "ks", "PASS", Optional.of(0.02), ""),
                new Judged("monitor/nan", "roc_auc", "UNDECIDED", Optional.of(Double.NaN), "undefined"),
                new Judged("monitor/none", "ece", "UNDECIDED", Optional.empty(), "no labels"),
                new Judged("monitor/huge", "wasserstein", "PASS", Optional.of(1e200), ""));
    }

    private static Notice notice(Kind kind, String verdict, List<Judged> gates) {
        return new Notice(
                kind,
                "flc",
                7,
                5,
                "monitor",
                verdict,
                gates,
                Map.of("commit", "0123abc"),
                "flc-7.zip",
                "ab".repeat(32),
                "cd".repeat(32),
                Instant.parse("2026-01-02T03:04:05Z"),
                "flc run 7, monitor: " + verdict);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
