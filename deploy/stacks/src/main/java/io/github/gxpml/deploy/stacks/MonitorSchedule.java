// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.Queue;

/** Asks at fixed times for monitoring, in a queue that the engine's worker takes its messages from. */
final class MonitorSchedule {
    /** As the worker keeps a message hidden, five minutes at a time, with some to spare. */
    private static final Duration INVISIBLE = Duration.minutes(6);

    private MonitorSchedule() {}

    static Queue queue(Stack stack, Guarded guarded, Inputs inputs) {
        Queue queue = guarded.queue("Monitor", INVISIBLE, 5);
        Queue dead = guarded.deadLetters("MonitorScheduleDead");
        guarded.tellIfOlder("Monitor", queue, Duration.days(1));
        String every = inputs.text(
                "MonitorSchedule", "When monitoring starts, in UTC", "(rate|cron)\\(.+\\)", "cron(0 6 ? * MON *)");
        CfnRule rule = CfnRule.Builder.create(stack, "MonitorRule")
                .description("Starts monitoring")
                .scheduleExpression(every)
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("Monitor")
                        .arn(queue.getQueueArn())
                        .inputTransformer(CfnRule.InputTransformerProperty.builder()
                                // the event may be sent twice; what the worker knows it by is its own id
                                .inputPathsMap(Map.of("id", "$.id"))
                                .inputTemplate("{\"stage\": \"monitor\", \"reason\": \"the schedule\", \"id\": <id>}")
                                .build())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(dead.getQueueArn())
                                .build())
                        .build()))
                .build();
        List.of(queue, dead)
                .forEach(each -> each.addToResourcePolicy(PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                        .actions(List.of("sqs:SendMessage"))
                        .resources(List.of(each.getQueueArn()))
                        .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn())))
                        .build()));
        return queue;
    }
}
