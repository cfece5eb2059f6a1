// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.evidence.BundleDocument.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage came to.
 *
 * @param exit the engine's exit code, 0 to 4; 4 also if it crashed
 * @param message one sentence: what went wrong, or which gates did not pass; empty if all passed
 * @param run the run; empty if none was sealed
 * @param verdict PASS, FAIL or UNDECIDED; empty if the stage was not carried out
 * @param metrics numbers by id of their gate; a gate without a number has no entry
 * @param goesOn whether the run can go on to its next stage: every gate passed, was waived, or the spec lets it go on
 * @param missing signatures that are missing
 */
public record StageAnswer(
        int exit,
        String message,
        Optional<SealedRun> run,
        Optional<String> verdict,
        Map<String, Double> metrics,
        boolean goesOn,
        List<String> missing) {

    /**
     * Tells whether the run waits for a training that goes on elsewhere, also where that could not be asked about.
     *
     * @return whether it is to be looked at again
     */
    public boolean waits() {
        return run.filter(one -> one.state().equals(State.WAITING.name())).isPresent();
    }

    /**
     * A run as its evidence was last sealed.
     *
     * @param model name
     * @param number of the run
     * @param version of the model that the run is about
     * @param state how far the run is, for example PENDING
     * @param bundle the sealed bundle, a file on this machine
     * @param bundleSha256 its digest
     * @param artifact the trained model; empty if the run has none
     */
    public record SealedRun(
            String model,
            int number,
            int version,
            String state,
            Path bundle,
            String bundleSha256,
            Optional<Model> artifact) {}

    /**
     * A trained model.
     *
     * @param path a file on this machine
     * @param sha256 its digest as the evidence has it
     */
    public record Model(Path path, String sha256) {}
}
