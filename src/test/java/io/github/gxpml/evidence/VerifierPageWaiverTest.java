// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static io.github.gxpml.evidence.WaivedRun.DAY;
import static io.github.gxpml.evidence.WaivedRun.JANE;
import static io.github.gxpml.evidence.WaivedRun.JOHN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.browser.VerifierInBrowser.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page believes a gate to be waived where {@link BundleVerifier} does, or says what it leaves to it. */
class VerifierPageWaiverTest {
    private static final String FIRST = "attestations/confirmation-of-waiver-1.dsse.json";
    private static final String SECOND = "attestations/confirmation-of-waiver-2.dsse.json";

    private static VerifierInBrowser page;

    @TempDir
    Path folder;

    private SomeRun run;

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
    void block() throws IOException {
        page.reload();
        run = WaivedRun.blocked(folder);
    }

    @Test
    void shouldBelieveInPartThatTwoPeopleWaivedAGate() throws IOException {
        confirm(propose(), "john@example.org", JOHN);

        Answer answer = released();

        assertThat(answer.outcome()).isEqualTo("pass");
        assertThat(answer.statuses()).containsEntry("waivers", "PARTLY").containsEntry("state", "PARTLY");
        assertThat(answer.messages().get("waivers")).startsWith("1 waivers, 1 gates waived by two people; whether");
    }

    @Test
    void shouldRefuseOnePersonTwice() throws IOException {
        Waiver waiver = propose();
        confirm(waiver, "JANE@example.org", JOHN);
        assertThat(refused("waivers")).endsWith("was confirmed by the person who proposed it");

        run = WaivedRun.blocked(folder);
        confirm(propose(), "john@example.org", JANE);
        assertThat(refused("waivers")).endsWith("was confirmed by the person who proposed it");
    }

    @Test
    void shouldRefuseAConfirmationOfAnotherWaiver() throws IOException {
        propose();
        confirm(propose(), "john@example.org", JOHN);
        run.bag.put(FIRST, run.bag.read(SECOND));
        Files.delete(run.bag.path(SECOND));

        assertThat(refused("waivers"))
                .isEqualTo("data/" + FIRST + " is not about data/attestations/waiver-1.dsse.json as it is here");
    }

    @Test
    void shouldRefuseAWaiverWithoutItsConfirmationAndTheOtherWayRound() throws IOException {
        propose();
        assertThat(refused("state")).isEqualTo("the bundle says COMPLETE, but gate validate/recall is FAIL");

        run = WaivedRun.blocked(folder);
        confirm(propose(), "john@example.org", JOHN);
        Files.delete(run.bag.path("attestations/waiver-1.dsse.json"));
        assertThat(refused("waivers")).contains("data/" + FIRST + " confirms a waiver that is missing");
    }

    @Test
    void shouldRefuseAWaiverOfAVerdictThatHasChanged() throws IOException {
        confirm(propose(), "john@example.org", JOHN);
        run.verdicts(SomeRun.passing("roc_auc"), SomeRun.failing("recall", 0.1));

        assertThat(refused("waivers")).endsWith("is stale, the verdict on validate/recall has changed since");
    }

    @Test
    void shouldLeaveItToTheCommandWhetherAWaiverIsTooLong() throws IOException {
        Waiver waiver = WaivedRun.propose(run, "jane@example.org", JANE, LocalDate.parse("2030-01-01"));
        confirm(waiver, "john@example.org", JOHN);

        Answer answer = released();

        assertThat(answer.statuses()).containsEntry("waivers", "PARTLY").containsEntry("state", "PARTLY");
    }

    private Waiver propose() throws IOException {
        return WaivedRun.propose(run, "jane@example.org", JANE, DAY);
    }

    private void confirm(Waiver waiver, String email, SomeSigner signer) throws IOException {
        WaivedRun.confirm(run, waiver, email, signer);
    }

    private Answer released() throws IOException {
        run.seal();
        return PageAgainstVerifier.of(page, folder, run.signer, JANE, JOHN).check(run.zip());
    }

    private String refused(String check) throws IOException {
        Answer answer = released();
        assertThat(answer.outcome()).isEqualTo("fail");
        assertThat(answer.statuses()).containsEntry(check, "FAILED");
        return answer.messages().get(check);
    }
}
