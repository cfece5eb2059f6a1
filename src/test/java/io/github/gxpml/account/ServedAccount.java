// SPDX-License-Identifier: MIT
package io.github.gxpml.account;

import io.github.gxpml.aws.AwsClients;
import io.github.gxpml.aws.SomeKms;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.SomeS3;
import io.github.gxpml.io.Json;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.DynamoStandIn;
import io.github.gxpml.standin.LineageStandIn;
import io.github.gxpml.standin.ModelRegistryStandIn;
import io.github.gxpml.standin.SqsStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.sagemaker.model.DeleteModelPackageGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteModelPackageGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.DeleteModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.DeleteModelPackageResponse;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesResponse;

/**
 * Every service of the tests of an account on this machine. It has one queue and one topic, which sends to the queue
 * what it is told, whatever they are called.
 */
final class ServedAccount implements AutoCloseable {
    private static final String BUCKET = "gxp-tests";
    private static final String ARN = ":" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":";

    final AwsStandIn aws = AwsStandIn.start();
    final SomeS3 s3 = new SomeS3(aws);
    final DynamoStandIn dynamo = DynamoStandIn.start(aws.credentials());
    final SomeKms kms = SomeKms.start();

    private final SqsStandIn queue = SqsStandIn.in(aws);

    ServedAccount() {
        s3.createVersioned(BUCKET);
        new ModelRegistryStandIn(aws);
        new LineageStandIn(aws);
        answerForTheQueue();
        answerForTheTopic();
        aws.on(
                        CreateEventBusRequest.class,
                        request -> CreateEventBusResponse.builder()
                                .eventBusArn("arn:aws:events" + ARN + "event-bus/" + request.name())
                                .build())
                .on(
                        PutEventsRequest.class,
                        request -> PutEventsResponse.builder()
                                .failedEntryCount(0)
                                .entries(PutEventsResultEntry.builder()
                                        .eventId("e-1")
                                        .build())
                                .build())
                .on(
                        DeleteEventBusRequest.class,
                        request -> DeleteEventBusResponse.builder().build())
                .on(
                        PutMetricDataRequest.class,
                        request -> PutMetricDataResponse.builder().build())
                .on(
                        DeleteModelPackageRequest.class,
                        request -> DeleteModelPackageResponse.builder().build())
                .on(
                        DeleteModelPackageGroupRequest.class,
                        request -> DeleteModelPackageGroupResponse.builder().build());
    }

    private void answerForTheQueue() {
        aws.on(
                        CreateQueueRequest.class,
                        request -> CreateQueueResponse.builder()
                                .queueUrl(queue.url())
                                .build())
                .on(
                        SetQueueAttributesRequest.class,
                        request -> SetQueueAttributesResponse.builder().build())
                .on(
                        SendMessageRequest.class,
                        request -> SendMessageResponse.builder()
                                .messageId(queue.send(request.messageBody()))
                                .md5OfMessageBody(SqsStandIn.md5(request.messageBody()))
                                .build())
                .on(
                        DeleteQueueRequest.class,
                        request -> DeleteQueueResponse.builder().build());
    }

    private void answerForTheTopic() {
        aws.on(
                        CreateTopicRequest.class,
                        request -> CreateTopicResponse.builder()
                                .topicArn("arn:aws:sns" + ARN + request.name())
                                .build())
                .on(
                        SubscribeRequest.class,
                        request -> SubscribeResponse.builder()
                                .subscriptionArn(request.topicArn() + ":one")
                                .build())
                .on(
                        PublishRequest.class,
                        request -> PublishResponse.builder()
                                .messageId(queue.send(forQueues(request.message())))
                                .build())
                .on(
                        DeleteTopicRequest.class,
                        request -> DeleteTopicResponse.builder().build());
    }

    private static String forQueues(String message) {
        try {
            return Json.foreign(message.getBytes(StandardCharsets.UTF_8))
                    .path("sqs")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AccountSettings settings() {
        return new AccountSettings(
                AwsStandIn.REGION,
                BUCKET,
                "arn:aws:kms" + ARN + "key/of-objects",
                SomeKms.ARN,
                "gxp-test",
                Optional.empty(),
                Optional.of(AwsStandIn.ACCOUNT + ".dkr.ecr." + AwsStandIn.REGION + ".amazonaws.com/flc@sha256:"
                        + "0".repeat(64)));
    }

    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(s3.environment());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.address().toString());
        variables.put("AWS_ENDPOINT_URL_KMS", kms.address().toString());
        return Map.copyOf(variables);
    }

    /** Returns the keys of all versions of objects in the bucket. */
    List<String> objects() {
        try (S3Client client = AwsClients.prepare(
                        S3Objects.builder(environment()), AwsClients.Service.of("S3"), environment())
                .build()) {
            return client.listObjectVersions(request -> request.bucket(BUCKET)).versions().stream()
                    .map(ObjectVersion::key)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kms.close();
        dynamo.close();
        s3.standIn().close();
        aws.close();
    }
}
