// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.account.Account;
import io.github.gxpml.io.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key in KMS, also in a real one. What goes wrong is in {@link KmsSignerTest}. */
@Tag(Account.TAG)
class KmsSignerAccountTest {
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    private final Account account = Account.open();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void shouldSignWithAKeyThatStaysInKms() throws IOException {
        KmsSigner signer = KmsSigner.open(account.settings().signingKey(), account.environment());

        byte[] signature = signer.sign(MESSAGE);

        VerifyingKey key = VerifyingKey.ofPem(signer.publicKeyPem());
        assertThat(key.verifies(MESSAGE, signature)).isTrue();
        assertThat(key.verifies("another".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(signer.keyId()).isEqualTo(key.id());
    }
}
