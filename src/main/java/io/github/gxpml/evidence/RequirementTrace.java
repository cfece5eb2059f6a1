// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.RequirementsDocument.Requirement;
import io.github.gxpml.evidence.RequirementsDocument.Signed;
import io.github.gxpml.evidence.RequirementsDocument.State;
import io.github.gxpml.evidence.RequirementsDocument.Traced;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.RequirementSpec;
import io.github.gxpml.spec.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Traces each requirement of a spec to its gates, their verdicts and the signatures under them. A gate that the spec
 * asks for and nobody has judged yet is in the trace too, so that a run which broke off meets no requirement.
 */
public final class RequirementTrace {
    private final Spec spec;
    private final Map<String, List<Gate>> asked;
    private final List<GateResult> judged;
    private final List<Approval> approvals;

    private RequirementTrace(
            Spec spec, Map<String, List<Gate>> asked, List<GateResult> judged, List<Approval> approvals) {
        this.spec = spec;
        this.asked = asked;
        this.judged = judged;
        this.approvals = approvals;
    }

    /**
     * Traces.
     *
     * @param spec the spec of the run
     * @param asked the gates of every stage, as {@link HostGateFiles} returns them
     * @param judged every gate that was judged
     * @param approvals every signature that was given
     * @return one entry for each requirement
     */
    public static RequirementsDocument of(
            Spec spec, Map<String, List<Gate>> asked, List<GateResult> judged, List<Approval> approvals) {
        var trace = new RequirementTrace(spec, asked, judged, approvals);
        return new RequirementsDocument(
                spec.requirements().stream().map(trace::requirement).toList());
    }

    private Requirement requirement(RequirementSpec requirement) {
        List<GateResult> results = judged.stream()
                .filter(result -> shows(result.gate(), requirement))
                .toList();
        List<Traced> gates = new ArrayList<>();
        results.forEach(result -> gates.add(traced(result.gate(), Optional.of(result.verdict()))));
        expected()
                .filter(gate -> shows(gate, requirement) && !isJudged(gate))
                .forEach(gate -> gates.add(traced(gate, Optional.empty())));
        boolean met = !gates.isEmpty()
                && gates.stream().allMatch(gate -> gate.verdict().equals(Optional.of(Verdict.PASS)));
        return new Requirement(
                requirement.id(),
                requirement.text(),
                requirement.risk(),
                met ? State.MET : State.OPEN,
                reason(gates),
                gates,
                signatures(results));
    }

    private static boolean shows(Gate gate, RequirementSpec requirement) {
        return gate.requirement().equals(requirement.id())
                || always(gate) && requirement.mandatory().contains(gate.metric());
    }

    private static boolean always(Gate gate) {
        return gate.stage().equals("train") || gate.metric().equals(Gates.PLATFORM_FINDINGS);
    }

    private Stream<Gate> expected() {
        Stream<Gate> stages = Gates.STAGES.stream().flatMap(stage -> asked.getOrDefault(stage, List.of()).stream());
        Stream<Gate> platform =
                spec.platform().require().stream().flatMap(stage -> Gates.platform(spec, stage).stream());
        return Stream.of(platform, Gates.mandatory(spec).stream(), stages)
                .flatMap(gates -> gates)
                .distinct();
    }

    /** A gate on an open facet is judged by the gates on the groups that it stands for. */
    private boolean isJudged(Gate gate) {
        boolean open = spec.data().facets().stream()
                .anyMatch(facet -> facet.open() && facet.name().equals(gate.facet()));
        return judged.stream()
                .map(GateResult::gate)
                .anyMatch(
                        one -> one.equals(gate) || open && gate.on(one.facet()).equals(one));
    }

    private static Traced traced(Gate gate, Optional<Verdict> verdict) {
        return new Traced(gate.id(), gate.min(), gate.max(), verdict);
    }

    private static String reason(List<Traced> gates) {
        if (gates.isEmpty()) {
            return "no gate shows it: name it in `requirement` of a gate";
        }
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = gates.stream()
                    .filter(gate -> gate.verdict().equals(Optional.of(verdict)))
                    .count();
            if (count > 0) {
                parts.add(count + " " + verdict);
            }
        }
        long open = gates.stream().filter(gate -> gate.verdict().isEmpty()).count();
        if (open > 0) {
            parts.add(open + " not judged");
        }
        return (gates.size() == 1 ? "1 gate: " : gates.size() + " gates: ") + String.join(", ", parts);
    }

    private List<Signed> signatures(List<GateResult> results) {
        List<Signed> signatures = new ArrayList<>();
        for (Approval approval : approvals) {
            Set<GateResult> seen = new HashSet<>(approval.seen().verdicts().gates());
            int covered = (int) results.stream().filter(seen::contains).count();
            if (covered > 0) {
                Approval.Person person = approval.claim().person();
                signatures.add(new Signed(
                        approval.file(),
                        person.name() + " <" + person.email() + ">",
                        person.role(),
                        approval.claim().vote().meaning(),
                        approval.claim().vote().at(),
                        covered));
            }
        }
        return signatures;
    }
}
