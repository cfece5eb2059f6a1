// SPDX-License-Identifier: MIT
package io.github.gxpml.host.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.queue.QueueMessage;
import io.github.gxpml.io.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages of others say. */
class MessageReaderTest {
    private static final String NOTICE = """
            {"gxp": 1, "id": "flc-7-monitor", "kind": "STAGE_FINISHED", "model": "flc", "run": 7, "version": 5,
             "stage": "monitor", "verdict": "FAIL", "facts": {}, "bundle": {"manifestSha256": "abc"},
             "summary": "2 of 9 gates not PASS"}""";

    @Test
    void shouldReadAnOrder() {
        Reading.Start start = start("{\"id\": \"o-1\", \"reason\": \"weekly\", \"stage\": \"monitor\"}");

        assertThat(start.key()).isEqualTo("order:o-1");
        assertThat(start.stage()).contains("monitor");
        assertThat(start.cause()).isEqualTo(Map.of("cause", "message", "reason", "weekly"));
        assertThat(start("{}").key()).isEqualTo("message:m-1");
        assertThat(start("{}").stage()).isEmpty();
    }

    @Test
    void shouldReadAnEventOfAnotherSystem() {
        Reading.Start start =
                start("{\"version\": \"0\", \"id\": \"e-1\", \"source\": \"my.app\", \"time\": \"2026-01-02\","
                        + " \"detail-type\": \"Data Arrived\", \"detail\": {\"stage\": \"anything\"}}");

        assertThat(start.key()).isEqualTo("event:my.app:e-1");
        assertThat(start.stage()).isEmpty();
        assertThat(start.cause())
                .containsEntry("cause", "event")
                .containsEntry("event", "e-1")
                .containsEntry("detailType", "Data Arrived");
    }

    @Test
    void shouldLinkARunToTheFindingThatCausedIt() {
        for (String body : new String[] {NOTICE, event(NOTICE), topic("sns-1", NOTICE)}) {
            Reading.Start start = start(body);
            assertThat(start.key())
                    .as("one finding is one, whichever way it comes")
                    .isEqualTo("notice:flc-7-monitor");
            assertThat(start.cause())
                    .containsEntry("cause", MessageReader.FINDING)
                    .containsEntry("findingRun", 7)
                    .containsEntry("findingManifest", "abc");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\"verdict\": \"FAIL\", \"verdict\": \"PASS\"",
        "\"verdict\": \"FAIL\", \"verdict\": \"UNDECIDED\"",
        "\"stage\": \"monitor\", \"stage\": \"validate\"",
        "\"kind\": \"STAGE_FINISHED\", \"kind\": \"RELEASED\"",
        "\"model\": \"flc\", \"model\": \"other\"",
        "\"facts\": {}, \"facts\": {\"cause\": \"monitor finding\"}"
    })
    void shouldStartNothingForNoticesThatWouldNeverEnd(String part, String instead) {
        assertThat(NOTICE).contains(part);

        assertThat(read(event(NOTICE.replace(part, instead)))).isInstanceOf(Reading.Nothing.class);
    }

    @Test
    void shouldNotAnswerMonitoringWithMonitoring() {
        Reading reading = new MessageReader("flc", "monitor").read(message(NOTICE));

        assertThat(reading).isInstanceOf(Reading.Nothing.class);
    }

    @Test
    void shouldReadAnAlarmThroughATopicAndFromTheBus() {
        String alarm = "{\"AlarmName\": \"drift\", \"NewStateValue\": \"ALARM\", \"NewStateReason\": \"psi > 0.2\","
                + " \"StateChangeTime\": \"2026-01-02T03:04:05.000+0000\", \"Trigger\": {\"Period\": 60}}";
        Reading.Start topic = start(topic("sns-2", alarm));
        assertThat(topic.key()).isEqualTo("sns:sns-2");
        assertThat(topic.cause())
                .containsEntry("cause", "alarm")
                .containsEntry("alarm", "drift")
                .containsEntry("reason", "psi > 0.2")
                .containsEntry("topic", "arn:aws:sns:eu-central-1:1:t");
        assertThat(read(topic("sns-3", alarm.replace("\"ALARM\"", "\"OK\"")))).isInstanceOf(Reading.Nothing.class);

        String bus =
                "{\"id\": \"e-2\", \"source\": \"aws.cloudwatch\", \"detail-type\": \"CloudWatch Alarm State Change\","
                        + " \"detail\": {\"alarmName\": \"drift\", \"state\": {\"value\": \"ALARM\", \"reason\": \"r\"}}}";
        assertThat(start(bus).cause()).containsEntry("cause", "alarm").containsEntry("reason", "r");
        assertThat(read(bus.replace("ALARM", "OK"))).isInstanceOf(Reading.Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "[]",
                "null",
                "{\"stage\": \"deploy\"}",
                "{\"stage\": \"\"}",
                "{\"stage\": 1}",
                "{\"reason\": {\"a\": 1}}",
                "{\"id\": \" \"}",
                "{\"command\": \"rm\"}",
                "{\"stage\": \"run\", \"stage\": \"train\"}",
                "{} {}",
                "{\"Type\": \"Notification\", \"TopicArn\": \"t\", \"MessageId\": \"1\", \"Message\": \"no JSON\"}",
                "{\"Type\": \"Notification\", \"TopicArn\": \"t\", \"Message\": \"{}\"}",
                "{\"gxp\": 1, \"kind\": \"RELEASED\", \"bundle\": {}, \"id\": \"x\", \"run\": \"7\"}"
            })
    void shouldNotUnderstandAnythingElse(String body) {
        assertThat(read(body)).isInstanceOf(Reading.Poison.class);
    }

    @Test
    void shouldNotUnderstandWhatIsTooLongOrTooDeep() {
        assertThat(read("{\"reason\": \"" + "x".repeat(70_000) + "\"}")).isInstanceOf(Reading.Poison.class);
        assertThat(read("{\"reason\": " + "[".repeat(5000) + "]".repeat(5000) + "}"))
                .isInstanceOf(Reading.Poison.class);
        assertThat(read("{\"id\": \"" + "x".repeat(201) + "\"}")).isInstanceOf(Reading.Poison.class);
        assertThat(start("{\"reason\": \"" + "x".repeat(5000) + "\"}")
                        .cause()
                        .get("reason")
                        .toString())
                .hasSize(1000);
    }

    private static String event(String detail) {
        return "{\"id\": \"e-9\", \"source\": \"io.github.gxpml\", \"detail-type\": \"GxP Stage Finished\", \"detail\": "
                + detail + "}";
    }

    private static String topic(String id, String message) {
        return Json.compact(Map.of(
                "Type",
                "Notification",
                "MessageId",
                id,
                "TopicArn",
                "arn:aws:sns:eu-central-1:1:t",
                "Message",
                message));
    }

    private static Reading.Start start(String body) {
        assertThat(read(body)).isInstanceOf(Reading.Start.class);
        return (Reading.Start) read(body);
    }

    private static Reading read(String body) {
        return new MessageReader("flc", "run").read(message(body));
    }

    private static QueueMessage message(String body) {
        return new QueueMessage("m-1", "r-1", body, Optional.empty(), "", 1);
    }
}
