// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.gxpml.evidence.AttackFixture;
import io.github.gxpml.evidence.SomeCa;
import io.github.gxpml.evidence.SomeTimeStampAuthority;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/verify.md on a real bundle, and on the same bundle spoiled. */
class VerifyDocsTest {
    private static final Path PAGE = Path.of("docs/verify.md");
    private static final Pattern BLOCK = Pattern.compile("(?m)^## ([0-9])\\.|^```sh\\n((?s:.*?))^```$");
    private static final List<String> PROGRAMS = List.of("bash", "unzip", "sha256sum", "openssl", "jq", "python3");
    private static final SomeCa ROOT = SomeCa.root("Example Root");
    private static final SomeCa ISSUING = ROOT.below("Example Issuing");
    private static final SomeCa TIME = SomeCa.root("Time Root");

    @TempDir
    static Path shared;

    /** One block of commands, and the section that it stands in. */
    private record Block(String section, String commands) {}

    /** What a spoiler does in front of which section, which must then fail. */
    private static final Map<String, List<String>> ATTACKS = Map.of(
            "1",
                    List.of(
                            "echo better >> data/report.html",
                            "echo more > data/more.txt",
                            "rm data/audit.jsonl",
                            "echo 'Bagging-Date: 2020-01-01' >> bag-info.txt"),
            "2",
                    List.of(
                            "sed -i '1s/^[0-7]/f/;t;1s/^./0/' manifest-sha256.txt",
                            "cp ../jane.pub.pem ../signer.pub.pem",
                            "jq '.payload |= (@base64d | sub(\"\\\"run\\\":1\"; \"\\\"run\\\":2\") | @base64)' seal.dsse.json > x;"
                                    + " mv x seal.dsse.json",
                            "cp seal.sig x; tr 'A-Y' 'B-Z' < x > seal.sig; rm x"),
            "3", List.of("cp ../tsa-root.pem ../root.pem", "cp ../jane.pub.pem ../signer.pub.pem"),
            "4", List.of("rm seal.tsr", "cp ../root.pem ../tsa-root.pem", "printf x >> ../seal.der"),
            "5",
                    List.of(
                            "sed -i '$d' data/audit.jsonl",
                            "sed -i '3d' data/audit.jsonl",
                            "sed -i '2{h;d};3{G}' data/audit.jsonl",
                            "sed -i '2s/Ann/Bob/' data/audit.jsonl",
                            "truncate -s -3 data/audit.jsonl"),
            "6",
                    List.of(
                            "cp ../signer.pub.pem ../jane.pub.pem",
                            "echo x >> data/seen/4/report.html data/seen/5/report.html 2>/dev/null ||"
                                    + " for f in data/seen/*/report.html; do echo x >> $f; done",
                            "for f in data/seen/*/verdicts.json; do jq '.gates[0].verdict = \"FAIL\"' $f > x; mv x $f; done",
                            "jq '.gates[0].metric.value = 7' data/verdicts.json > x; mv x data/verdicts.json"),
            "7",
                    List.of(
                            "cp ../jane.pub.pem ../signer.pub.pem",
                            "cp data/attestations/provenance.dsse.json data/attestations/test-result.dsse.json;"
                                    + " rm data/attestations/provenance.dsse.json",
                            "sed -i 's/\"sha256\" : \"./\"sha256\" : \"x/' data/lineage.json"),
            "8",
                    List.of(
                            "jq '(.gates[] | select(.gate.metric == \"brier\") | .verdict) = \"FAIL\"' data/verdicts.json > x;"
                                    + " mv x data/verdicts.json",
                            "jq '(.gates[] | select(.gate.metric == \"recall\") | .gate.min) = 0.99' data/verdicts.json > x;"
                                    + " mv x data/verdicts.json"));

    @Test
    void shouldHoldForARealBundleAndForNoSpoiledOne() throws Exception {
        for (String program : PROGRAMS) {
            assumeThat(onPath(program)).as(program + " is not on this machine").isTrue();
        }
        Path good = createBundle();
        List<Block> blocks = blocks();
        assertThat(blocks).extracting(Block::section).contains("1", "2", "3", "4", "5", "6", "7", "8");

        Outcome whole = run(good, script(blocks, "", ""));
        assertThat(whole.exit).as(whole.output).isZero();
        assertThat(whole.output)
                .contains("Verified OK")
                .contains("Verification: OK")
                .contains("subject=CN = Example Release")
                .contains("events, each follows from the one before")
                .contains("Jane Roe <jane@example.org> as quality: APPROVED")
                .contains("verdicts follow from their numbers");
        for (var attack : ATTACKS.entrySet()) {
            for (String command : attack.getValue()) {
                Outcome spoiled = run(good, script(blocks, attack.getKey(), command));
                assertThat(spoiled.exit)
                        .as("in section " + attack.getKey() + " after: " + command + "\n" + spoiled.output)
                        .isNotZero();
                assertThat(spoiled.output)
                        .as("after: " + command)
                        .contains("== section " + attack.getKey())
                        .doesNotContain("== section " + (Integer.parseInt(attack.getKey()) + 1));
            }
        }
    }

    @Test
    void shouldBeWhatCosignChecks() throws Exception {
        assumeThat(onPath("cosign")).as("cosign is not on this machine").isTrue();
        Path folder = createBundle();
        String command = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("cosign verify-blob"))
                .findFirst()
                .orElseThrow();

        Outcome outcome = run(folder, "set -e\nunzip -q flc-mortality-1.zip\ncd flc-mortality-1\n" + command + "\n");

