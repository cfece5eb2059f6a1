// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.ApprovalPolicy.Decision;
import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Counts signatures again: a released version must have those that its spec asks for, by people who may sign. */
final class ReleaseChecks {
    private static final String BASELINE = "baseline.json";
    private static final String MONITOR = "monitor";

    private ReleaseChecks() {}

    /** Tells whether this run's version was released, which freezes its baseline, or says so. */
    static boolean released(Inspection in) throws IOException {
        BundleDocument bundle = in.bundle();
        return bundle.registered()
                && (bundle.state() == State.COMPLETE
                        || in.has(BASELINE)
                        || bundle.stages().stream().anyMatch(stage -> stage.name().equals(MONITOR)));
    }

    static void check(Inspection in, Findings findings, List<Approval> approvals) throws IOException {
        List<ApprovalSpec> asked = in.spec().register().approvals();
        if (asked.isEmpty()) {
            return;
        }
        var recorded = in.document(BagLayout.APPROVERS, ApproversDocument.class);
        same(findings, asked, recorded);
        Set<String> people = Exclusions.of(in, in.bundle());
        findings.problemIf(
                !new Excluded(recorded.excludedPeople(), Set.of()).covers(people),
                "data/" + BagLayout.APPROVERS + " does not exclude everybody who wrote or committed the change or started"
                        + " the run: " + people);
        ApprovalPolicy policy =
                ApprovalPolicy.of(recorded, in.trust(), in.envelope().keyId());
        Decision decision = policy.decide(approvals, new ApprovalPolicy.Current(in.verdicts(), Approvals.model(in)));
        findings.problemIf(
                decision.state() != ApprovalPolicy.State.APPROVED,
                "the version was released without the signatures that the spec asks for: " + why(decision));
    }

    private static void same(Findings findings, List<ApprovalSpec> asked, ApproversDocument recorded) {
        List<ApprovalSpec> spec = asked.stream()
                .map(role -> new ApprovalSpec(role.role(), role.count(), role.meaning(), List.of()))
                .toList();
        findings.problemIf(
                !spec.equals(recorded.asked()),
                "data/" + BagLayout.APPROVERS + " asks for other signatures than the spec does");
        for (int i = 0; i < Math.min(asked.size(), recorded.roles().size()); i++) {
            findings.problemIf(
                    asked.get(i).signers().isEmpty()
                            != recorded.roles().get(i).keys().isEmpty(),
                    "data/" + BagLayout.APPROVERS + " names other keys for the role " + asked.get(i).role()
                            + " than the spec does");
        }
    }

    private static String why(Decision decision) {
        if (decision.state() == ApprovalPolicy.State.REJECTED) {
            return "it was rejected";
        }
        List<String> missing = decision.missing().stream()
                .map(role -> role.role() + " (" + role.count() + ")")
                .toList();
        String notes = decision.notes().isEmpty() ? "" : "; " + String.join("; ", decision.notes());
        return "missing are " + String.join(", ", missing) + notes;
    }
}
