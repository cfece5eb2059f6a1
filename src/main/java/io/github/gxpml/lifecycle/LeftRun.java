// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.ApprovalPolicy;
import io.github.gxpml.evidence.BundleDocument.State;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What a process that was killed has left behind is brought to an end by the next one. */
final class LeftRun {
    private LeftRun() {}

    /** Finds a run. */
    @FunctionalInterface
    interface Finder {
        Optional<Run> find() throws IOException;
    }

    /** Seals a run as interrupted whose process was killed in a stage, unless its training goes on elsewhere. */
    static void sealDead(Run run) throws IOException {
        if (!run.dead() || RemoteWork.goesOn(run)) {
            return;
        }
        run.audit("run.found-dead", Map.of("by", run.actor()));
        if (run.ports().registry().find(run.spec().model().name(), run.number()).isPresent()) {
            run.registered(); // the registry knows more than the evidence could say before the end
        }
        KeptSeals.sealDead(run);
    }

    /** A kill may have come between the last signature and its consequence. What is wrong with it stops no new run. */
    static void settleSigned(Finder latest, RunListener listener) {
        try {
            Optional<Run> run = latest.find();
            if (run.isPresent()
                    && run.get().document().state() == State.PENDING
                    && run.get().sameSpec()
                    && Approving.decision(run.get()).state() != ApprovalPolicy.State.PENDING) {
                Approving.finish(run.get());
            }
        } catch (StageException | IOException e) {
            listener.note("the run that waits cannot be released: " + e.getMessage());
        }
    }
}
