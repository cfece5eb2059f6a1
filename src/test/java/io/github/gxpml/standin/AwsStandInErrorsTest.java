// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.aws.AwsClients;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.databrew.DataBrewClient;
import software.amazon.awssdk.services.databrew.model.DescribeJobRequest;
import software.amazon.awssdk.services.databrew.model.DescribeJobResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What goes wrong arrives as the SDK's own exceptions, protocol by protocol. */
class AwsStandInErrorsTest {
    private final StandInClock clock = new StandInClock();
    private final AwsStandIn aws = AwsStandIn.start(clock);

    /** One harmless call of each protocol. */
    private enum Protocol {
        JSON("CreateTrainingJob", "ThrottlingException", "ExpiredTokenException", "UnrecognizedClientException"),
        CBOR("DescribeStreamSummary", "ThrottlingException", "ExpiredTokenException", "UnrecognizedClientException"),
        REST("DescribeJob", "ThrottlingException", "ExpiredTokenException", "UnrecognizedClientException"),
        QUERY("GetCallerIdentity", "Throttling", "ExpiredToken", "InvalidClientTokenId"),
        EC2("DescribeVpcs", "RequestLimitExceeded", "RequestExpired", "");

        private final String operation;
        private final String throttled;
        private final String expired;
        private final String unknownKey;

        Protocol(String operation, String throttled, String expired, String unknownKey) {
            this.operation = operation;
            this.throttled = throttled;
            this.expired = expired;
            this.unknownKey = unknownKey;
        }

