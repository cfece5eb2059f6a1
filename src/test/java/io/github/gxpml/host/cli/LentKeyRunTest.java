// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are sealed with a key that the host of the stage lends. */
class LentKeyRunTest {
    private static final String PASSWORD = "Xq7-a-long-password";
    private static final String EC = "EC -groupname secp256r1 -ext KeyUsage=digitalSignature";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @TempDir
    Path vault;

    @BeforeEach
    void keep() throws IOException, InterruptedException {
        key("host", "host.p12", EC);
        keytool("-exportcert -rfc -alias host -file root.pem -keystore host.p12");
    }

    @Test
    void shouldSealAndKeepThePasswordToItself() throws Exception {
        Project project = Project.withCommand(folder, "env; env >&2; cat /proc/$PPID/cmdline; exit 1\n");
        Path out = vault.resolve("out.txt");
        Process run = start(project, out, "run", "--verbose");

        assertThat(run.waitFor()).isEqualTo(ExitCode.ERROR);

        assertThat(Files.readString(out))
                .contains("HOME=")
                .doesNotContain(PASSWORD)
                .doesNotContain("GXP_KEY_PASSWORD=")
                .doesNotContain("GXP_SIGNING_KEYSTORE=");
        assertNowhere(project);
        assertSealedByHost(project);
    }

    @Test
    void shouldBeAKeyForARegulatedRiskClass() throws IOException {
        Project project = regulated();

        Cli.Outcome without = new Cli(home).run("train", project.spec());
        Cli.Outcome with = lent("host.p12").run("train", project.spec());

        assertThat(without.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("GXP_SIGNING_KEYSTORE");
        assertThat(with.exit()).as(with.out() + with.err()).isZero();
        assertSealedByHost(project);
        assertThat(home.resolve("keys/signing.pem")).doesNotExist();
    }

    @Test
    void shouldLetTheSpecNameAnotherKey() throws Exception {
        key("spec", "spec.p12", EC);
        Files.copy(vault.resolve("spec.p12"), folder.resolve("spec.p12"));
        keytool("-exportcert -rfc -alias spec -file spec.pem -keystore spec.p12");
        Project project = Project.of(folder)
                .edit(
                        "gxp.yaml",
                        text -> text.replaceFirst("(?m)^evidence:\n", "evidence:\n  signing: {keystore: spec.p12}\n"));

        Cli.Outcome run = lent("nowhere.p12").run("train", project.spec());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(verify(project, "spec.pem").exit()).isZero();
        assertThat(verify(project, "root.pem").exit()).isNotZero();
    }

    @Test
    void shouldTakeTheKeyThatTheAliasNames() throws Exception {
        key("other", "host.p12", EC);
        Project project = Project.of(folder);

        assertRefused(lent("host.p12"), project, ExitCode.ERROR, "it holds 2 keys: name one by its alias");
        assertRefused(
                lent("host.p12").with(SealingKey.ALIAS, "third"),
                project,
                ExitCode.ERROR,
                "there is no key with the alias third");
        Cli.Outcome run = lent("host.p12").with(SealingKey.ALIAS, "host").run("train", project.spec());
        assertThat(run.exit()).as(run.err()).isZero();
        assertSealedByHost(project);
    }

    @Test
    void shouldRefuseWhatIsNoKeyToSealWith() throws Exception {
        Project project = Project.of(folder);
        key("rsa", "rsa.p12", "RSA");
        key("large", "large.p12", "EC -groupname secp384r1");
        keytool("-genseckey -alias secret -keyalg AES -keysize 256 -keystore secret.p12");
        Files.writeString(vault.resolve("text.p12"), "no keystore");

        assertRefused(lent("rsa.p12"), project, ExitCode.ERROR, "rsa.p12");
        assertRefused(lent("large.p12"), project, ExitCode.ERROR, "large.p12");
        assertRefused(lent("secret.p12"), project, ExitCode.ERROR, "is not a private key with its certificate");
        assertRefused(lent("text.p12"), project, ExitCode.ERROR, "text.p12");
        assertRefused(lent("nowhere.p12"), project, ExitCode.USAGE, "nowhere.p12, which is not there");
        assertRefused(lent("."), project, ExitCode.USAGE, "is no file");
        assertRefused(
                lent("host.p12").with("GXP_KEY_PASSWORD", "Wrong-one"),
                project,
                ExitCode.ERROR,
                "the password is wrong");
        assertRefused(
                lent("host.p12").with("GXP_KEY_PASSWORD", ""),
                project,
                ExitCode.ERROR,
                "set the variable GXP_KEY_PASSWORD");
        assertRefused(
                new Cli(home).with(SealingKey.ALIAS, "host"), project, ExitCode.USAGE, "GXP_SIGNING_KEYSTORE is not");
    }

    private static void assertRefused(Cli cli, Project project, int exit, String named) {
        Cli.Outcome run = cli.run("run", project.spec());

        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(run.err())
                .contains(named)
                .contains("GXP_SIGNING_KEYSTORE")
                .doesNotContain("internal error")
                .doesNotContain("Wrong-one")
                .doesNotContain(PASSWORD);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(project.bundles()).isEmpty();
    }

    private Project regulated() {
        return Project.of(folder)
                .write(
                        "test.sh",
                        "echo '<testsuite><testcase name=\"a [reproducibility]\" classname=\"b\"/></testsuite>' > result.xml\n")
                .edit(
                        "gxp.yaml",
                        text -> text.replace("riskClass: research", "riskClass: moderate")
                                .replaceFirst(
                                        "(?m)^reproducibility:\n",
                                        "reproducibility:\n  unitTests: {command: [sh, test.sh], junit: result.xml,"
                                                + " minimum: 1}\n")
                                .replaceAll(
                                        "  approvals: \\[\\].*",
                                        "  approvals: [{role: quality, count: 1}, {role: business, count: 1}]"));
    }

    /** Looks for the password in everything that the run has left behind. */
    private void assertNowhere(Project project) throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(folder), Files.walk(home))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD);
            }
        }
        try (var zip = new ZipFile(project.bundle(1).toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1))
                        .as(entry.getName())
                        .doesNotContain(PASSWORD);
            }
        }
    }

    private void assertSealedByHost(Project project) {
        Cli.Outcome verify = verify(project, "root.pem");
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
        assertThat(new Cli(home).run("verify", project.bundle(1).toString()).exit())
                .isNotZero();
    }

    private Cli.Outcome verify(Project project, String root) {
        return new Cli(home)
                .run(
                        "verify",
                        project.bundle(1).toString(),
                        "--trust-root",
                        vault.resolve(root).toString());
    }

    private Process start(Project project, Path out, String... call) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Gxp.class.getName()));
        command.addAll(List.of(call));
        command.add(project.spec());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("GXP_HOME", home.toString());
        builder.environment().put("GXP_KEY_PASSWORD", PASSWORD);
        builder.environment()
                .put("GXP_SIGNING_KEYSTORE", vault.resolve("host.p12").toString());
        return builder.start();
    }

    private void key(String alias, String store, String kind) throws IOException, InterruptedException {
        keytool("-genkeypair -alias " + alias + " -dname CN=" + alias + " -keystore " + store + " -keyalg " + kind);
    }

    private void keytool(String arguments) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        call.addAll(List.of(arguments.split(" ")));
        call.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
        Process process = new ProcessBuilder(call)
                .directory(vault.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private Cli lent(String store) {
        return new Cli(home)
                .with(SealingKey.KEYSTORE, vault.resolve(store).toString())
                .with("GXP_KEY_PASSWORD", PASSWORD);
    }
}
