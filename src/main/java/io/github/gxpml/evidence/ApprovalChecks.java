// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Meaning;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks people's approvals. */
final class ApprovalChecks {
    private ApprovalChecks() {}

    static void approvals(Inspection in, Findings findings) throws IOException {
        List<Approval> good = new ArrayList<>();
        for (String name : Approvals.numbered(in)) {
            try {
                Approval approval = new ApprovalReader(in).read(name);
                check(in, findings, approval);
                good.add(approval);
            } catch (EvidenceException e) {
                findings.problem(e.getMessage());
            }
        }
        if (ReleaseChecks.released(in)) {
            ReleaseChecks.check(in, findings, good);
        }
        if (good.isEmpty()) {
            findings.good("nobody has signed");
            return;
        }
        List<Approval> stale = stale(in, good);
        release(in, findings, good, stale);
        findings.good(good.size() + " signatures of people, " + stale.size() + " of them stale");
    }

    private static void check(Inspection in, Findings findings, Approval approval) throws IOException {
        int seal = approval.claim().seal();
        String manifest = BagLayout.sealManifest(seal);
        findings.problemIf(
                !in.has(manifest)
                        || !Sha256.of(in.read(manifest)).equals(approval.seen().manifestSha256()),
                "data/" + approval.file() + " is about a seal " + seal + " that this run does not have");
        findings.problemIf(
                approval.claim().vote().at().isAfter(in.bundle().sealedAt().plus(Approval.CLOCK_SKEW)),
                "data/" + approval.file() + " says that it was signed after the bundle was sealed");
        findings.problemIf(
                approval.keyId().equals(in.envelope().keyId()),
                "data/" + approval.file() + " is signed with the key of the machine that sealed the bundle, not with a"
                        + " person's");
    }

    private static List<Approval> stale(Inspection in, List<Approval> approvals) throws IOException {
        var current = new ApprovalPolicy.Current(in.verdicts(), Approvals.model(in));
        return approvals.stream()
                .filter(approval -> ApprovalPolicy.stale(approval, current).isPresent())
                .toList();
    }

    /** That a finished run contradicts none of its signatures. */
    private static void release(Inspection in, Findings findings, List<Approval> all, List<Approval> stale)
            throws IOException {
        if (in.bundle().state() != BundleDocument.State.COMPLETE) {
            return;
        }
        for (Approval approval : all) {
            findings.problemIf(
                    approval.claim().vote().meaning() == Meaning.REJECTED,
                    "the bundle says COMPLETE, but data/" + approval.file() + " rejects it");
        }
        for (Approval approval : stale) {
            String role = approval.claim().person().role();
            Optional<Approval> fresh = all.stream()
                    .filter(other -> !stale.contains(other)
                            && other.claim().person().role().equals(role))
                    .findFirst();
            findings.problemIf(
                    fresh.isEmpty(),
                    "the bundle says COMPLETE, but data/" + approval.file()
                            + " is stale: the verdicts or the model that were signed have changed since");
        }
    }
}
