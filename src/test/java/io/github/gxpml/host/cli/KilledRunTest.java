// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends real processes in the middle of a run. */
class KilledRunTest {
    private static final String HANGS =
            "echo started > \"$GXP_OUTPUT/started\"\nsleep 300 & echo $! > \"$GXP_OUTPUT/child\"\nwait\n";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void shouldSealWhatHappenedWhenInterrupted(String signal, int code) throws Exception {
        assumeFalse(
                ignored(code - 128), "the tests were started as a job in the background, which no Ctrl-C interrupts");
        Project project = createHanging();
        Process run = start(project);
        awaitTraining();

        new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid()))
                .start()
                .waitFor();
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(run.exitValue()).isEqualTo(code);
        assertNothingRunsOn();
        assertVerified(project.bundle(1));
        assertThat(project.read(1, "bundle.json")).contains("INTERRUPTED");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void shouldPrintWhatWasSealedWhenInterrupted(String signal, int code) throws Exception {
        assumeFalse(
                ignored(code - 128), "the tests were started as a job in the background, which no Ctrl-C interrupts");
        Project project = createHanging();
        Path out = home.resolve("out.json");
        Process run = json(project, "run", out).start();
        awaitTraining();

        new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid()))
                .start()
                .waitFor();
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(run.exitValue()).isEqualTo(code);
        JsonNode document = Json.read(Files.readAllBytes(out), JsonNode.class);
        assertThat(document.path("error").path("message").asText()).isEqualTo("interrupted");
        assertThat(document.path("exit").asInt()).isEqualTo(ExitCode.ERROR);
        assertThat(document.at("/run/state").asText()).isEqualTo("INTERRUPTED");
        assertThat(document.at("/run/run").asInt()).isEqualTo(1);
        assertThat(document.at("/run/bundle/path").asText())
                .isEqualTo(project.bundle(1).toRealPath().toString());
        assertThat(document.at("/run/bundle/sha256").asText()).isEqualTo(Sha256.of(project.bundle(1)));
        assertVerified(project.bundle(1));
    }

    @Test
    void shouldNameTheSealBeforeWhereTheFailureCannotBeSealed() throws Exception {
        // the training takes away the right to write the store, as a disk does that fills up
        Project project = Project.withCommand(
                folder,
                "rm -rf gxp-evidence.gone; mv \"" + folder
                        + "/gxp-evidence\" \"" + folder + "/kept\"; echo no folder > \"" + folder
                        + "/gxp-evidence\"; exit 1\n");

        Cli.Outcome run = cli().run("train", project.spec(), "--format", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.ERROR);
        JsonNode document = Json.read(run.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(document.at("/run/state").asText()).isEqualTo("RUNNING");
        assertThat(document.at("/run/bundle/sha256").asText())
                .isEqualTo(Sha256.of(folder.resolve("kept/flc-mortality-1.zip")));
        assertThat(document.at("/error/message").asText()).contains("besides: ");
    }

    @Test
    void shouldLeaveAValidBundleWhenKilledAndTellItInTheNextRun() throws Exception {
        Project project = createHanging();
        Process run = start(project);
        awaitTraining();

        run.destroyForcibly();
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertVerified(project.bundle(1));
        assertThat(project.read(1, "bundle.json")).contains("RUNNING");
        killChild();

        project.write("train.sh", "exit 1\n");
        Cli.Outcome next = cli().run("run", project.spec());
        assertThat(next.exit()).isEqualTo(ExitCode.ERROR);
        assertVerified(project.bundle(1));
        assertThat(project.read(1, "bundle.json")).contains("INTERRUPTED");
        assertVerified(project.bundle(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 700, 1100, 1500, 1900, 2300, 2700, 3300})
    void shouldLeaveNothingBrokenWhereverItIsKilled(int milliseconds) throws Exception {
        Project project = Project.of(folder);
        Process run = start(project);
        run.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        run.destroyForcibly();
        run.waitFor();

        for (Path bundle : project.bundles()) {
            assertVerified(bundle);
        }
        Cli.Outcome next = cli().run("run", project.spec());
        assertThat(next.exit()).as(next.out() + next.err()).isZero();
        for (Path bundle : project.bundles()) {
            assertVerified(bundle);
        }
    }

    @Test
    void shouldKeepTheLastSealWhenTheDiskIsFull() throws Exception {
        Project project = Project.of(folder);
        assertThat(cli().run("train", project.spec()).exit()).isZero();
        byte[] before = Files.readAllBytes(project.bundle(1));

        // a file may not grow beyond 8 blocks of 512 bytes: writing the bundle fails as on a full disk
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 8; trap '' XFSZ; exec \"$@\"", "sh"));
        command.addAll(command(project, "validate"));
        command.addAll(List.of("--format", "json"));
        Process validate = process(command).start();
        String output = new String(validate.getInputStream().readAllBytes());

        assertThat(validate.waitFor()).as(output).isEqualTo(ExitCode.ERROR);
        assertThat(output).as("nothing was sealed by this call").doesNotContain("\"run\"");
        assertThat(output).contains("gxp: ").doesNotContain("internal error").doesNotContain("\tat ");
        assertThat(Files.readAllBytes(project.bundle(1))).isEqualTo(before);
        assertVerified(project.bundle(1));
    }

    /** A shell lets its background jobs ignore SIGINT, and they let their children. */
    private static boolean ignored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> new BigInteger(
                                line.substring("SigIgn:".length()).strip(), 16))
                        .anyMatch(mask -> mask.testBit(signal - 1));
    }

    private Project createHanging() {
        return Project.withCommand(folder, HANGS)
                .edit("gxp.yaml", text -> text.replace("timeLimit: 20s", "timeLimit: 5m"));
    }

    private ProcessBuilder json(Project project, String stage, Path out) {
        List<String> command = new ArrayList<>(command(project, stage));
        command.addAll(List.of("--format", "json"));
        return process(command)
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile());
    }

    private Process start(Project project) throws IOException {
        return process(command(project, "run")).start();
    }

    private ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GXP_HOME", home.toString());
        builder.environment().put("GXP_USER", "Ann Author <ann@example.org>");
        return builder;
    }

    private static List<String> command(Project project, String stage) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Gxp.class.getName(),
                stage,
                project.spec());
    }

    private void awaitTraining() throws InterruptedException {
        Path started = output().resolve("child");
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.exists(started)) {
            assertThat(System.nanoTime()).as("the training did not start").isLessThan(limit);
            Thread.sleep(50);
        }
        Thread.sleep(200);
    }

    private Path output() {
        return folder.resolve(".gxp/runs/flc-mortality/1/train-1");
    }

    private void assertNothingRunsOn() throws IOException {
        assertThat(child().map(KilledRunTest::runs).orElse(false))
                .as("the training's child still runs")
                .isFalse();
    }

    /** What has ended but was never waited for by its parent is still listed, as a zombie. */
    private static boolean runs(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive()
                    && !status.substring(status.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private void killChild() throws IOException {
        child().ifPresent(ProcessHandle::destroyForcibly);
    }

    private java.util.Optional<ProcessHandle> child() throws IOException {
        return ProcessHandle.of(
                Long.parseLong(Files.readString(output().resolve("child")).strip()));
    }

    private void assertVerified(Path bundle) {
        Cli.Outcome verify = cli().run("verify", bundle.toString());
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    private Cli cli() {
        return new Cli(home);
    }
}
