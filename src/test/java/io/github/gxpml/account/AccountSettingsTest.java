// SPDX-License-Identifier: MIT
package io.github.gxpml.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSettingsTest {
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/one";

    private static Properties all() {
        var all = new Properties();
        all.setProperty(Account.KIND, Account.REAL);
        all.setProperty("gxp.aws.region", "eu-central-1");
        all.setProperty("gxp.aws.bucket", "gxp-tests");
        all.setProperty("gxp.aws.kmsKey", KEY);
        all.setProperty("gxp.aws.signingKey", KEY);
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"region", "bucket", "kmsKey", "signingKey"})
    void shouldNameWhatIsMissing(String name) {
        Properties given = all();
        given.remove("gxp.aws." + name);

        assertThatThrownBy(() -> Account.open(given, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("gxp.aws." + name + " is not set: give -Dgxp.aws." + name
                        + "=..., or write it into the file that -Dgxp.aws.account names");
    }

    @ParameterizedTest
    @CsvSource({
        "gxp.aws.buket, x, gxp.aws.buket is no setting: gxp.aws.account",
        "gxp.aws.kmsKey, alias/x, gxp.aws.kmsKey is not of the form arn",
        "gxp.aws.image, flc:latest, gxp.aws.image is not of the form",
        "gxp.aws.prefix, Ü, gxp.aws.prefix is not of the form",
        "gxp.aws.account, /no/such/file, 'gxp.aws.account names /no/such/file, which cannot be read'"
    })
    void shouldNameWhatIsWrong(String name, String value, String message) {
        Properties given = all();
        given.setProperty(name, value);

        assertThatThrownBy(() -> Account.open(given, Map.of())).hasMessageStartingWith(message);
    }

    @Test
    void shouldPreferWhatIsGivenToWhatIsInTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("account"), "gxp.aws.prefix=mine\ngxp.aws.bucket=other\n");
        Properties given = all();
        given.setProperty("gxp.aws.account", file.toString());

        try (Account account = Account.open(given, Map.of("AWS_PROFILE", "tester", "AWS_REGION", "us-east-1"))) {
            assertThat(account.settings().prefix()).isEqualTo("mine");
            assertThat(account.settings().bucket()).isEqualTo("gxp-tests");
            assertThat(account.environment())
                    .containsEntry("AWS_PROFILE", "tester")
                    .containsEntry("AWS_REGION", "eu-central-1");
        }
    }

    @Test
    void shouldStayOnThisMachineUnlessTheProfileSaysOtherwise() throws IOException {
        Properties given = all();
        given.remove(Account.KIND);
        Map<String, String> process = Map.of("AWS_ACCESS_KEY_ID", "AKIAREAL", "AWS_SECRET_ACCESS_KEY", "real");

        try (Account account = Account.open(given, process)) {
            assertThat(account.environment()).doesNotContainValue("AKIAREAL").doesNotContainValue("real");
            for (String service : List.of("S3", "DYNAMODB", "KMS", "SQS", "SNS", "SAGEMAKER", "STS")) {
                assertThat(AwsClients.endpoint(service, account.environment()).orElseThrow())
                        .hasHost("127.0.0.1");
            }
        }
    }
}
