// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:1", "https://s3.example.org"})
    void shouldTakeWhatNobodyElseCanRead(String address) throws IOException {
        assertThat(AwsClients.endpoint("S3", Map.of("AWS_ENDPOINT_URL_S3", address)))
                .hasToString("Optional[" + address + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1", "http://0.0.0.0", "http://no-such-host.invalid"})
    void shouldRefuseAnAddressWithoutEncryption(String address) {
        assertThatThrownBy(() -> AwsClients.endpoint("S3", Map.of("AWS_ENDPOINT_URL", address)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without encryption: begin it with https://");
    }

    @Test
    void shouldRefuseAJavaThatAgreesToOldProtocols() {
        assertThatCode(() -> Transport.check()).doesNotThrowAnyException();
        assertThatCode(() -> Transport.check("TLSv1.3", "TLSv1.2")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Transport.check("TLSv1.2", "TLSv1.1", "TLSv1"))
                .hasMessageStartingWith("this Java would agree to TLSv1.1 and TLSv1: ");
    }
}
