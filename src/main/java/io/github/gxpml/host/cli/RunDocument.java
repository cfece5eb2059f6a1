// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lifecycle.AskedApproval;
import io.github.gxpml.lifecycle.AskedWaiver;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.EvidenceStore.Receipt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code --format json} prints of a run.
 *
 * @param model name
 * @param run number of the run
 * @param version of the model that the run is about: its own, or the one in use that it looked at
 * @param state how far the run is
 * @param released whether the version that the run is about is the one in use
 * @param verdict what the gates say together
 * @param exit the exit code
 * @param gates every gate with number, verdict and reason
 * @param missing signatures that are missing
 * @param waived gates that are validly waived, by id, with the last day; their verdicts stay
 * @param bundle the sealed bundle
 * @param artifact the trained model; absent if the run trained none
 * @param approval what is to be signed; absent unless the run waits for signatures
 * @param waiver what could be waived; absent unless a gate stopped the run and the spec lets somebody waive it
 * @param kept where the evidence store keeps the bundle, as it confirmed; absent if it has not, or was not asked
 */
record RunDocument(
        String model,
        int run,
        int version,
        String state,
        boolean released,
        String verdict,
        int exit,
        List<JudgedGate> gates,
        List<String> missing,
        Map<String, String> waived,
        KeptFile bundle,
        Optional<KeptFile> artifact,
        Optional<AskedApproval> approval,
        Optional<AskedWaiver> waiver,
        Optional<Receipt> kept) {

    /**
     * A file that the run keeps.
     *
     * @param path the file
     * @param sha256 its digest
     */
    record KeptFile(String path, String sha256) {}

    /**
     * A gate with its id, by which waivers name it too.
     *
     * @param id of the gate in the run
     * @param gate the limit
     * @param metric the number, or why there is none
     * @param verdict what the gate says
     * @param reason one short sentence
     */
    record JudgedGate(String id, Gate gate, MetricValue metric, Verdict verdict, String reason) {
        static JudgedGate of(GateResult result) {
            return new JudgedGate(
                    result.gate().id(), result.gate(), result.metric(), result.verdict(), result.reason());
        }
    }

    static RunDocument of(RunResult result) {
        return new RunDocument(
                result.model(),
                result.run(),
                result.version(),
                result.state().name(),
                result.released(),
                result.verdict().name(),
                ExitCode.of(result.verdict()),
                result.gates().stream().map(JudgedGate::of).toList(),
                result.missing(),
                waived(result),
                new KeptFile(result.bundle().toString(), result.bundleSha256()),
                result.artifact().map(model -> new KeptFile(model.path().toString(), model.sha256())),
                result.approval(),
                result.waiver(),
                result.kept());
    }

    private static Map<String, String> waived(RunResult result) {
        Map<String, String> days = new TreeMap<>();
        result.waived().forEach((gate, until) -> days.put(gate, until.toString()));
        return days;
    }
}
