// SPDX-License-Identifier: MIT
package io.github.gxpml.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The profile of the build, as a process of its own whose account is one that listens here. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AccountProfileTest {
    private static final String PROFILE = "/project/profiles/profile[id='aws-account']//configuration/";

    @TempDir
    private Path folder;

    @Test
    void shouldRunTheTestsOfTheTagInTheAccountThatItIsTold() throws Exception {
        try (var served = new ServedAccount()) {
            Path settings = Files.writeString(folder.resolve("account.properties"), text(served.settings()));

            String said = run(0, served.environment(), "-D" + AccountSettings.FILE + "=" + settings);

            assertThat(said).contains("0 tests failed").doesNotContain(" 0 tests successful");
            assertThat(served.aws.calls("Publish")).isNotEmpty();
            assertThat(served.aws.calls("PutEvents")).isNotEmpty();
            assertThat(served.aws.calls("PutMetricData")).isNotEmpty();
            assertThat(served.aws.calls("ReceiveMessage")).isNotEmpty();
            assertThat(served.aws.calls("CreateModelPackage")).isNotEmpty();
            assertThat(served.dynamo.calls()).contains("CreateTable", "TransactWriteItems", "DeleteTable");
            assertThat(served.s3.standIn().calls()).contains("PutObject", "CompleteMultipartUpload", "GetObject");
            assertThat(served.kms.calls()).contains("Sign");
            assertThat(served.objects()).as("everything was removed").isEmpty();
        }
    }

    @Test
    void shouldFailAndNameASettingThatIsMissing() throws Exception {
        String said = run(1, Map.of(), "-Dgxp.aws.region=eu-central-1");

        assertThat(said)
                .contains("gxp.aws.bucket is not set: give -Dgxp.aws.bucket=..., or write it into the file that"
                        + " -Dgxp.aws.account names")
                .contains(" 0 tests successful");
    }

    @Test
    void shouldTagEveryTestThatOpensAnAccount() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith("Test.java")).toList()) {
                String text = Files.readString(file);
                if (text.contains("Account.open();")) {
                    assertThat(text).as(file.toString()).contains("Account.TAG)");
                }
            }
        }
    }

    private static String text(AccountSettings settings) {
        return String.join(
                "\n",
                "gxp.aws.region=" + settings.region(),
                "gxp.aws.bucket=" + settings.bucket(),
                "gxp.aws.kmsKey=" + settings.kmsKey(),
                "gxp.aws.signingKey=" + settings.signingKey(),
                "gxp.aws.image=" + settings.image().orElseThrow());
    }

    private String run(int exit, Map<String, String> environment, String setting) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        var xpath = XPathFactory.newInstance().newXPath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + Account.KIND + "=" + xpath.evaluate(PROFILE + "systemPropertyVariables/" + Account.KIND, pom),
                setting,
                AccountProgram.class.getName(),
                xpath.evaluate(PROFILE + "groups", pom)));
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
            String said = Files.readString(log);
            assertThat(process.exitValue()).as(said).isEqualTo(exit);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
