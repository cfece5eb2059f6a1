// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsSignerTest {
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    private final SomeKms kms = SomeKms.start();
    private KmsClient client;

    @BeforeEach
    void connect() {
        client = KmsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(kms.address())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void shouldWaitWhereKmsIsAskedTooOften() throws IOException {
        KmsSigner signer = KmsSigner.open(SomeKms.ARN, client);
        kms.refuses("ThrottlingException", 2);

        byte[] signature = signer.sign(MESSAGE);

        assertThat(VerifyingKey.ofPem(signer.publicKeyPem()).verifies(MESSAGE, signature))
                .isTrue();
        assertThat(kms.calls()).containsExactly("GetPublicKey", "Sign", "Sign", "Sign");
    }

    @Test
    void shouldGiveUpWithTheReason() throws IOException {
        KmsSigner signer = KmsSigner.open(SomeKms.ARN, client);

        kms.refuses("ThrottlingException", 100);
        assertThatThrownBy(() -> signer.sign(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ThrottlingException: told by the test - KMS was asked too often");
        kms.refuses("DisabledException", 1);
        assertThatThrownBy(() -> signer.sign(MESSAGE)).hasMessageContaining("enable the key, or name another");
        kms.refuses("AccessDeniedException", 1);
        assertThatThrownBy(() -> signer.sign(MESSAGE))
                .hasMessageContaining(
                        "KMS key " + SomeKms.ARN + " could not be used to sign: AccessDeniedException: told by the test"
                                + " - allow kms:GetPublicKey and kms:Sign on this key");
        kms.refuses("AccessDeniedException", 1);
        assertThatThrownBy(() -> KmsSigner.open(SomeKms.ARN, client))
                .hasMessageContaining("the public half of KMS key " + SomeKms.ARN + " could not be read");
    }

    @Test
    void shouldRefuseAnotherKindOfKeyAndAnswer() throws IOException {
        KmsSigner signer = KmsSigner.open(SomeKms.ARN, client);
        kms.lies();
        assertThatThrownBy(() -> signer.sign(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a signature of key " + SomeKms.ARN);
        kms.is("RSA_2048");
        assertThatThrownBy(() -> KmsSigner.open(SomeKms.ARN, client))
                .hasMessageContaining("is RSA_2048 for SIGN_VERIFY: make one with key spec ECC_NIST_P256");
    }

    @Test
    void shouldSayWhereToFindTheServiceInOneSentence() {
        assertThatThrownBy(() -> KmsSigner.open(SomeKms.ARN, Map.of("AWS_ENDPOINT_URL_KMS", "not an address")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AWS_ENDPOINT_URL_KMS is not an address");
    }
}
