// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.KmsSigner;
import io.github.gxpml.aws.SomeKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that are sealed with keys other than the machine's own, and approved with keystores of people. */
class SigningKeyRunTest {
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "id", "aws.secretAccessKey", "key");
    private static final String PASSWORD = "a long password";
    private static final String JANE = "Jane Roe <jane@example.org>";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @BeforeEach
    void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterEach
    void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @Test
    void shouldSealWithAKeyThatNeverLeavesKms() throws IOException {
        try (SomeKms kms = SomeKms.start()) {
            Map<String, String> environment =
                    Map.of("AWS_ENDPOINT_URL_KMS", kms.address().toString());
            Path key = Files.writeString(
                    folder.resolve("kms.pem"),
                    KmsSigner.open(SomeKms.ARN, environment).publicKeyPem());
            Project project = signedBy("kms: \"" + SomeKms.ARN + "\"");

            Cli.Outcome run =
                    cli().with("AWS_ENDPOINT_URL_KMS", kms.address().toString()).run("run", project.spec());

            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            String bundle = project.bundle(1).toString();
            Cli.Outcome trusted = cli().run("verify", bundle, "--key", key.toString());
            assertThat(trusted.exit()).as(trusted.out() + trusted.err()).isZero();
            Cli.Outcome untrusted = new Cli(folder.resolve("nobody")).run("verify", bundle);
            assertThat(untrusted.exit()).isNotZero();
        }
    }

    @Test
    void shouldSayThatKmsIsOutOfReach() throws IOException {
        Project project = signedBy("kms: \"" + SomeKms.ARN + "\"");

        Cli.Outcome run =
                cli().with("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:1").run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains(SomeKms.ARN).doesNotContain("\tat ");
    }

    @Test
    void shouldSealWithAKeystoreWhoseCertificateLeadsToARoot() throws Exception {
        Project project = signedBy("keystore: release.p12");
        keytool("-genkeypair", "-alias", "release", "-dname", "CN=Release", "-keystore", "release.p12");
        keytool("-exportcert", "-rfc", "-alias", "release", "-file", "root.pem", "-keystore", "release.p12");

        Cli.Outcome run = cli().run("run", project.spec());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        String bundle = project.bundle(1).toString();
        Cli other = new Cli(folder.resolve("nobody"));
        Cli.Outcome trusted = other.run(
                "verify", bundle, "--trust-root", folder.resolve("root.pem").toString());
        assertThat(trusted.exit()).as(trusted.out() + trusted.err()).isZero();
        assertThat(other.run("verify", bundle).exit()).isNotZero();
    }

    @Test
    void shouldNotSealWithAWrongPassword() throws Exception {
        Project project = signedBy("keystore: release.p12");
        keytool("-genkeypair", "-alias", "release", "-dname", "CN=Release", "-keystore", "release.p12");

        Cli.Outcome run = cli().with("GXP_KEY_PASSWORD", "wrong").run("run", project.spec());

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(run.err()).contains("release.p12").doesNotContain("wrong\"");
        assertThat(project.bundles()).isEmpty();
    }

    @Test
    void shouldTakeTheSignatureOfAKeystoreUnderTheBundleThatWasSeen() throws Exception {
        Project project = pending();
        keytool("-genkeypair", "-alias", "jane", "-dname", "CN=Jane Roe", "-keystore", "jane.p12");
        Path seen = Files.copy(project.bundle(1), folder.resolve("seen.zip"));

        Cli.Outcome meaning = approve(project, "--meaning", "maybe");
        assertThat(meaning.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(meaning.err()).contains("`maybe` is no meaning of a signature");
        Cli.Outcome other = approve(project, "--bundle", project.spec());
        assertThat(other.exit()).isNotZero();
        assertThat(other.err()).contains("gxp.yaml");

        Cli.Outcome unknown = approve(project, "--bundle", seen.toString());
        assertThat(unknown.exit()).isEqualTo(ExitCode.ERROR);
        assertThat(unknown.err()).contains("of CN=Jane Roe, which is not trusted here");

        Path roots = Files.createDirectories(home.resolve("trusted/roots"));
        keytool("-exportcert", "-rfc", "-alias", "jane", "-file", roots + "/jane.pem", "-keystore", "jane.p12");
        Cli.Outcome signed = approve(project, "--bundle", seen.toString(), "--meaning", "reviewed");

        assertThat(signed.exit()).as(signed.out() + signed.err()).isZero();
        assertThat(project.read(1, "attestations/approval-1.dsse.json")).isNotEmpty();
        Cli.Outcome verify = cli().run("verify", project.bundle(1).toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private Cli.Outcome approve(Project project, String... more) {
        List<String> call = new ArrayList<>(List.of("approve", project.spec()));
        call.addAll(List.of("--as", JANE, "--role", "quality", "--reason", "the report is convincing"));
        call.addAll(List.of("--keystore", folder.resolve("jane.p12").toString()));
        call.addAll(List.of(more));
        return cli().run(call.toArray(String[]::new));
    }

    private Project pending() {
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceAll(
                                "  approvals: \\[\\].*",
                                "  approvals: [{role: quality, count: 1, meaning: reviewed}]"));
        Cli.Outcome run = cli().run("run", project.spec());
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
        return project;
    }

    private Project signedBy(String holder) {
        return Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceFirst("(?m)^evidence:\n", "evidence:\n  signing: {" + holder + "}\n"));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        call.addAll(List.of(arguments));
        call.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
        if (List.of(arguments).contains("-genkeypair")) {
            call.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-ext", "KeyUsage=digitalSignature"));
        }
        Process process = new ProcessBuilder(call)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private Cli cli() {
        return new Cli(home).with("GXP_KEY_PASSWORD", PASSWORD).with("GXP_APPROVER_PASSWORD", PASSWORD);
    }
}
