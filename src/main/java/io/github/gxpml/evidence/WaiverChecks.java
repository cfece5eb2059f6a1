// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.ApprovalPolicy.Excluded;
import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.GateSpec;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks waivers, and that nothing went on in spite of a gate without one. */
final class WaiverChecks {
    private static final String REGISTER = "register";
    /** Judged after a version was registered. */
    private static final String MONITOR = "monitor";

    private WaiverChecks() {}

    static void waivers(Inspection in, Findings findings) throws IOException {
        List<Waiver> all = Waivers.list(in);
        orphans(in, findings, all);
        for (Waiver waiver : all) {
            findings.problemIf(
                    waiver.claim().vote().at().isAfter(in.bundle().sealedAt().plus(Approval.CLOCK_SKEW)),
                    "data/" + waiver.file() + " says that it was signed after the bundle was sealed");
        }
        Map<String, LocalDate> standing = all.isEmpty() ? Map.of() : standing(in, all);
        long blocking = in.verdicts().gates().stream()
                .filter(result -> blocks(result) && !result.gate().stage().equals(MONITOR))
                .filter(result -> !standing.containsKey(result.gate().id()))
                .count();
        findings.problemIf(
                blocking > 0 && in.bundle().registered(),
                "the version was registered in spite of " + blocking + " gates that block and are not validly waived"
                        + why(in, all));
        findings.good(
                all.isEmpty()
                        ? "no gate was waived"
                        : all.size() + " waivers, " + standing.size() + " gates validly waived" + shown(standing)
                                + why(in, all));
    }

    /** Returns the gates that are validly waived, as of when the run was registered, or else sealed. */
    static Map<String, LocalDate> standing(Inspection in, List<Waiver> all) throws IOException {
        var standing = new TreeMap<String, LocalDate>();
        WaiverPolicy policy = policy(in);
        for (Waiver waiver : all) {
            standing.putAll(policy.standing(List.of(waiver), in.verdicts().gates(), used(in.bundle(), waiver)));
        }
        return standing;
    }

    static boolean blocks(GateResult result) {
        return result.verdict() != Verdict.PASS && result.gate().criticality() == GateSpec.Criticality.FAILURE;
    }

    private static WaiverPolicy policy(Inspection in) throws IOException {
        Set<String> people = new TreeSet<>(Exclusions.of(in, in.bundle()));
        if (in.has(BagLayout.APPROVERS)) {
            people.addAll(
                    in.document(BagLayout.APPROVERS, ApproversDocument.class).excludedPeople());
        }
        var excluded = new Excluded(people, Set.of(in.envelope().keyId()));
        return new WaiverPolicy(in.spec().register().waivers(), excluded, in.trust());
    }

    /** A gate of monitoring is waived after the version was registered, any other one before. */
    private static Instant used(BundleDocument bundle, Waiver waiver) {
        boolean later = waiver.claim().terms().gate().startsWith(MONITOR + "/");
        return bundle.stages().stream()
                .filter(stage -> !later && stage.name().equals(REGISTER))
                .map(StageRecord::startedAt)
                .findFirst()
                .orElse(bundle.sealedAt());
    }

    /** A confirmation without its waiver may once have had one. */
    private static void orphans(Inspection in, Findings findings, List<Waiver> all) {
        List<String> known =
                all.stream().map(waiver -> Waivers.confirmation(waiver.file())).toList();
        in.names().stream()
                .filter(name -> name.startsWith(Waivers.CONFIRMATION) && !known.contains(name))
                .forEach(
                        name -> findings.problem("data/" + BagName.shown(name) + " confirms a waiver that is missing"));
    }

    private static String shown(Map<String, LocalDate> standing) {
        List<String> texts = new ArrayList<>();
        standing.forEach((gate, until) -> texts.add(BagName.shown(gate) + " until " + until));
        return texts.isEmpty() ? "" : " (" + String.join(", ", texts) + "); their verdicts stay";
    }

    private static String why(Inspection in, List<Waiver> all) throws IOException {
        if (all.isEmpty()) {
            return "";
        }
        var text = new StringBuilder();
        WaiverPolicy policy = policy(in);
        for (Waiver waiver : all) {
            policy.objection(waiver, in.verdicts().gates(), used(in.bundle(), waiver))
                    .ifPresent(why -> text.append("; data/")
                            .append(waiver.file())
                            .append(" does not count: ")
                            .append(why));
        }
        return text.toString();
    }
}
