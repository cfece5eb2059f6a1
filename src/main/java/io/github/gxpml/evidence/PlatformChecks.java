// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that what was looked at of the platform is there, says what was judged, and was not left out. */
final class PlatformChecks {
    private PlatformChecks() {}

    /** Each stage that ended, and that the spec asks for a platform that passes, has its gate. */
    static void gates(Inspection in, Findings findings) throws IOException {
        Set<Gate> judged = new HashSet<>();
        in.verdicts().gates().stream()
                .map(GateResult::gate)
                .filter(PlatformChecks::is)
                .forEach(judged::add);
        BundleDocument bundle = in.bundle();
        if (bundle.stages().isEmpty() || judged.isEmpty() && !speaksOfIt(in)) {
            return;
        }
        Spec spec = in.spec();
        for (String stage : ended(bundle)) {
            Gates.platform(spec, stage)
                    .filter(gate -> !judged.contains(gate))
                    .ifPresent(gate -> findings.problem("the spec asks for a platform that passes before " + stage
                            + ", and no verdict is about it"));
        }
        for (Gate gate : judged) {
            findings.problemIf(
                    !Gates.platform(spec, gate.stage()).equals(Optional.of(gate)),
                    "gate " + gate.id() + " is none that the spec asks for");
        }
        Set<String> files = new HashSet<>();
        judged.forEach(gate -> files.add(PreflightDocument.file(gate.stage())));
        boolean broken =
                bundle.state() == State.ERROR || bundle.state() == State.INTERRUPTED || bundle.state() == State.RUNNING;
        in.names().stream()
                .filter(PreflightDocument::is)
                .filter(name -> !files.contains(name) && !broken)
                .forEach(name ->
                        findings.problem("data/" + BagName.shown(name) + " is there, and no gate was judged by it"));
    }

    /** Tells whether the spec may ask for it: by that word, or by a key that is written with escapes. */
    private static boolean speaksOfIt(Inspection in) throws IOException {
        String spec = new String(in.read(BagLayout.SPEC), StandardCharsets.UTF_8);
        boolean looked = in.names().stream().anyMatch(PreflightDocument::is);
        return looked || spec.contains("platform") || spec.contains("\\");
    }

    /** Counts again. Returns whether a gate is one on the platform. */
    static boolean recounted(Inspection in, GateResult result, Findings findings) throws IOException {
        if (!is(result.gate())) {
            return false;
        }
        String file = PreflightDocument.file(result.gate().stage());
        if (!in.has(file)) {
            findings.problem("data/" + file + " is missing, from which the number of gate "
                    + result.gate().id() + " was counted");
            return true;
        }
        PreflightDocument document = in.document(file, PreflightDocument.class);
        findings.problemIf(
                document.format() != PreflightDocument.FORMAT,
                "the format of data/" + file + " is " + document.format() + ", this software knows "
                        + PreflightDocument.FORMAT);
        findings.problemIf(
                !document.stage().equals(result.gate().stage()),
                "data/" + file + " says that it is about stage " + BagName.shown(document.stage()));
        findings.problemIf(
                !document.findings().equals(result.metric()),
                "the number of gate " + result.gate().id() + " is not what data/" + file + " says");
        return true;
    }

    /**
     * Tells whether a stage ended before it began, because the platform did not pass, and the run with it. Once a
     * waiver has let it be carried out, it is in the list of stages a second time.
     */
    static boolean stopped(BundleDocument bundle, VerdictsDocument verdicts, String stage) {
        List<StageRecord> stages = bundle.stages();
        long times =
                stages.stream().filter(record -> record.name().equals(stage)).count();
        boolean last = times == 1 && stages.get(stages.size() - 1).name().equals(stage);
        boolean open = bundle.state() == State.BLOCKED || bundle.state() == State.RUNNING;
        return last
                && open
                && verdicts.gates().stream()
                        .anyMatch(result -> is(result.gate())
                                && result.gate().stage().equals(stage)
                                && result.verdict() != Verdict.PASS);
    }

    private static boolean is(Gate gate) {
        return gate.metric().equals(Gates.PLATFORM_FINDINGS);
    }

    private static List<String> ended(BundleDocument bundle) {
        boolean broken = bundle.state() == State.ERROR || bundle.state() == State.INTERRUPTED;
        List<StageRecord> stages = bundle.stages();
        return stages.subList(0, stages.size() - (broken ? 1 : 0)).stream()
                .filter(stage -> stage.finishedAt().isPresent())
                .map(StageRecord::name)
                .distinct()
                .toList();
    }
}
