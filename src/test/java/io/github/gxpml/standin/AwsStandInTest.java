// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.databrew.DataBrewClient;
import software.amazon.awssdk.services.databrew.model.DescribeJobRunRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.CreateTrialComponentRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrialComponentResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentParameterValue;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What goes in as the SDK's own object comes out as an equal one on the other side, protocol by protocol. */
@SuppressWarnings("unchecked") // the varargs of the SDK's builders
class AwsStandInTest {
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.125Z");

    private final AwsStandIn aws = AwsStandIn.start();

    @AfterEach
    void stop() {
        aws.close();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        try {
            return AwsClients.prepare(builder, AwsClients.Service.of("ANY"), aws.environment())
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a request, and expects that it and the answer arrive as they were sent. */
    private <I extends AwsRequest, O extends AwsResponse> void shouldTravel(I request, O answer, Function<I, O> call) {
        List<I> arrived = new ArrayList<>();
        aws.on((Class<I>) request.getClass(), one -> {
            arrived.add(one);
            return answer;
        });
        assertThat(call.apply(request)).matches(answer::equalsBySdkFields, "equal to " + answer);
        assertThat(arrived).containsExactly(request);
    }

    @Test
    void shouldSpeakAwsJson() {
        SageMakerClient sagemaker = client(SageMakerClient.builder());
        CreateTrainingJobRequest request = AwsSamples.training();
        shouldTravel(
                request,
                CreateTrainingJobResponse.builder()
                        .trainingJobArn("arn:aws:sagemaker:eu-central-1:111122223333:training-job/one")
                        .build(),
                sagemaker::createTrainingJob);
        shouldTravel(
                DescribeTrainingJobRequest.builder().trainingJobName("one").build(),
                AwsSamples.trained(TIME),
                sagemaker::describeTrainingJob);
        assertThat(aws.calls())
                .extracting(RecordedCall::operation)
                .containsExactly("CreateTrainingJob", "DescribeTrainingJob");
        assertThat(aws.calls("CreateTrainingJob")
                        .get(0)
                        .body()
                        .at("/HyperParameters/eta")
                        .asText())
                .isEqualTo("0.1");
    }

    @Test
    void shouldCarryUnions() {
        shouldTravel(
                CreateTrialComponentRequest.builder()
                        .trialComponentName("c")
                        .startTime(TIME)
                        .parameters(Map.of(
                                "eta", TrialComponentParameterValue.fromNumberValue(0.1),
                                "kind", TrialComponentParameterValue.fromStringValue("tree")))
                        .build(),
                CreateTrialComponentResponse.builder().trialComponentArn("arn").build(),
                client(SageMakerClient.builder())::createTrialComponent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"TrainingJobName\": \"one\", \"Unheard\": 1}",
                "{\"ResourceConfig\": {\"Unheard\": 1}}",
                "{\"TrainingJobName\": 1}",
                "{\"HyperParameters\": []}",
                "{\"EnableNetworkIsolation\": \"true\"}",
                "{\"ResourceConfig\": {\"InstanceCount\": 1.5}}",
                "{\"TrainingJobName\": "
            })
    void shouldRefuseWhatTheModelDoesNotKnow(String body) {
        var operation = AwsOperation.of(CreateTrainingJobRequest.class, one -> null);
        var request = new HttpWire.Request("POST", "/", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new AwsJson("application/x-amz-json-1.1").read(request, operation))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        thrown -> assertThat(thrown.inJson().type()).isEqualTo("SerializationException"));
    }

    @Test
    void shouldRefuseParametersThatTheOperationDoesNotHave() {
        var operation = AwsOperation.of(PublishRequest.class, one -> null);
        var request = new HttpWire.Request(
                "POST", "/", Map.of(), "Action=Publish&Message=m&Unheard=1".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new AwsQuery(false).read(request, operation))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Unheard");
    }

    @Test
    void shouldSpeakAwsJsonOfQueues() {
        SqsClient sqs = client(SqsClient.builder());
        shouldTravel(
                SendMessageRequest.builder()
                        .queueUrl("https://sqs.example/q")
                        .messageBody("{\"é\": 1}")
                        .messageAttributes(Map.of(
                                "bytes",
                                software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))
                                        .build()))
                        .build(),
                SendMessageResponse.builder()
                        .messageId("one")
                        .md5OfMessageBody("c1aaacb30b3491a928bb1095e57e93a2") // the SDK checks both
                        .md5OfMessageAttributes("eb77fcbb05e6f76a121bb33271ff49b2")
                        .build(),
                sqs::sendMessage);
        shouldTravel(
                ReceiveMessageRequest.builder()
                        .queueUrl("https://sqs.example/q")
                        .build(),
                ReceiveMessageResponse.builder()
                        .messages(m -> m.messageId("1")
                                .body("text")
                                .md5OfBody("1cb251ec0d568de6a929b520c4aed8d1")
                                .attributesWithStrings(Map.of("SentTimestamp", "5")))
                        .build(),
                sqs::receiveMessage);
    }

    @Test
    void shouldSpeakCbor() {
        KinesisClient kinesis = client(KinesisClient.builder());
        shouldTravel(
                PutRecordsRequest.builder()
                        .streamName("s")
                        .records(r -> r.partitionKey("k").data(SdkBytes.fromByteArray(new byte[] {1, 0, -3})))
                        .build(),
                PutRecordsResponse.builder()
                        .failedRecordCount(100)
                        .records(r -> r.sequenceNumber("1").shardId("shard"))
                        .build(),
                kinesis::putRecords);
        shouldTravel(
                GetRecordsRequest.builder().shardIterator("i").limit(1000).build(),
                GetRecordsResponse.builder()
                        .records(r -> r.sequenceNumber("1")
                                .partitionKey("k")
                                .data(SdkBytes.fromUtf8String("text"))
                                .approximateArrivalTimestamp(TIME))
                        .millisBehindLatest(5_000_000_000L)
                        .build(),
                kinesis::getRecords);
    }

    @Test
    void shouldSpeakRestJson() {
        shouldTravel(
                DescribeJobRunRequest.builder().name("a job/1+2").runId("db_é").build(),
                AwsSamples.profiled(TIME),
                client(DataBrewClient.builder())::describeJobRun);
        assertThat(aws.calls("DescribeJobRun").get(0).body().path("Name").asText())
                .isEqualTo("a job/1+2");
        shouldTravel(
                SendEmailRequest.builder()
                        .fromEmailAddress("gxp@example.org")
                        .destination(d -> d.toAddresses("qa@example.org", "it@example.org"))
                        .content(c -> c.simple(s -> s.subject(t -> t.data("Drift"))
                                .body(b -> b.text(t -> t.data("See <b>&</b>").charset("UTF-8")))))
                        .build(),
                SendEmailResponse.builder().messageId("m").build(),
                client(SesV2Client.builder())::sendEmail);
    }

    @Test
    void shouldSpeakRestJsonWithBytesAndHeaders() {
        shouldTravel(
                InvokeEndpointRequest.builder()
                        .endpointName("scores")
                        .contentType("text/csv")
                        .accept("application/json")
                        .targetVariant("blue")
                        .body(SdkBytes.fromByteArray(new byte[] {-1, 0, 1}))
                        .build(),
                InvokeEndpointResponse.builder()
                        .contentType("application/json")
                        .invokedProductionVariant("blue")
                        .body(SdkBytes.fromUtf8String("[0.25]"))
                        .build(),
                client(SageMakerRuntimeClient.builder())::invokeEndpoint);
    }

    @Test
    void shouldSpeakQuery() {
        shouldTravel(
                PublishRequest.builder()
                        .topicArn("arn:aws:sns:eu-central-1:111122223333:t")
                        .message("a & b < c\r\nd")
                        .messageAttributes(Map.of(
                                "kind",
                                software.amazon.awssdk.services.sns.model.MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("drift")
                                        .build()))
                        .build(),
                PublishResponse.builder().messageId("a & b < c").build(),
                client(SnsClient.builder())::publish);
        shouldTravel(
                PutMetricDataRequest.builder()
                        .namespace("gxp")
                        .metricData(m -> m.metricName("auc")
                                .value(0.5)
                                .timestamp(TIME)
                                .dimensions(d -> d.name("model").value("m")))
                        .build(),
                PutMetricDataResponse.builder().build(),
                client(CloudWatchClient.builder())::putMetricData);
        shouldTravel(
                SimulatePrincipalPolicyRequest.builder()
                        .policySourceArn("arn:aws:iam::111122223333:role/r")
                        .actionNames("s3:GetObject", "s3:PutObject")
                        .contextEntries(c -> c.contextKeyName("aws:username").contextKeyValues("x", "y"))
                        .build(),
                SimulatePrincipalPolicyResponse.builder()
                        .isTruncated(false)
                        .evaluationResults(
                                r -> r.evalActionName("s3:GetObject").evalDecision("allowed"),
                                r -> r.evalActionName("s3:PutObject")
                                        .evalDecision("implicitDeny")
                                        .missingContextValues("a", "b")
                                        .evalDecisionDetails(Map.of()))
                        .build(),
                client(IamClient.builder())::simulatePrincipalPolicy);
    }

    @Test
    void shouldSpeakQueryToKnowWhoCalls() {
        StsClient sts = client(StsClient.builder());
        shouldTravel(
                GetCallerIdentityRequest.builder().build(),
                GetCallerIdentityResponse.builder()
                        .account(AwsStandIn.ACCOUNT)
                        .arn("arn")
                        .userId("u")
                        .build(),
                sts::getCallerIdentity);
        shouldTravel(
                AssumeRoleRequest.builder()
                        .roleArn("arn")
                        .roleSessionName("s")
                        .durationSeconds(900)
                        .build(),
                AssumeRoleResponse.builder()
                        .credentials(c -> c.accessKeyId("a")
                                .secretAccessKey("s")
                                .sessionToken("t")
                                .expiration(TIME))
                        .build(),
                sts::assumeRole);
    }

    @Test
    void shouldSpeakQueryOfEc2() {
        IpPermission open = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(22)
                .toPort(22)
                .ipRanges(r -> r.cidrIp("0.0.0.0/0").description("all"), r -> r.cidrIp("10.0.0.0/8"))
                .userIdGroupPairs(g -> g.groupId("sg-2").userId(AwsStandIn.ACCOUNT))
                .build();
        shouldTravel(
                DescribeSecurityGroupsRequest.builder()
                        .groupIds("sg-1", "sg-3")
                        .filters(f -> f.name("vpc-id").values("vpc-1", "vpc-2"))
                        .build(),
                DescribeSecurityGroupsResponse.builder()
                        .securityGroups(g -> g.groupId("sg-1")
                                .ipPermissions(open)
                                .tags(t -> t.key("k").value("v")))
                        .build(),
                client(Ec2Client.builder())::describeSecurityGroups);
    }
}