        private void call(Map<String, String> environment) {
            switch (this) {
                case JSON -> client(SageMakerClient.builder(), environment).createTrainingJob(AwsSamples.training());
                case CBOR -> client(KinesisClient.builder(), environment).describeStreamSummary(s -> s.streamName("s"));
                case REST -> client(DataBrewClient.builder(), environment).describeJob(j -> j.name("a b"));
                case QUERY -> client(StsClient.builder(), environment).getCallerIdentity();
                case EC2 -> client(Ec2Client.builder(), environment).describeVpcs();
            }
        }
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, Map<String, String> environment) {
        try {
            return AwsClients.prepare(builder, AwsClients.Service.of("ANY"), environment)
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void answer() {
        aws.on(
                CreateTrainingJobRequest.class,
                request -> CreateTrainingJobResponse.builder().build());
        aws.on(
                DescribeStreamSummaryRequest.class,
                request -> DescribeStreamSummaryResponse.builder().build());
        aws.on(
                DescribeJobRequest.class,
                request -> DescribeJobResponse.builder().build());
        aws.on(
                GetCallerIdentityRequest.class,
                request -> GetCallerIdentityResponse.builder().build());
        aws.on(
                DescribeVpcsRequest.class,
                request -> DescribeVpcsResponse.builder().build());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private Map<String, String> once() {
        return with("AWS_MAX_ATTEMPTS", "1");
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> variables = new HashMap<>(aws.environment());
        variables.put(name, value);
        return variables;
    }

    private static AwsServiceException refused(Protocol protocol, Map<String, String> environment) {
        return catchThrowableOfType(AwsServiceException.class, () -> protocol.call(environment));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldAskToComeBackLater(Protocol protocol) {
        aws.faults().throttle(protocol.operation, 3);
        AwsServiceException thrown = refused(protocol, once());
        assertThat(thrown.isThrottlingException()).isTrue();
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(protocol.throttled);
        protocol.call(aws.environment());
        assertThat(aws.calls(protocol.operation)).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldBreakOnceAndBeAskedAgain(Protocol protocol) {
        aws.faults().fail(protocol.operation, 1).loseAnswer(protocol.operation, 1);
        protocol.call(aws.environment());
        assertThat(aws.calls(protocol.operation)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldEndInTheMiddleOfTheAnswer(Protocol protocol) {
        aws.faults().cutBody(protocol.operation, 1);
        if (protocol == Protocol.QUERY || protocol == Protocol.EC2) {
            // the SDK does not ask again for XML that ends early
            assertThatThrownBy(() -> protocol.call(aws.environment())).isInstanceOf(SdkClientException.class);
        } else {
            protocol.call(aws.environment());
            assertThat(aws.calls(protocol.operation)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldDenyWithoutBeingAskedAgain(Protocol protocol) {
        aws.faults().deny(protocol.operation, Faults.ALWAYS);
        AwsServiceException thrown = refused(protocol, aws.environment());
        assertThat(thrown.awsErrorDetails().errorCode()).matches("AccessDenied(Exception)?|UnauthorizedOperation");
        assertThat(thrown.awsErrorDetails().errorMessage())
                .endsWith("is not authorized to perform: " + protocol.operation);
        assertThat(aws.calls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldRefuseTokensThatAreOver(Protocol protocol) {
        Map<String, String> first = aws.temporaryEnvironment();
        protocol.call(first);
        aws.expireTokens();
        assertThat(refused(protocol, first).awsErrorDetails().errorCode()).isEqualTo(protocol.expired);
        Map<String, String> second = aws.temporaryEnvironment();
        protocol.call(second);
        clock.advance(Duration.ofHours(2));
        assertThat(refused(protocol, second).awsErrorDetails().errorCode()).isEqualTo(protocol.expired);
        protocol.call(aws.environment());
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void shouldRefuseStrangersAndWrongSecrets(Protocol protocol) {
        AwsServiceException stranger = refused(protocol, with("AWS_ACCESS_KEY_ID", "AKIDOFNOBODY"));
        AwsServiceException guess = refused(protocol, with("AWS_SECRET_ACCESS_KEY", "guessed"));
        if (protocol == Protocol.EC2) {
            // EC2 answers with status 401, and the HTTP client of Java hides the body of that
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(guess.statusCode()).isEqualTo(401);
        } else {
            assertThat(stranger.awsErrorDetails().errorCode()).isEqualTo(protocol.unknownKey);
            assertThat(guess.awsErrorDetails().errorCode()).matches("InvalidSignatureException|SignatureDoesNotMatch");
        }
    }

    @Test
    void shouldRefuseWhatIsNotSigned() {
        SageMakerClient nobody =
                signedBy(builder -> builder.credentialsProvider(AnonymousCredentialsProvider.create()));
        assertThatThrownBy(() -> nobody.createTrainingJob(AwsSamples.training()))
                .isInstanceOf(SageMakerException.class)
                .hasMessageContaining("Request is missing Authentication Token");
    }

    private SageMakerClient signedBy(
            UnaryOperator<software.amazon.awssdk.services.sagemaker.SageMakerClientBuilder> as) {
        try {
            return as.apply(AwsClients.prepare(
                            SageMakerClient.builder(), AwsClients.Service.of("SAGEMAKER"), aws.environment()))
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldRefuseSignaturesOfAnotherTimeUntilTheClientHasSetItsClock() {
        aws.skew(Duration.ofMinutes(20));
        Protocol.JSON.call(aws.environment());
        assertThat(aws.calls()).hasSize(2);
        aws.skew(Duration.ofMinutes(-20));
        Protocol.JSON.call(aws.environment());
    }

    @Test
    void shouldRefuseRequestsWithoutRequiredMembersAtAnyDepth() {
        SageMakerClient sagemaker = client(SageMakerClient.builder(), aws.environment());
        assertThatThrownBy(() -> sagemaker.createTrainingJob(AwsSamples.training().toBuilder()
                        .outputDataConfig(o -> o.kmsKeyId("key"))
                        .build()))
                .isInstanceOfSatisfying(SageMakerException.class, thrown -> {
                    assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                    assertThat(thrown.awsErrorDetails().errorMessage()).contains("'OutputDataConfig.S3OutputPath'");
                });
        assertThatThrownBy(() -> client(IamClient.builder(), aws.environment())
                        .getRole(GetRoleRequest.builder().build()))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        thrown ->
                                assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
        aws.on(GetRoleRequest.class, request -> {
            throw new ServiceError(404, "NoSuchEntity", "there is no <role>");
        });
        assertThatThrownBy(() -> client(IamClient.builder(), aws.environment())
                        .getRole(GetRoleRequest.builder().build()))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        thrown ->
                                assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
        assertThatThrownBy(() -> client(IamClient.builder(), aws.environment()).getRole(r -> r.roleName("r")))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("there is no <role>");
    }

    @Test
    void shouldSayWhatHandlersSay() {
        aws.on(DescribeTrainingJobRequest.class, request -> {
            throw new ServiceError("ResourceNotFound", "Requested resource not found.");
        });
        assertThatThrownBy(() -> client(SageMakerClient.builder(), aws.environment())
                        .describeTrainingJob(r -> r.trainingJobName("none")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Requested resource not found.");
        aws.on(DescribeJobRequest.class, request -> {
            throw new ServiceError(404, "ResourceNotFoundException", "no job");
        });
        assertThatThrownBy(() -> Protocol.REST.call(aws.environment()))
                .isInstanceOf(software.amazon.awssdk.services.databrew.model.ResourceNotFoundException.class);
    }

    @Test
    void shouldNotKnowOperationsWithoutHandler() {
        assertThatThrownBy(() ->
                        client(SageMakerClient.builder(), aws.environment()).listModels())
                .isInstanceOfSatisfying(
                        SageMakerException.class,
                        thrown -> assertThat(thrown.awsErrorDetails().errorCode())
                                .isEqualTo("UnknownOperationException"));
        assertThatThrownBy(() ->
                        client(DataBrewClient.builder(), aws.environment()).listJobs(all -> {}))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        thrown -> assertThat(thrown.awsErrorDetails().errorCode())
                                .isEqualTo("UnknownOperationException"));
        assertThat(aws.calls("ListModels")).hasSize(1);
    }

    @Test
    void shouldTellTheTestThatItsHandlerBroke() {
        AwsStandIn other = AwsStandIn.start();
        other.on(GetCallerIdentityRequest.class, request -> {
            throw new IllegalStateException("of the test");
        });
        assertThatThrownBy(() -> Protocol.QUERY.call(other.environment())).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(other::close).isInstanceOf(AssertionError.class).hasRootCauseMessage("of the test");
    }
}
