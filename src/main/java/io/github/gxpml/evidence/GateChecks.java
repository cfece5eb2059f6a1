// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.data.Combinations;
import io.github.gxpml.data.Groups;
import io.github.gxpml.data.OpenFacets;
import io.github.gxpml.data.States;
import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that no gate was left out: each one that the spec sets for a stage that was carried out has its verdict. */
final class GateChecks {
    private GateChecks() {}

    static void gates(Inspection in, Findings findings) throws IOException {
        Set<Gate> judged = in.verdicts().gates().stream().map(GateResult::gate).collect(Collectors.toSet());
        BundleDocument bundle = in.bundle();
        VerdictsDocument verdicts = in.verdicts();
        List<String> stages = carriedOut(bundle).stream()
                .filter(stage -> !PlatformChecks.stopped(bundle, verdicts, stage))
                .toList();
        HostGateChecks.files(in, findings);
        PlatformChecks.gates(in, findings);
        boolean marked = judged.stream().anyMatch(gate -> gate.host().isPresent());
        Set<Gate> asked = new LinkedHashSet<>();
        if (!stages.isEmpty() || marked) {
            Spec spec = in.spec();
            for (List<Gate> gates : HostGateFiles.gatesIn(in, spec).values()) {
                for (Gate gate : gates) {
                    asked.addAll(closed(in, spec, gate, findings));
                }
            }
        }
        List<Gate> due =
                asked.stream().filter(gate -> stages.contains(gate.stage())).toList();
        due.stream()
                .filter(gate -> !judged.contains(gate))
                .forEach(gate ->
                        findings.problem(gate.host().map(from -> "the " + from).orElse("the spec")
                                + " asks for gate " + gate.id() + " with limit " + gate.min() + " .. " + gate.max()
                                + ", and no verdict is about it"));
        HostGateChecks.marks(in.verdicts().gates(), asked, findings);
        findings.good(
                stages.isEmpty()
                        ? "no stage with gates of the spec was carried out"
                        : due.size() + " gates that the spec asks for" + (marked ? ", or the host" : "")
                                + ", each with its verdict");
    }

    /** Stages that came to their end; the last one of a run that broke off did not. */
    private static List<String> carriedOut(BundleDocument bundle) {
        boolean broken = bundle.state() == State.ERROR || bundle.state() == State.INTERRUPTED;
        List<StageRecord> stages = bundle.stages();
        return stages.subList(0, stages.size() - (broken && !stages.isEmpty() ? 1 : 0)).stream()
                .filter(stage -> stage.finishedAt().isPresent())
                .map(StageRecord::name)
                .filter(Gates.STAGES::contains)
                .toList();
    }

    /** A gate on an open facet stands for one on each group that the counts name. */
    private static List<Gate> closed(Inspection in, Spec spec, Gate gate, Findings findings) throws IOException {
        Optional<FacetSpec> open = spec.data().facets().stream()
                .filter(facet -> facet.open() && facet.name().equals(gate.facet()))
                .findFirst();
        String file = StatesFile.of(gate);
        if (open.isEmpty() || !in.has(file)) {
            return List.of(gate);
        }
        EvaluationDocument document = in.document(file, EvaluationDocument.class);
        States states = document.states();
        counted(states, open.get(), findings);
        OpenFacets groups = OpenFacets.of(
                spec.data(), List.of(states.combinations(), document.options().groups()));
        return Gates.close(List.of(gate), groups.names());
    }

    /** Every row is in one of the groups or counted outside of them, so that none can be left out unseen. */
    private static void counted(States states, FacetSpec open, Findings findings) {
        Combinations found = states.combinations().get(open.name());
        if (found == null || found.tooMany()) {
            return;
        }
        long rows = found.others();
        Map<String, Groups> facets = states.facets();
        for (Combinations.Group group : found.groups()) {
            rows += group.rows();
            String name = open.with(group.values()).name();
            Groups sides = facets.get(name);
            findings.problemIf(
                    sides != null && sides.disfavoured().rows() != group.rows(),
                    "table " + states.table() + " counts " + group.rows() + " rows with " + name
                            + " in one place and another number elsewhere");
        }
        findings.problemIf(
                rows != states.rows(),
                "the groups of " + open.name() + " in table " + states.table() + " make up " + rows + " rows of "
                        + states.rows());
    }
}
