// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine said about a stage that it carried out.
 *
 * @param model its name
 * @param version the version of the model that was looked at
 * @param run number of the run
 * @param state how far the run is
 * @param verdict what the gates say together
 * @param exit the exit code that belongs to it
 * @param gates every gate of the run
 * @param waived ids of gates that are validly waived
 * @param missing signatures that are missing
 * @param terms what people are asked to sign; absent unless the run waits for signatures
 * @param artifact path of the trained model on the agent; absent if the run trained none
 * @param bundle path of the sealed bundle on the agent
 * @param bundleSha256 its digest
 */
public record StageReport(
        String model,
        int version,
        int run,
        String state,
        String verdict,
        int exit,
        List<GateRow> gates,
        Set<String> waived,
        List<String> missing,
        Optional<ReleaseTerms> terms,
        Optional<String> artifact,
        String bundle,
        String bundleSha256) {
    /** Copies the collections. */
    public StageReport {
        gates = List.copyOf(gates);
        waived = Set.copyOf(waived);
        missing = List.copyOf(missing);
    }

    /**
     * Tells whether signatures are missing.
     *
     * @return true if nothing was released
     */
    public boolean isPending() {
        return state.equals("PENDING");
    }

    /**
     * Tells whether a training goes on elsewhere, in a service.
     *
     * @return true if there is something to look at again
     */
    public boolean isElsewhere() {
        return state.equals("WAITING");
    }

    /** Tells whether the run can go on to its next stage: the gates passed or were waived, or the spec is lenient. */
    public boolean isGoingOn() {
        return exit != Verdicts.NOT_CARRIED_OUT && !isStopped();
    }

    /** Tells whether the run ends here; a run that goes on in spite of a verdict has a waiver or a lenient gate. */
    public boolean isStopped() {
        return !state.equals("RUNNING") && !state.equals("COMPLETE");
    }
}
