// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.VerificationReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of attacks is refused, by the check and with the words that it names. */
class AttackTest {
    private static final long MOST_BYTES = 5 << 19;

    static List<AttackFixture> attacks() throws IOException {
        return AttackFixture.all();
    }

    @Test
    void shouldBelieveTheReleaseThatIsAttacked() throws IOException {
        VerificationReport report = AttackFixture.good().verify();

        assertThat(report.checks())
                .filteredOn(check -> check.status() != Status.OK)
                .isEmpty();
        assertThat(report.toString())
                .contains("1 signatures of people, 0 of them stale")
                .contains("follows from 1 earlier seals")
                .contains("follows from 1 earlier runs, the last of them in earlier.zip");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldRefuse(AttackFixture attack) throws IOException {
        VerificationReport report = attack.verify();

        assertThat(report.ok()).isFalse();
        assertThat(SomeRun.problem(report, attack.check()))
                .as(report.checks().toString())
                .matches(attack.messagePattern());
    }

    @Test
    void shouldAnswerEachAttackInItsOwnWords() throws IOException {
        Map<String, String> answers = new TreeMap<>();
        for (AttackFixture attack : attacks()) {
            assertThat(answers.put(attack.check() + ": " + attack.message(), attack.toString()))
                    .as(attack + " is refused in the same words")
                    .isNull();
        }
        assertThat(answers).hasSizeGreaterThan(50);
    }

    @Test
    void shouldKeepNoPrivateKeyAndLittleInAll() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(AttackFixtures.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
                if (file.toString().endsWith(".pem")) {
                    assertThat(file).content().doesNotContain("PRIVATE");
                }
            }
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