        assertThat(outcome.exit).as(outcome.output).isZero();
    }

    @Test
    void shouldFollowTheRunBefore() throws Exception {
        for (String program : PROGRAMS) {
            assumeThat(onPath(program)).as(program + " is not on this machine").isTrue();
        }
        Path attacks = AttackFixture.good().folder().getParent();

        assertThat(follow(AttackFixture.good()).exit).isZero();
        for (String attack : List.of("broken-chain-to-previous-release", "skipped-release")) {
            Outcome broken = follow(new AttackFixture(attacks.resolve(attack)));
            assertThat(broken.exit).as(attack + "\n" + broken.output).isNotZero();
        }
    }

    private static Outcome follow(AttackFixture fixture) throws Exception {
        Path folder = Files.createTempDirectory(shared, "followed");
        Files.copy(fixture.bundle(), folder.resolve("bundle.zip"));
        Files.copy(fixture.earlier(), folder.resolve("earlier.zip"));
        String commands = blocks().stream()
                .filter(block -> block.section().equals("9"))
                .map(Block::commands)
                .findFirst()
                .orElseThrow();
        return run(
                folder,
                "set -eu\nunzip -q bundle.zip\ncd flc-mortality-7\n"
                        + "jq -r .payload seal.dsse.json | base64 -d > ../seal.json\n" + commands);
    }

    /** A regulated run: sealed with a certified key from a keystore, stamped, and approved by a person. */
    private static Path createBundle() throws Exception {
        Path folder = Files.createDirectories(shared.resolve("made"));
        if (Files.exists(folder.resolve("flc-mortality-1.zip"))) {
            return folder;
        }
        Path work = shared.resolve("work");
        Path home = shared.resolve("home");
        try (SomeTimeStampAuthority authority = SomeTimeStampAuthority.start(TIME, Instant::now)) {
            Project project = Project.of(work)
                    .edit(
                            "gxp.yaml",
                            text -> text.replaceAll("  approvals: \\[\\].*", "  approvals: [{role: quality}]")
                                            .replaceAll("(?s)\nevidence:.*", "\n")
                                    + "\nevidence:\n  signing: {keystore: keys/release.p12}\n  timestamp: {url: \""
                                    + authority.address() + "\", certificates: keys/tsa-root.pem}\n");
            Files.createDirectories(work.resolve("keys"));
            KeyPair pair = keystore(work.resolve("keys/release.p12"));
            Files.writeString(work.resolve("keys/tsa-root.pem"), SomeCa.pem(TIME.certificate()));
            Cli cli = new Cli(home)
                    .with("GXP_KEY_PASSWORD", "machine password")
                    .with("GXP_APPROVER_PASSWORD", "a person's password");
            Cli.Outcome run = cli.run("run", project.spec());
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.UNDECIDED);
            Cli.Outcome approved = cli.run(
                    "approve",
                    project.spec(),
                    "--as",
                    "Jane Roe <jane@example.org>",
                    "--role",
                    "quality",
                    "--reason",
                    "the report is convincing");
            assertThat(approved.exit()).as(approved.out() + approved.err()).isZero();
            Cli.Outcome done = cli.run("monitor", project.spec());
            assertThat(done.exit()).as(done.out() + done.err()).isZero();

            Files.copy(project.bundle(1), folder.resolve("flc-mortality-1.zip"));
            Files.writeString(folder.resolve("signer.pub.pem"), pem(pair));
            Files.copy(home.resolve("keys/jane-example.org.pub.pem"), folder.resolve("jane.pub.pem"));
            Files.writeString(folder.resolve("root.pem"), SomeCa.pem(ROOT.certificate()));
            Files.writeString(folder.resolve("tsa-root.pem"), SomeCa.pem(TIME.certificate()));
            assertVerifiedByRoots(cli, folder);
        }
        return folder;
    }

    private static void assertVerifiedByRoots(Cli cli, Path folder) {
        Cli.Outcome verify = cli.run(
                "verify",
                folder.resolve("flc-mortality-1.zip").toString(),
                "--key",
                folder.resolve("jane.pub.pem").toString(),
                "--trust-root",
                folder.resolve("root.pem").toString(),
                "--timestamp-root",
                folder.resolve("tsa-root.pem").toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out())
                .contains("of CN=Example Release; its certificates lead to a trusted root")
                .contains("as CN=Time says");
    }

    private static KeyPair keystore(Path file) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        char[] password = "machine password".toCharArray();
        X509Certificate[] chain = {
            ISSUING.issue("Example Release", pair.getPublic(), SomeCa.Use.SIGNING), ISSUING.certificate()
        };
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("release", pair.getPrivate(), password, chain);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return pair;
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        String section = "0";
        Matcher found = BLOCK.matcher(Files.readString(PAGE));
        while (found.find()) {
            if (found.group(1) != null) {
                section = found.group(1);
            } else {
                blocks.add(new Block(section, found.group(2)));
            }
        }
        return blocks;
    }

    /** The page as one script; the spoiler comes in before the first block of its section that looks at the bundle. */
    private static String script(List<Block> blocks, String section, String attack) {
        var script = new StringBuilder();
        boolean unpacked = false;
        boolean spoiled = attack.isEmpty();
        for (Block block : blocks) {
            script.append("echo '== section ").append(block.section()).append("'\n");
            if (!spoiled && unpacked && block.section().equals(section)) {
                script.append(attack).append('\n');
                spoiled = true;
            }
            script.append(block.commands());
            unpacked |= block.commands().contains("unzip ");
        }
        return script.toString();
    }

    /**
     * What a script came to.
     *
     * @param exit exit code
     * @param output both streams
     */
    private record Outcome(int exit, String output) {}

    private static Outcome run(Path made, String script) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(shared, "check");
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path log = Files.createTempFile(shared, "log", ".txt");
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
