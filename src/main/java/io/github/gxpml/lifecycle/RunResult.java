// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.EvidenceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call came to, after its evidence was sealed.
 *
 * @param model name
 * @param run number of the run
 * @param version of the model that the run is about: its own, or the one in use that it looked at
 * @param state how far the run is
 * @param gates every gate of the run, in the order of judging
 * @param released whether the version that the run is about is the one in use
 * @param verdict what the gates of this call say together; missing signatures, a job under way, or an end before the
 *     end make it UNDECIDED, a rejection FAIL
 * @param bundle the sealed bundle
 * @param bundleSha256 digest of the zip
 * @param artifact the trained model; absent if the run trained none
 * @param missing signatures that are missing, one phrase each, for example {@code quality (1)}
 * @param waived gates that two people have waived, by id, each with the day until which that holds; their verdicts stay
 * @param approval what is to be signed; absent unless the run waits for signatures
 * @param waiver what could be waived; absent unless a gate stopped the run and the spec lets somebody waive it
 * @param kept what the evidence store confirmed of the run's last seal; absent if it has not, or was not asked
 * @param toBeKept whether a seal is still to be kept there
 */
public record RunResult(
        String model,
        int run,
        int version,
        State state,
        boolean released,
        List<GateResult> gates,
        Verdict verdict,
        Path bundle,
        String bundleSha256,
        Optional<Artifact> artifact,
        List<String> missing,
        Map<String, LocalDate> waived,
        Optional<AskedApproval> approval,
        Optional<AskedWaiver> waiver,
        Optional<EvidenceStore.Receipt> kept,
        boolean toBeKept) {
    /**
     * A trained model.
     *
     * @param path the file
     * @param sha256 its digest when it was trained
     */
    public record Artifact(Path path, String sha256) {}

    /** Copies the collections. */
    public RunResult {
        waived = Map.copyOf(waived);
        gates = List.copyOf(gates);
        missing = List.copyOf(missing);
    }

    /** Says what a run that is sealed came to. */
    static RunResult of(Run run) throws IOException {
        State state = run.document().state();
        boolean waits = state == State.PENDING;
        return new RunResult(
                run.spec().model().name(),
                run.number(),
                run.version(),
                state,
                released(run),
                run.gates(),
                verdict(state, Judge.overall(run.gates())),
                run.bundle(),
                Sha256.of(run.bundle()),
                TrainedModel.artifact(run),
                waits ? Approving.missing(run) : List.of(),
                Waiving.waived(run),
                waits ? Optional.of(AskedApproval.of(run)) : Optional.empty(),
                AskedWaiver.of(run),
                KeptSeals.of(run).receipt(),
                KeptSeals.of(run).open());
    }

    private static boolean released(Run run) throws IOException {
        int version = run.version();
        return run.ports()
                .registry()
                .active(run.spec().model().name())
                .filter(active -> active.version() == version)
                .isPresent();
    }

    /** People count too: what nobody has signed yet is undecided, and what somebody rejects has failed. */
    private static Verdict verdict(State state, Verdict gates) {
        return switch (state) {
            case REJECTED -> Verdict.FAIL;
            // what was not carried out to its end shows nothing, whatever was judged before
            case PENDING, WAITING, ERROR, INTERRUPTED -> gates == Verdict.PASS ? Verdict.UNDECIDED : gates;
            default -> gates;
        };
    }
}
