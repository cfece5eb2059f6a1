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

        assertThat(queues).hasSize(16);
        for (Resource queue : queues) {
            if (queue.node().path("Properties").has("RedrivePolicy")) {
                assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn").toString())
                        .as(queue.toString())
                        .contains("Dead");
                assertThat(queue.at("/RedriveAllowPolicy/redrivePermission").textValue())
                        .as(queue.toString())
                        .isEqualTo("denyAll");
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
                .hasSize(4)
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
                .hasSize(8)
                .allSatisfy(
                        log -> assertThat(log.at("/RetentionInDays").intValue()).isEqualTo(365));
    }

    @Test
    void shouldLetAMessageBeInvisibleForSixTimesAsLongAsItsFunctionMayTake() {
        List<Resource> mappings = Templates.of("AWS::Lambda::EventSourceMapping");
        assertThat(mappings).hasSize(4);
        for (Resource mapping : mappings) {
            Resource queue = named(mapping, "/EventSourceArn/Fn::GetAtt/0");
            Resource function = named(mapping, "/FunctionName/Ref");
            assertThat(queue.at("/VisibilityTimeout").intValue())
                    .as(queue.toString())
                    .isGreaterThanOrEqualTo(6 * function.at("/Timeout").intValue());
        }
    }

    @Test
    void shouldTakeNoMoreMessagesAtOnceThanTheFunctionMayRun() {
        assertThat(Templates.of("AWS::Lambda::EventSourceMapping"))
                .allSatisfy(mapping -> assertThat(
                                mapping.at("/ScalingConfig/MaximumConcurrency").intValue())
                        .as(mapping.toString())
                        .isPositive()
                        .isEqualTo(named(mapping, "/FunctionName/Ref")
                                .at("/ReservedConcurrentExecutions")
                                .intValue()));
    }

    private static Resource named(Resource by, String path) {
        return Templates.all().stream()
                .filter(each -> each.stack().equals(by.stack())
                        && each.id().equals(by.at(path).textValue()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldTakeDeadLettersOfOneQueueAlone() {
        int byQueue = 0;
        for (Resource queue : Templates.of("AWS::SQS::Queue")) {
            String permission =
                    queue.at("/RedriveAllowPolicy/redrivePermission").textValue();
            if (permission.equals("byQueue")) {
                byQueue++;
                String id = queue.id().replaceAll("Dead[0-9A-F]+$", "");
                assertThat(queue.at("/RedriveAllowPolicy/sourceQueueArns").toString())
                        .as(queue.toString())
                        .contains("-" + id + "\"");
                assertThat(Templates.of("AWS::SQS::Queue"))
                        .as("the queue of that name, which " + queue + " is behind")
                        .filteredOn(each -> each.at("/QueueName").toString().contains("-" + id + "\""))
                        .singleElement()
                        .satisfies(each -> assertThat(each.at("/RedrivePolicy/deadLetterTargetArn")
                                        .toString())
                                .contains("\"" + queue.id() + "\""));
            } else {
                assertThat(permission).as(queue.toString()).isEqualTo("denyAll");
            }
        }
        assertThat(byQueue).isEqualTo(6);
    }

    @Test
    void shouldTellPeopleOfReviewsAndOfMonitoringThatNobodyDoes() {
        assertThat(Templates.of("AWS::CloudWatch::Alarm"))
                .extracting(alarm -> alarm.id().replaceAll("[0-9A-F]{8}$", "") + " "
                        + alarm.at("/MetricName").textValue() + " "
                        + alarm.at("/Threshold").intValue())
                .contains(
                        "ReviewWaitingAlarm ApproximateNumberOfMessagesVisible 1",
                        "MonitorStuckAlarm ApproximateAgeOfOldestMessage 86400");
    }

    @Test
    void shouldStartMonitoringAtFixedTimesInTheWordsOfTheWorker() {
        Resource rule = Templates.of("AWS::Events::Rule").stream()
                .filter(each -> each.node().path("Properties").has("ScheduleExpression"))
                .findFirst()
                .orElseThrow();

        assertThat(rule.at("/ScheduleExpression/Ref").textValue()).isEqualTo("MonitorSchedule");
        assertThat(rule.at("/Targets/0/InputTransformer/InputTemplate").textValue())
                .isEqualTo("{\"stage\": \"monitor\", \"reason\": \"the schedule\", \"id\": <id>}");
        assertThat(rule.at("/Targets/0/InputTransformer/InputPathsMap/id").textValue())
                .isEqualTo("$.id");
        assertThat(rule.at("/Targets/0/Arn").toString()).contains("Monitor");
    }
}
