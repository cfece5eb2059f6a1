// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.browser.VerifierInBrowser.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page refuses every attack too, or says that it has left the check that does to the command. */
class AttackPageTest {
    /**
     * The page is given one bundle, so it cannot know whether the one before is the right one; and it does not read
     * certificates.
     */
    private static final Set<String> LEFT = Set.of(
            "broken-chain-to-previous-release",
            "skipped-release",
            "spoiled-previous-release",
            "certificate-of-another-address");

    private static VerifierInBrowser page;

    static List<AttackFixture> attacks() throws IOException {
        return AttackFixture.all();
    }

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        page = VerifierInBrowser.open(folder);
    }

    @AfterAll
    static void close() throws IOException {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void reload() throws IOException {
        page.reload();
    }

    @Test
    void shouldBelieveTheReleaseThatIsAttacked() throws IOException {
        Answer answer = check(AttackFixture.good());

        assertThat(answer.outcome()).as(answer.text()).isEqualTo("pass");
        assertThat(answer.messages().get("previous-run")).contains("that bundle is not compared here");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldRefuse(AttackFixture attack) throws IOException {
        Answer answer = check(attack);

        if (LEFT.contains(attack.toString())) {
            assertThat(answer.statuses()).containsEntry(attack.check(), "PARTLY");
        } else {
            assertThat(answer.outcome()).as(answer.messages().toString()).isEqualTo("fail");
            assertThat(answer.statuses()).as(answer.messages().toString()).containsEntry(attack.check(), "FAILED");
        }
    }

    private static Answer check(AttackFixture attack) throws IOException {
        page.trust(attack.keys());
        return page.check(attack.bundle());
    }
}
