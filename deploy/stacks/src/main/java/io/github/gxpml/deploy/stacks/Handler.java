// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventSourceMappingOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** One function: in the VPC, with a role, a log group and a limit of its own. */
final class Handler {
    private final Construct scope;
    private final String id;
    private final Guarded guarded;
    private final Role role;
    private final int atOnce;
    private final Function function;

    /** Where the code of the functions of a stack is. */
    record Jar(IBucket bucket, String key, String version) {
        static Jar of(Construct scope, Inputs inputs, String what) {
            IBucket bucket = Bucket.fromBucketName(
                    scope,
                    what + "CodeBucketName",
                    inputs.text(what + "CodeBucket", "Bucket of the " + what + " functions' code", "[a-z0-9.-]{3,63}"));
            return new Jar(
                    bucket,
                    inputs.text(what + "CodeKey", "Key of the " + what + " functions' code", ".+\\.jar"),
                    inputs.text(what + "CodeVersion", "Version of that object", ".+"));
        }
    }

    /** What a function is. */
    record What(String type, Jar jar, int memory, Duration longest, int atOnce, Map<String, String> variables) {}

    Handler(Guarded guarded, Network network, String id, What what) {
        scope = guarded.scope();
        this.id = id;
        this.guarded = guarded;
        atOnce = what.atOnce();
        LogGroup log = LogGroup.Builder.create(scope, id + "Log")
                .encryptionKey(guarded.key())
                .retention(RetentionDays.ONE_YEAR)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        role = Allow.role(scope, id + "Role", "lambda.amazonaws.com");
        Allow.interfaces(role);
        Allow.interfacesNotFromCode(role);
        Allow.key(role, guarded.key().getKeyArn());
        Allow.to(role, List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(log.getLogGroupArn()));
        function = Function.Builder.create(scope, id)
                .runtime(Runtime.JAVA_17)
                .handler(what.type())
                .code(Code.fromBucketV2(
                        what.jar().bucket(),
                        what.jar().key(),
                        software.amazon.awscdk.services.lambda.BucketOptions.builder()
                                .objectVersion(what.jar().version())
                                .build()))
                .memorySize(what.memory())
                .ephemeralStorageSize(Size.mebibytes(1024))
                .timeout(what.longest())
                .reservedConcurrentExecutions(what.atOnce())
                .environment(what.variables())
                .environmentEncryption(guarded.key())
                .vpc(network.vpc())
                .vpcSubnets(network.subnets())
                .securityGroups(List.of(network.functions()))
                .role(role.withoutPolicyUpdates())
                .logGroup(log)
                .loggingFormat(LoggingFormat.TEXT)
                .build();
        function.getNode().addDependency(role);
    }

    Role role() {
        return role;
    }

    /** Has the function take the messages of a queue, and tell which of them failed. */
    Handler takes(Queue queue, int batch) {
        function.addEventSourceMapping(
                id + "Source",
                EventSourceMappingOptions.builder()
                        .eventSourceArn(queue.getQueueArn())
                        .batchSize(batch)
                        .reportBatchItemFailures(true)
                        // more would be turned away by the function's own limit, and each time count as an attempt
                        .maxConcurrency(atOnce)
                        .build());
        Allow.to(
                role,
                List.of(
                        "sqs:ReceiveMessage",
                        "sqs:DeleteMessage",
                        "sqs:ChangeMessageVisibility",
                        "sqs:GetQueueAttributes"),
                List.of(queue.getQueueArn()));
        return this;
    }

    /** Has the function take events; those that fail for good go to a dead-letter queue of its own. */
    Handler takes(EventPattern pattern) {
        Queue dead = guarded.deadLetters(id + "Dead");
        function.configureAsyncInvoke(software.amazon.awscdk.services.lambda.EventInvokeConfigOptions.builder()
                .retryAttempts(2)
                .maxEventAge(Duration.hours(6))
                .onFailure(new software.amazon.awscdk.services.lambda.destinations.SqsDestination(dead))
                .build());
        Allow.to(role, List.of("sqs:SendMessage"), List.of(dead.getQueueArn()));
        Rule.Builder.create(scope, id + "Rule")
                .eventPattern(pattern)
                .targets(List.of(LambdaFunction.Builder.create(function)
                        .deadLetterQueue(dead)
                        .retryAttempts(10)
                        .maxEventAge(Duration.hours(6))
                        .build()))
                .build();
        return this;
    }
}
