// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    @Test
    void shouldWaitForEveryRole() {
        assertThat(Signatures.missing(createData(2, List.of()))).isEqualTo("quality (2), business (1)");
        assertThat(Signatures.summary(createData(2, List.of()))).isEqualTo("Waiting for: quality (2), business (1)");
    }

    @Test
    void shouldCountOnlyWhatCounts() {
        var counted = createApproval("quality", "k1", Optional.empty());
        var again = createApproval("quality", "k1", Optional.empty());
        var refused = createApproval("quality", "k2", Optional.of("the author of the change cannot approve it"));
        var other = createApproval("Quality", "k3", Optional.empty());

        assertThat(Signatures.missing(createData(2, List.of(counted, again, refused, other))))
                .isEqualTo("quality (1), business (1)");
    }

    @Test
    void shouldSayWhyASignatureDoesNotCount() throws Exception {
        var refused = createApproval("quality", "k2", Optional.of("the author of the change cannot approve it"));
        var page = Pages.parse(createData(1, List.of(refused)));

        assertThat(Pages.text(Pages.byId(page, "approvals")))
                .contains("Name of k2", "approves as quality", "Does not count: the author of the change cannot")
                .contains("2026-11-23 06:00:00 +01:00 Europe/Berlin (2026-11-23 05:00:00 UTC)")
                .contains("because it is fit");
    }

    @Test
    void shouldSayThatNobodyWasAsked() throws Exception {
        ReportData data = createData(1, List.of());
        var unasked = new ReportData(
                data.bundle(),
                data.verdicts(),
                data.lineage(),
                data.environment(),
                data.trainedOn(),
                List.of(),
                List.of(),
                data.audit(),
                data.metrics(),
                data.release());

        assertThat(Pages.text(Pages.byId(Pages.parse(unasked), "approvals"))).contains("nobody was asked");
    }

    private static ApprovalView createApproval(String role, String key, Optional<String> notCounted) {
        return new ApprovalView(
                "Name of " + key,
                role,
                "approves",
                "because it is fit",
                Reports.START,
                "Europe/Berlin",
                key,
                notCounted);
    }

    private static ReportData createData(int quality, List<ApprovalView> approvals) {
        ReportData data = Reports.create(SampleGates.createGates(), State.PENDING);
        return new ReportData(
                data.bundle(),
                data.verdicts(),
                data.lineage(),
                data.environment(),
                data.trainedOn(),
                List.of(new ApprovalSpec("quality", quality, List.of()), new ApprovalSpec("business", 1, List.of())),
                approvals,
                data.audit(),
                data.metrics(),
                data.release());
    }
}
