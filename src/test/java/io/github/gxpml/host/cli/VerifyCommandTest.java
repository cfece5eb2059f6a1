// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.AttackFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gxp verify} on bundles that lie under the fixtures. */
class VerifyCommandTest {
    @Test
    void shouldEndWithOneAndSayWhyForEveryAttack() throws IOException {
        for (AttackFixture attack : AttackFixture.all()) {
            Cli.Outcome outcome = verify(attack, attack.bundle(), attack.earlier());

            assertThat(outcome.exit()).as(attack.toString()).isEqualTo(ExitCode.FAIL);
            assertThat(outcome.out())
                    .as(attack.toString())
                    .containsPattern("(?m)^FAILED +" + attack.check() + ": " + attack.messagePattern() + "$")
                    .contains("NOT VERIFIED");
        }
    }

    @Test
    void shouldFollowTheRunBefore() throws IOException {
        AttackFixture good = AttackFixture.good();

        Cli.Outcome followed = verify(good, good.bundle(), good.earlier());
        assertThat(followed.exit()).as(followed.out() + followed.err()).isZero();
        assertThat(followed.out())
                .contains("previous-run: follows from 1 earlier runs, the last of them in earlier.zip")
                .contains("verified");

        Cli.Outcome alone = new Cli(good.home()).run("verify", good.bundle().toString());
        assertThat(alone.exit()).isZero();
        assertThat(alone.out()).contains("which was not followed: pass --previous BUNDLE");
    }

    @Test
    void shouldWantEveryRunInBetweenAndTheNearestFirst() throws IOException {
        AttackFixture good = AttackFixture.good();

        Cli.Outcome turned = verify(good, good.earlier(), good.bundle());
        assertThat(turned.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(turned.out())
                .contains("bundle.zip holds flc-mortality-7, the run before flc-mortality-6 is flc-mortality-5");

        Cli.Outcome twice = new Cli(good.home())
                .run(
                        "verify",
                        good.bundle().toString(),
                        "--previous",
                        good.earlier().toString(),
                        "--previous",
                        good.earlier().toString());
        assertThat(twice.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(twice.out())
                .contains("earlier.zip does not hold itself: previous-run: earlier.zip holds flc-mortality-6, the run"
                        + " before flc-mortality-6 is flc-mortality-5");
    }

    @Test
    void shouldRefuseARunBeforeThatIsNoBundleOrNotThere(@TempDir Path folder) throws IOException {
        AttackFixture good = AttackFixture.good();
        Path text = Files.writeString(folder.resolve("text.zip"), "this is no zip, but it is long enough to look at");

        Cli.Outcome none = verify(good, good.bundle(), text);
        assertThat(none.exit()).isEqualTo(ExitCode.FAIL);
        assertThat(none.out()).contains("previous-run: text.zip cannot be read: the file does not end as a zip does");
        Cli.Outcome missing = verify(good, good.bundle(), folder.resolve("missing.zip"));
        assertThat(missing.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("there is no bundle at").contains("missing.zip");
    }

    private static Cli.Outcome verify(AttackFixture trusted, Path bundle, Path earlier) {
        return new Cli(trusted.home()).run("verify", bundle.toString(), "--previous", earlier.toString());
    }
}
