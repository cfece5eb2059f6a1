// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.spec.AwsSpec;
import io.github.gxpml.standin.AwsStandIn;
import io.github.gxpml.standin.IssuedCredentials;
import io.github.gxpml.standin.ServiceError;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class AwsAccessTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/gxp-train";

    private final AwsStandIn aws = AwsStandIn.start();
    private final AtomicReference<AssumeRoleRequest> assumed = new AtomicReference<>();

    @BeforeEach
    void serve() {
        aws.on(AssumeRoleRequest.class, request -> {
            assumed.set(request);
            IssuedCredentials.Temporary fresh = aws.credentials().issue();
            return AssumeRoleResponse.builder()
                    .credentials(c -> c.accessKeyId(fresh.accessKeyId())
                            .secretAccessKey(fresh.secretAccessKey())
                            .sessionToken(fresh.sessionToken())
                            .expiration(Instant.now().plusSeconds(30)))
                    .build();
        });
        aws.on(
                PublishRequest.class,
                request -> PublishResponse.builder().messageId("1").build());
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void shouldWorkWithTheRoleOfTheStageAndRenewItsCredentials() throws IOException {
        try (SnsClient sns =
                access(Map.of("train", ROLE), Optional.empty()).client(SnsClient.builder(), "SNS", "train")) {
            publish(sns);
            aws.expireTokens(); // they would have ended in half a minute, which is when the SDK asks for new ones
            publish(sns);
        }

        assertThat(assumed.get().roleArn()).isEqualTo(ROLE);
        assertThat(assumed.get().roleSessionName()).isEqualTo("gxp-train-flc-mortality");
        assertThat(aws.calls("AssumeRole").size()).isGreaterThan(1);
        assertThat(aws.calls("Publish")).hasSize(2);
    }

    @Test
    void shouldWorkWithItsOwnIdentityWhereTheStageHasNoRole() throws IOException {
        try (SnsClient sns =
                access(Map.of("train", ROLE), Optional.empty()).client(SnsClient.builder(), "SNS", "register")) {
            publish(sns);
        }

        assertThat(aws.calls("AssumeRole")).isEmpty();
    }

    @Test
    void shouldNotFallBackToItsOwnIdentityWhereTheRoleIsRefused() throws IOException {
        aws.on(AssumeRoleRequest.class, request -> {
            throw new ServiceError("AccessDenied", "not you");
        });
        try (SnsClient sns =
                access(Map.of("train", ROLE), Optional.empty()).client(SnsClient.builder(), "SNS", "train")) {
            assertThatThrownBy(() -> publish(sns))
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("not you");
        }
        assertThat(aws.calls("Publish")).isEmpty();
    }

    @Test
    void shouldTakeTheRegionOfTheSpecBeforeThatOfTheEnvironment() {
        assertThat(access(Map.of(), Optional.of("eu-north-1")).environment()).containsEntry("AWS_REGION", "eu-north-1");
        assertThat(access(Map.of(), Optional.empty()).environment()).containsEntry("AWS_REGION", AwsStandIn.REGION);
    }

    private static void publish(SnsClient sns) {
        sns.publish(request ->
                request.topicArn("arn:aws:sns:eu-central-1:123456789012:gxp").message("m"));
    }

    private AwsAccess access(Map<String, String> roles, Optional<String> region) {
        var spec = new AwsSpec(
                region,
                roles,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new AwsAccess(new HashMap<>(aws.environment()), spec, "flc-mortality");
    }
}
