// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.deploy.stacks.Templates.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void shouldHaveADeadLetterQueueBehindEachQueueAndAnAlarmOnIt() {
        List<Resource> queues = Templates.of("AWS::SQS::Queue");
        String alarms = Templates.of("AWS::CloudWatch::Alarm").toString()
                + Templates.of("AWS::CloudWatch::Alarm").stream()
                        .map(alarm -> alarm.node().toString())
                        .toList();

        assertThat(queues).hasSize(13);
        for (Resource queue : queues) {
            if (queue.node().path("Properties").has("RedrivePolicy")) {
                assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn").toString())
                        .as(queue.toString())
                        .contains("Dead");
            } else {
                assertThat(queue.id()).contains("Dead");
                assertThat(alarms).as("alarm on " + queue).contains("\"" + queue.id() + "\"");
            }
        }
        assertThat(Templates.of("AWS::CloudWatch::Alarm"))
                .allSatisfy(alarm -> assertThat(alarm.at("/AlarmActions")).hasSize(1));
    }

    @Test
    void shouldTellWhichMessagesFailed() {
        assertThat(Templates.of("AWS::Lambda::EventSourceMapping"))
                .hasSize(4)
                .allSatisfy(mapping -> assertThat(Templates.texts(mapping.at("/FunctionResponseTypes")))
                        .containsExactly("ReportBatchItemFailures"));
    }

    @Test
    void shouldKeepEventsThatFail() {
        assertThat(Templates.of("AWS::Events::Rule"))
                .hasSize(3)
                .allSatisfy(rule -> assertThat(
                                rule.at("/Targets/0/DeadLetterConfig").has("Arn"))
                        .as(rule.toString())
                        .isTrue());
        assertThat(Templates.of("AWS::Lambda::EventInvokeConfig"))
                .hasSize(3)
                .allSatisfy(each -> assertThat(
                                each.at("/DestinationConfig/OnFailure").has("Destination"))
                        .isTrue());
    }

    @Test
    void shouldLimitEachFunctionAndKeepItsLog() {
        assertThat(Templates.of("AWS::Lambda::Function")).allSatisfy(function -> {
            assertThat(function.at("/ReservedConcurrentExecutions").intValue())
                    .as(function.toString())
                    .isPositive();
            assertThat(function.at("/Runtime").textValue()).isEqualTo("java17");
            assertThat(function.at("/LoggingConfig").has("LogGroup")).isTrue();
            assertThat(function.at("/Code/S3Bucket").has("Ref")).isTrue();
            assertThat(function.at("/Code/S3ObjectVersion").has("Ref")).isTrue();
        });
        assertThat(Templates.of("AWS::Logs::LogGroup"))
                .hasSize(7)
                .allSatisfy(
                        log -> assertThat(log.at("/RetentionInDays").intValue()).isEqualTo(365));
    }

    @Test
    void shouldLetAMessageBeInvisibleLongerThanItsFunctionMayTake() {
        int longest = Templates.of("AWS::Lambda::Function").stream()
                .filter(function -> function.id().startsWith("EndpointUpdate"))
                .mapToInt(function -> function.at("/Timeout").intValue())
                .max()
                .orElseThrow();

        assertThat(Templates.of("AWS::SQS::Queue"))
                .filteredOn(queue -> queue.node().path("Properties").has("VisibilityTimeout"))
                .hasSize(5)
                .allSatisfy(queue ->
                        assertThat(queue.at("/VisibilityTimeout").intValue()).isGreaterThanOrEqualTo(3 * longest));
    }
}
