// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.kms.KmsClient;

class AwsClientsTest {
    private static final AwsClients.Service KMS = AwsClients.Service.of("KMS");

    private static KmsClient client(Map<String, String> environment) throws IOException {
        return AwsClients.prepare(KmsClient.builder(), KMS, environment).build();
    }

    @Test
    void shouldPreferTheAddressOfTheService() throws IOException {
        Map<String, String> both =
                Map.of("AWS_ENDPOINT_URL", "https://all:1", "AWS_ENDPOINT_URL_S3", "https://s3.example:2/base");

        assertThat(AwsClients.endpoint("S3", both)).contains(URI.create("https://s3.example:2/base"));
        assertThat(AwsClients.endpoint("KMS", both)).contains(URI.create("https://all:1"));
        assertThat(AwsClients.endpoint("KMS", Map.of())).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "localhost:9090", "//localhost", "ftp://localhost", "http:"})
    void shouldRefuseWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> client(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_KMS", address)))
                .isInstanceOf(IOException.class)
                .hasMessage("AWS_ENDPOINT_URL_KMS is not an address: " + address);
    }

    @Test
    void shouldTakeTheRegionFromTheEnvironment() throws IOException {
        assertThat(AwsClients.region(Map.of("AWS_REGION", "eu-west-1", "AWS_DEFAULT_REGION", "eu-west-2"))
                        .id())
                .isEqualTo("eu-west-1");
        assertThat(AwsClients.region(Map.of("AWS_DEFAULT_REGION", "eu-west-2")).id())
                .isEqualTo("eu-west-2");
    }

    @Test
    void shouldTakeCredentialsFromTheEnvironment() throws IOException {
        Map<String, String> keys =
                Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "key");
        Map<String, String> session = new java.util.HashMap<>(keys);
        session.put("AWS_SESSION_TOKEN", "token");

        assertThat(identity(keys).accessKeyId()).isEqualTo("id");
        assertThat(identity(keys)).isInstanceOf(AwsCredentials.class).isNotInstanceOf(AwsSessionCredentials.class);
        assertThat(((AwsSessionCredentials) identity(session)).sessionToken()).isEqualTo("token");
    }

    private static AwsCredentialsIdentity identity(Map<String, String> environment) throws IOException {
        try (KmsClient client = client(environment)) {
            return client.serviceClientConfiguration()
                    .credentialsProvider()
                    .resolveIdentity()
                    .join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1000", ""})
    void shouldRefuseWhatIsNoNumberOfAttempts(String attempts) {
        assertThatThrownBy(() -> client(Map.of("AWS_REGION", "eu-west-1", "AWS_MAX_ATTEMPTS", attempts)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AWS_MAX_ATTEMPTS is not a number of attempts");
    }
}
