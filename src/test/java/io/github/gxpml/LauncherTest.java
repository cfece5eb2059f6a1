// SPDX-License-Identifier: MIT
package io.github.gxpml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher {@code gxp}, in a checkout whose Maven and Java are scripts that write down what they were asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            case " $* " in
                *" -Xbroken "*) echo 'Unrecognized option: -Xbroken'; exit 1 ;;
                *" -version "*) echo "openjdk version \\"${FAKE_JAVA:-17.0.1}\\" 2026-01-01" >&2; exit 0 ;;
                *ArchiveClassesAtExit*) exit 0 ;;
            esac
            while [ "$1" != -jar ]; do shift; done
            shift 2
            printf '<%s>' "$@"
            exit "${FAKE_EXIT:-0}"
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>../builds
            sleep "${FAKE_BUILD_SECONDS:-0}"
            echo '[ERROR] COMPILATION ERROR'
            [ -z "${FAKE_BUILD_FAILS:-}" ] || exit 1
            mkdir -p target/quick && echo jar >target/quick/gxp.jar
            """;

    private final AtomicInteger calls = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void shouldBuildOnFirstUseOnly() throws Exception {
        Path gxp = createCheckout();

        Outcome first = start(gxp, "FAKE_EXIT=3", "a  b", "", "$x").outcome();
        Outcome second = start(gxp, "FAKE_EXIT=0", "version").outcome();

        assertThat(first.exit()).isEqualTo(3);
        assertThat(first.out()).isEqualTo("<a  b><><$x>");
        assertThat(first.err()).isEqualTo("gxp: building on first use (once, about a minute) ...\n");
        assertThat(second).isEqualTo(new Outcome(0, "<version>", ""));
        assertThat(builds()).containsExactly("-B -ntp -Dquick package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/java/A.java"})
    void shouldBuildAgainWhenASourceIsNewer(String source) throws Exception {
        Path gxp = createCheckout();
        start(gxp, "FAKE_EXIT=0").outcome();
        Files.setLastModifiedTime(gxp.resolveSibling("target/gxp.jar"), FileTime.from(Instant.EPOCH));
        for (String other : List.of("pom.xml", "src/main", "src/main/java", "src/main/java/A.java")) {
            Instant time = other.equals(source) ? Instant.EPOCH.plusSeconds(1) : Instant.EPOCH;
            Files.setLastModifiedTime(gxp.resolveSibling(other), FileTime.from(time));
        }

        assertThat(start(gxp, "FAKE_EXIT=0").outcome().err()).contains("building again");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void shouldBuildOnceForManyAtTheSameTime() throws Exception {
        Path gxp = createCheckout();
        List<Started> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(start(gxp, "FAKE_BUILD_SECONDS=1", "run"));
        }

        for (Started one : all) {
            Outcome outcome = one.outcome();
            assertThat(outcome.out()).as(outcome.err()).isEqualTo("<run>");
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void shouldTakeOverTheLockOfADeadBuilder() throws Exception {
        Path gxp = createCheckout();
        Process dead = new ProcessBuilder(
                        "sh", "-c", "mkdir -p target/gxp.lock; echo $(uname -n) $$ >target/gxp.lock/owner")
                .directory(gxp.getParent().toFile())
                .start();
        dead.waitFor();

        assertThat(start(gxp, "FAKE_EXIT=0", "version").outcome().out()).isEqualTo("<version>");
        assertThat(gxp.resolveSibling("target/gxp.lock")).doesNotExist();
    }

    @Test
    void shouldShowWhyABuildFailed() throws Exception {
        Path gxp = createCheckout();

        Outcome outcome = start(gxp, "FAKE_BUILD_FAILS=yes", "version").outcome();

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("COMPILATION ERROR", "target/build.log");
        assertThat(gxp.resolveSibling("target/gxp.jar")).doesNotExist();
        assertThat(gxp.resolveSibling("target/gxp.lock")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.2", "16"})
    void shouldRefuseAnOldJava(String version) throws Exception {
        Outcome outcome =
                start(createCheckout(), "FAKE_JAVA=" + version, "version").outcome();

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("is Java " + version, "Java 17 or newer is needed");
    }

    @Test
    void shouldNotPassOffARefusedOptionAsAFailedGate() throws Exception {
        Outcome outcome =
                start(createCheckout(), "GXP_JAVA_OPTS=-Xbroken", "version").outcome();

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("GXP_JAVA_OPTS=-Xbroken", "Unrecognized option");
    }

    @Test
    void shouldFindItsFolderThroughLinks() throws Exception {
        Path gxp = createCheckout();
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), gxp);
        Path relative = Files.createSymbolicLink(folder.resolve("relative"), absolute.getFileName());

        assertThat(start(relative, "FAKE_EXIT=0", "version").outcome().out()).isEqualTo("<version>");
    }

    private Path createCheckout() throws IOException {
        Path checkout = Files.createDirectory(folder.resolve("a checkout"));
        Files.createDirectories(checkout.resolve("src/main/java"));
        Files.writeString(checkout.resolve("src/main/java/A.java"), "class A {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        createProgram(bin.resolve("java"), JAVA);
        createProgram(bin.resolve("mvn"), MAVEN);
        return createProgram(checkout.resolve("gxp"), Files.readString(Path.of("gxp")));
    }

    private static Path createProgram(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Started start(Path gxp, String setting, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", setting, gxp.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out" + calls.incrementAndGet());
        Path err = folder.resolve("err" + calls.get());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        List.of("JAVA_HOME", "JAVA_TOOL_OPTIONS", "GXP_JAVA_OPTS").forEach(builder.environment()::remove);
        return new Started(builder.start(), out, err);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds"));
    }

    private record Outcome(int exit, String out, String err) {}

    private record Started(Process process, Path out, Path err) {
        Outcome outcome() throws IOException, InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }
}
