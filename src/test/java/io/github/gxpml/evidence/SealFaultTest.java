// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are killed, and real files that cannot grow. */
class SealFaultTest {
    private static final int SMALL = 100_000;
    private static final int LARGE = 600_000;

    @Test
    void shouldLeaveTheSealBeforeOrTheNewOneWhereverItIsKilled(@TempDir Path folder) throws Exception {
        Path before = Files.createDirectory(folder.resolve("before"));
        SealLoop.seal(before, 2, SMALL);
        assertSealed(before, 2, "before any kill");
        int step = 0;
        int ended = MortalFiles.DEAD;
        Set<Integer> left = new TreeSet<>();
        while (ended == MortalFiles.DEAD) {
            step++;
            Path killed = folder.resolve("killed-" + step);
            Zips.copyFolder(before, killed);
            ended = sealUntil(killed, step);
            int seal = number(killed);
            assertSealed(killed, seal, "after a kill at step " + step);
            left.add(seal);

            SealLoop.seal(killed, 1, SMALL);
            assertSealed(killed, seal + 1, "going on after step " + step);
            Zips.deleteFolder(killed);
        }
        assertThat(ended).isZero();
        assertThat(left)
                .as("kills before and after the new seal took the place of the old")
                .containsExactly(2, 3);
        assertThat(step).isGreaterThan(30);
    }

    private static int sealUntil(Path folder, int lastStep) throws Exception {
        Process process = new ProcessBuilder(SealLoop.command(folder, 1, SMALL, lastStep))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.waitFor();
    }

    private static int number(Path folder) throws IOException {
        return verify(folder).bundle().orElseThrow().seal();
    }

    private static void assertSealed(Path folder, int seal, String when) throws IOException {
        VerificationReport report = verify(folder);
        assertThat(report.checks())
                .as(when)
                .filteredOn(check -> check.status() != Status.OK)
                .isEmpty();
        assertThat(report.bundle().orElseThrow().seal()).as(when).isEqualTo(seal);
    }

    @Test
    void shouldKeepTheSealBeforeWhenTheDiskIsFull(@TempDir Path folder) throws Exception {
        assumeTrue(SealerTest.onPath("sh"), "there is no sh on this machine");
        String java = String.join(
                " ",
                SealLoop.command(folder, 50, LARGE, 0).stream()
                        .map(SealFaultTest::quoted)
                        .toList());
        // no file may grow beyond 1 MiB: the pieces fit, the zip soon does not
        Process process = new ProcessBuilder("sh", "-c", "ulimit -f 2048; exec " + java)
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(lines).contains("sealed");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("failed: flc-mortality-7 could not be sealed, what was sealed before in "
                        + SealLoop.zip(folder) + " is untouched: File too large");
        VerificationReport report = verify(folder);
        assertThat(report.checks()).extracting(Check::status).containsOnly(Status.OK);
        assertThat(report.bundle().orElseThrow().seal()).isEqualTo(lines.size() - 1);
        try (Stream<Path> left = Files.list(SealLoop.zip(folder).getParent())) {
            assertThat(left).containsExactly(SealLoop.zip(folder));
        }
    }

    private static VerificationReport verify(Path folder) throws IOException {
        TrustStore trust = TrustStore.load(folder);
        // the loop seals a run that was never judged, which is what a killed run looks like
        return BundleVerifier.verify(SealLoop.zip(folder), trust, BundleVerifier.Options.defaults());
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }
}
