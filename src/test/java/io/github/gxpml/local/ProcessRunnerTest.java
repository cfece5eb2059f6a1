// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.gxpml.port.CommandRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void shouldPassOnOutputAndExitCode(@TempDir Path folder) throws Exception {
        var lines = new ArrayList<String>();
        Outcome outcome =
                run(folder, "echo out; pwd; echo \"$1 $X\"; echo one >&2; echo two >&2; exit 3", lines, "a  'b'");

        assertThat(outcome).isEqualTo(new Outcome(3, false, List.of("one", "two")));
        assertThat(lines).containsExactlyInAnyOrder("out", folder.toRealPath().toString(), "a  'b' x", "one", "two");
        assertThat(outcome.signal()).isEmpty();
    }

    @Test
    void shouldNameTheSignal(@TempDir Path folder) throws Exception {
        Outcome outcome = run(folder, "kill -KILL $$", new ArrayList<>());

        assertThat(outcome.exit()).isEqualTo(137);
        assertThat(outcome.signal()).contains("SIGKILL");
        assertThat(run(folder, "kill -SEGV $$", new ArrayList<>()).signal()).contains("SIGSEGV");
    }

    @Test
    void shouldEndTheWholeTreeAtTheLimit(@TempDir Path folder) throws Exception {
        String script = "trap '' TERM; sleep 1000 & echo $! >> pids; (setsid sleep 1000 & echo $! >> pids); "
                + "(sh -c 'trap \"\" TERM; sleep 1000 & echo $! >> pids; sleep 1000' &); echo $$ >> pids; "
                + "echo started; while :; do sleep 1; done";
        Outcome outcome = new ProcessRunner(System.getenv(), Duration.ofMillis(300))
                .run(List.of("/bin/sh", "-c", script), folder, Map.of(), Duration.ofSeconds(1), line -> {});

        assertThat(outcome.timedOut()).isTrue();
        assertThat(outcome.signal()).contains("SIGKILL");
        assertThat(outcome.tail()).containsExactly("started");
        assertThat(pids(folder)).hasSize(4);
        assertAllDead(folder);
    }

    @Test
    void shouldAskBeforeItKills(@TempDir Path folder) throws Exception {
        var lines = new ArrayList<String>();
        Outcome outcome = new ProcessRunner()
                .run(
                        List.of("/bin/sh", "-c", "trap 'echo tidied; exit 9' TERM; while :; do sleep 0.1; done"),
                        folder,
                        Map.of(),
                        Duration.ofSeconds(1),
                        lines::add);

        assertThat(outcome.exit()).isEqualTo(9);
        assertThat(outcome.timedOut()).isTrue();
        assertThat(lines).contains("tidied");
    }

    @Test
    void shouldLeaveNothingRunningAfterANormalEnd(@TempDir Path folder) throws Exception {
        long start = System.nanoTime();
        String script = "sleep 1000 & echo $! >> pids; setsid sleep 1000 & echo $! >> pids; sleep 0.2; echo done";
        Outcome outcome = run(folder, script, new ArrayList<>());

        assertThat(outcome).isEqualTo(new Outcome(0, false, List.of("done")));
        assertThat(pids(folder)).hasSize(2);
        assertAllDead(folder);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldNotMakeTheCommandWaitForOurOwnHelper(@TempDir Path folder) throws Exception {
        Outcome outcome = run(folder, "sleep 0.1 & wait; ps -o pid= --ppid $$ | wc -l", new ArrayList<>());

        // the two programs of the pipe and nothing else
        assertThat(outcome.tail()).containsExactly("2");
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void shouldEndTheTreeWhenInterrupted(@TempDir Path folder) throws Exception {
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(() -> thrown.set(catchThrowable(
                () -> run(folder, "sleep 1000 & echo $! >> pids; echo $$ >> pids; wait", new ArrayList<>()))));
        thread.start();
        awaitPids(folder, 2);
        thread.interrupt();
        thread.join(20_000);

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertAllDead(folder);
    }

    @Test
    void shouldLeaveNothingRunningWhenThisProcessIsKilled(@TempDir Path folder) throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        try {
            awaitPids(folder, 2);
        } finally {
            java.destroyForcibly().waitFor();
        }

        assertAllDead(folder);
    }

    /** A Java process that is killed while it runs a command. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws Exception {
            String script = "sleep 1000 & echo $! >> pids; echo $$ >> pids; wait";
            new ProcessRunner().run(List.of("/bin/sh", "-c", script), Path.of(args[0]), Map.of(), LONG, line -> {});
        }
    }

    @Test
    void shouldTakeAnyAmountOfOutput(@TempDir Path folder) throws Exception {
        var count = new long[2];
        Outcome outcome = new ProcessRunner()
                .run(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "yes 0123456789012345678901234567890123456789012345678 | head -c 50000000"),
                        folder,
                        Map.of(),
                        LONG,
                        line -> {
                            count[0]++;
                            count[1] += line.length() + 1;
                        });

        assertThat(outcome.exit()).isZero();
        assertThat(count).containsExactly(1_000_000, 50_000_000);
        assertThat(outcome.tail()).hasSize(20);
    }

    @Test
    void shouldCutLongLines(@TempDir Path folder) throws Exception {
        var lines = new ArrayList<String>();
        run(folder, "head -c 20000000 /dev/zero | tr '\\0' x; printf '\\nshort\\nlast'", lines);

        assertThat(lines).hasSize(3).endsWith("short", "last");
        assertThat(lines.get(0)).isEqualTo("x".repeat(8192) + " [cut]");
    }

    @Test
    void shouldMakeBinaryOutputHarmless(@TempDir Path folder) throws Exception {
        var lines = new ArrayList<String>();
        var noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("noise"), noise);
        run(
                folder,
                "cat noise; printf '\\n\\377\\033[31mred\\007\\tx\\r50%%\\r\\nf\\303\\274nf \\342\\200\\256'",
                lines);

        assertThat(lines).endsWith("\ufffd\ufffd[31mred\ufffd\tx", "50%", "f\u00fcnf \ufffd");
        assertThat(String.join("", lines).chars().filter(c -> Character.isISOControl(c) && c != '\t'))
                .isEmpty();
    }

    @Test
    void shouldMaskSecretsButHandThemOn(@TempDir Path folder) throws Exception {
        var inherited = new HashMap<>(System.getenv());
        inherited.put("MY_API_TOKEN", "s3cr3t-value");
        inherited.put("DEPLOY_key", "-----BEGIN-----\nlineOfKey\n");
        inherited.put("GXP_KEY_PASSWORD", "ours-alone");
        inherited.put("GXP_TABLE_OLD", "/stale");
        inherited.put("SHORT_TOKEN", "abc");
        inherited.put("HARMLESS", "visible");
        var lines = new ArrayList<String>();
        Outcome outcome = new ProcessRunner(inherited, Duration.ofSeconds(1))
                .run(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "env; echo got $MY_API_TOKEN >&2; echo ours-alone xlineOfKeyx abc; "
                                        + "printf '%08186d%s' 0 $MY_API_TOKEN; echo; "
                                        + "[ -z \"$GXP_KEY_PASSWORD$GXP_TABLE_OLD\" ] && "
                                        + "[ \"$MY_API_TOKEN\" = s3cr3t-\"value\" ]"),
                        folder,
                        Map.of("GXP_SEED", "42"),
                        LONG,
                        lines::add);

        assertThat(outcome).isEqualTo(new Outcome(0, false, List.of("got ***")));
        assertThat(lines)
                .contains("GXP_SEED=42", "MY_API_TOKEN=***", "SHORT_TOKEN=abc", "HARMLESS=visible", "*** x***x abc")
                .contains("0".repeat(8186) + "***")
                .noneMatch(line -> line.contains("GXP_KEY_PASSWORD") || line.contains("s3c"));
    }

    @Test
    void shouldKeepTheRoleOfAWorkerFromCommands(@TempDir Path folder) throws Exception {
        var inherited = new HashMap<>(System.getenv());
        List<String> secret = List.of(
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_ROLE_ARN");
        secret.forEach(name -> inherited.put(name, "value-of-it"));
        inherited.put("AWS_REGION", "eu-central-1");

        assertThat(names(inherited, folder)).containsAll(secret).contains("AWS_REGION");
        inherited.put("GXP_HOST", "codepipeline");
        assertThat(names(inherited, folder)).doesNotContainAnyElementsOf(secret).contains("AWS_REGION");
    }

    private static List<String> names(Map<String, String> inherited, Path folder) throws Exception {
        var lines = new ArrayList<String>();
        new ProcessRunner(inherited, Duration.ofSeconds(1)).run(List.of("env"), folder, Map.of(), LONG, lines::add);
        return lines.stream().map(line -> line.split("=")[0]).toList();
    }

    @Test
    void shouldSayWhatCannotBeStarted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("script.sh"), "exit 0");

        assertThatThrownBy(() -> start(folder, List.of("no-such-program-at-all")))
                .isInstanceOf(IOException.class)
                .hasMessage("program `no-such-program-at-all` was not found, or is not executable");
        assertThatThrownBy(() -> start(folder, List.of("./script.sh")))
                .hasMessageContaining("`./script.sh` was not found");
        assertThatThrownBy(() -> start(folder, List.of())).hasMessageContaining("`` was not found");
        assertThatThrownBy(() -> start(folder, List.of("echo", "a\0b"))).hasMessageContaining("zero byte");
        assertThatThrownBy(() -> start(file, List.of("echo"))).hasMessageContaining("does not exist");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        assertThat(start(folder, List.of("./script.sh")).exit()).isZero();
    }

    @Test
    void shouldNotHideAFailureOfTheListener(@TempDir Path folder) {
        assertThatThrownBy(() -> new ProcessRunner()
                        .run(List.of("yes"), folder, Map.of(), Duration.ofSeconds(1), line -> {
                            throw new IllegalStateException("listener failed on " + line);
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("listener failed on y");
    }

    private static Outcome start(Path folder, List<String> command) throws IOException, InterruptedException {
        return new ProcessRunner().run(command, folder, Map.of(), LONG, line -> {});
    }

    private static Outcome run(Path folder, String script, List<String> lines, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return new ProcessRunner().run(command, folder, Map.of("X", "x"), LONG, lines::add);
    }

    private static List<Long> pids(Path folder) throws IOException {
        Path file = folder.resolve("pids");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                : List.of();
    }

    private static void awaitPids(Path folder, int count) throws Exception {
        for (int i = 0; i < 1000 && pids(folder).size() < count; i++) {
            Thread.sleep(20);
        }
        assertThat(pids(folder)).hasSize(count);
    }

    private static void assertAllDead(Path folder) throws Exception {
        for (long pid : pids(folder)) {
            for (int i = 0; i < 100 && isRunning(pid); i++) {
                Thread.sleep(20);
            }
            assertThat(isRunning(pid)).as("process %d runs", pid).isFalse();
        }
    }

    /** A zombie, which nobody in a container may ever wait for, does not run. */
    private static boolean isRunning(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
        try {
            return !Files.readString(status).replaceFirst("(?s).*\\) ", "").startsWith("Z");
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
