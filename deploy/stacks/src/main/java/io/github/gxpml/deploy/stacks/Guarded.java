// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.RedriveAllowPolicy;
import software.amazon.awscdk.services.sqs.RedrivePermission;
import software.constructs.Construct;

/**
 * Makes what keeps or carries data: encrypted with the one key, over TLS alone, kept when a stack goes.
 *
 * @param scope the stack
 * @param key encrypts everything
 * @param alarms who is told of messages that failed for good
 */
record Guarded(Construct scope, IKey key, ITopic alarms) {
    private static final Duration LONGEST = Duration.days(14);

    /** Makes a queue for events that failed for good, and an alarm as soon as there is one in it. */
    Queue deadLetters(String id) {
        return deadLetters(
                id,
                RedriveAllowPolicy.builder()
                        .redrivePermission(RedrivePermission.DENY_ALL)
                        .build());
    }

    private Queue deadLetters(String id, RedriveAllowPolicy from) {
        Queue queue = Queue.Builder.create(scope, id)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .enforceSsl(true)
                .retentionPeriod(LONGEST)
                .redriveAllowPolicy(from)
                .build();
        alarm(
                id,
                "A message failed for good: look into the queue, mend the cause, send it again",
                queue.metricApproximateNumberOfMessagesVisible(),
                1);
        return queue;
    }

    /** Tells people by mail as soon as there is something for them in a queue. */
    void tell(String id, Queue queue) {
        alarm(
                id + "Waiting",
                "There is something to review: read the queue, and delete what is done",
                queue.metricApproximateNumberOfMessagesVisible(),
                1);
    }

    /** Tells people by mail if nobody takes the messages of a queue. */
    void tellIfOlder(String id, Queue queue, Duration age) {
        alarm(
                id + "Stuck",
                "Nobody takes the messages of this queue: see that its worker runs",
                queue.metricApproximateAgeOfOldestMessage(),
                age.toSeconds().intValue());
    }

    private void alarm(String id, String description, IMetric metric, int threshold) {
        Alarm.Builder.create(scope, id + "Alarm")
                .alarmDescription(description)
                .metric(metric)
                .threshold(threshold)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build()
                .addAlarmAction(new SnsAction(alarms));
    }

    /** Makes a queue with a dead-letter queue behind it, which takes messages of this one alone. */
    Queue queue(String id, Duration invisible, int attempts) {
        // by name, since each of the two must know the other
        String name = Aws.STACK_NAME + "-" + id;
        String arn = "arn:" + Aws.PARTITION + ":sqs:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":" + name;
        Queue dead = deadLetters(
                id + "Dead",
                RedriveAllowPolicy.builder()
                        .redrivePermission(RedrivePermission.BY_QUEUE)
                        .sourceQueues(List.of(Queue.fromQueueArn(scope, id + "ByName", arn)))
                        .build());
        return Queue.Builder.create(scope, id)
                .queueName(name)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .enforceSsl(true)
                .retentionPeriod(LONGEST)
                .visibilityTimeout(invisible)
                .redriveAllowPolicy(RedriveAllowPolicy.builder()
                        .redrivePermission(RedrivePermission.DENY_ALL)
                        .build())
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(dead)
                        .maxReceiveCount(attempts)
                        .build())
                .build();
    }

    /** Makes a table that can be set back to any second of the last 35 days. */
    Table table(String id, String partition, String sort, AttributeType sortType) {
        return Table.Builder.create(scope, id)
                .partitionKey(attribute(partition, AttributeType.STRING))
                .sortKey(attribute(sort, sortType))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.CUSTOMER_MANAGED)
                .encryptionKey(key)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    private static Attribute attribute(String name, AttributeType type) {
        return Attribute.builder().name(name).type(type).build();
    }

    /** Makes a bucket that keeps every version, and takes nothing that is encrypted otherwise. */
    Bucket bucket(String id, boolean locked) {
        Bucket bucket = Bucket.Builder.create(scope, id)
                .versioned(true)
                .objectLockEnabled(locked ? true : null)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        deny(
                bucket,
                "DenyOtherEncryption",
                Map.of(
                        "StringNotEqualsIfExists",
                        Map.of("s3:x-amz-server-side-encryption", "aws:kms"),
                        "Null",
                        Map.of("s3:x-amz-server-side-encryption", "false")));
        deny(
                bucket,
                "DenyOtherKeys",
                Map.of(
                        "StringNotEqualsIfExists",
                        Map.of("s3:x-amz-server-side-encryption-aws-kms-key-id", key.getKeyArn()),
                        "Null",
                        Map.of("s3:x-amz-server-side-encryption-aws-kms-key-id", "false")));
        return bucket;
    }

    private static void deny(Bucket bucket, String sid, Map<String, Map<String, String>> when) {
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid(sid)
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(bucket.arnForObjects("*")))
                .conditions(when)
                .build());
    }

    /** Makes a topic. */
    Topic topic(String id) {
        return Topic.Builder.create(scope, id).masterKey(key).enforceSsl(true).build();
    }
}
