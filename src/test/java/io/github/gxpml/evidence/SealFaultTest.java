// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gxpml.evidence.VerificationReport.Check;
import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are killed, and real files that cannot grow. */
class SealFaultTest {
    private static final int KILLS = 20;
    private static final long MAX_DELAY = 120;

    @Test
    void shouldLeaveABundleThatVerifiesWheneverItIsKilled(@TempDir Path folder) throws Exception {
        Random random = new Random(42);
        int lastSeal = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = new ProcessBuilder(SealLoop.command(folder, Integer.MAX_VALUE))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).as("start after kill " + kill).isEqualTo("sealed");
                TimeUnit.MILLISECONDS.sleep(random.nextLong(MAX_DELAY));
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor()).isNotZero();

            VerificationReport report = verify(folder);
            assertThat(report.checks())
                    .as("after kill " + kill)
                    .filteredOn(check -> check.status() != Status.OK)
                    .isEmpty();
            int seal = report.bundle().orElseThrow().seal();
            assertThat(seal).isGreaterThan(lastSeal);
            lastSeal = seal;
        }
    }

    @Test
    void shouldKeepTheSealBeforeWhenTheDiskIsFull(@TempDir Path folder) throws Exception {
        assumeTrue(SealerTest.onPath("sh"), "there is no sh on this machine");
        String java = String.join(
                " ",
                SealLoop.command(folder, 50).stream().map(SealFaultTest::quoted).toList());
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
