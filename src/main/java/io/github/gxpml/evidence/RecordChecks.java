// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.ReproducibilityDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Checks what a bundle records: that it can be read in one way only, and that it does not contradict itself. */
final class RecordChecks {
    private RecordChecks() {}

    static void documents(Inspection in, Findings findings) {
        int read = 0;
        for (String name : in.names()) {
            if (name.endsWith(".json")) {
                tryRead(in, findings, name);
                read++;
            }
        }
        findings.problemIf(!in.has(BagLayout.BUNDLE), "data/bundle.json is missing");
        findings.good("every one of " + read + " JSON documents has exactly one reading");
    }

    private static void tryRead(Inspection in, Findings findings, String name) {
        Class<?> type = switch (name) {
            case BagLayout.BUNDLE -> BundleDocument.class;
            case BagLayout.VERDICTS -> VerdictsDocument.class;
            case BagLayout.LINEAGE -> LineageDocument.class;
            case BagLayout.ENVIRONMENT -> EnvironmentDocument.class;
            case BagLayout.REPRODUCIBILITY -> ReproducibilityDocument.class;
            case OriginDocument.FILE -> OriginDocument.class;
            default -> JsonNode.class;
        };
        try {
            in.document(name, type);
        } catch (IOException e) {
            findings.problem(e.getMessage());
        }
    }

    static void audit(Inspection in, Findings findings) throws IOException {
        if (!in.has(AuditLog.FILE)) {
            findings.problem("data/audit.jsonl is missing");
            return;
        }
        SealPredicate seal = in.seal();
        try (InputStream log = in.contents().open("data/" + AuditLog.FILE)) {
            AuditChain.Scan scan = AuditChain.scan(log, event -> {});
            findings.problemIf(scan.torn().length > 0, "the audit log ends in the middle of an event");
            findings.problemIf(scan.events() == 0, "the audit log holds no event");
            findings.problemIf(
                    scan.events() != seal.auditEvents(),
                    "the audit log holds " + scan.events() + " events, " + seal.auditEvents() + " were sealed");
            findings.problemIf(
                    scan.events() == seal.auditEvents() && !scan.last().equals(seal.auditLast()),
                    "the last audit event is not the one that was sealed");
            findings.good(scan.events() + " events, each follows from the one before");
        }
    }

    static void verdicts(Inspection in, Findings findings) throws IOException {
        List<GateResult> gates = in.verdicts().gates();
        for (GateResult recorded : gates) {
            GateResult judged = in.options().judge().apply(recorded.gate(), recorded.metric());
            findings.problemIf(
                    judged.verdict() != recorded.verdict(),
                    "gate " + recorded.gate().id() + " says " + recorded.verdict() + ", judged again it is "
                            + judged.verdict() + ": " + judged.reason());
        }
        findings.good(
                gates.isEmpty() ? "no gate was judged" : gates.size() + " gates judged again with the same verdicts");
    }

    static void state(Inspection in, Findings findings) throws IOException {
        BundleDocument bundle = in.bundle();
        findings.problemIf(
                bundle.format() != 1, "the bundle's format is " + bundle.format() + ", this software knows 1");
        if (bundle.state() == BundleDocument.State.COMPLETE) {
            complete(in, findings, bundle);
        }
        findings.good("the run is " + bundle.state() + ", which agrees with its gates");
    }

    private static void complete(Inspection in, Findings findings, BundleDocument bundle) throws IOException {
        List<GateResult> gates = in.verdicts().gates();
        List<Waiver> waivers = Waivers.list(in);
        Set<String> waived = waivers.isEmpty()
                ? Set.of()
                : WaiverChecks.standing(in, waivers).keySet();
        findings.problemIf(gates.isEmpty(), "the bundle says COMPLETE, but no gate was judged");
        for (GateResult result : gates) {
            findings.problemIf(
                    WaiverChecks.blocks(result)
                            && !waived.contains(result.gate().id()),
                    "the bundle says COMPLETE, but gate " + result.gate().id() + " is " + result.verdict());
        }
        for (BundleDocument.StageRecord stage : bundle.stages()) {
            findings.problemIf(
                    stage.finishedAt().isEmpty(),
                    "the bundle says COMPLETE, but stage " + BagName.shown(stage.name()) + " did not end");
        }
    }

    static void notChecked(Inspection in, Findings findings) throws IOException {
        List<String> gaps = in.bundle().notChecked();
        findings.problemIf(
                gaps.isEmpty() || gaps.stream().anyMatch(String::isBlank),
                "the bundle does not say what was not checked; there is always something");
        findings.good("the bundle names " + gaps.size() + " things that it does not show");
    }
}
