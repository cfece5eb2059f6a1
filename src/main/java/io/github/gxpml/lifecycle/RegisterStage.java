// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.gate.Judge;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Registers the validated model. It is released at once only where the spec asks for no signature. */
final class RegisterStage implements Stage {
    @Override
    public String name() {
        return "register";
    }

    @Override
    public StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException {
        Spec spec = run.spec();
        if (!Release.open(run)) {
            throw new StageException("run " + run.number() + " has gates that are not PASS ("
                    + Judge.overall(run.gates()) + "): it cannot be registered");
        }
        TrainedModel trained = TrainedModel.of(run);
        progress.advance(0, 0, "registering");
        ModelRegistry registry = run.ports().registry();
        ModelVersion version = registry.register(
                spec.model().name(),
                run.number(),
                run.folder().resolve(trained.model()),
                run.manifestSha256(),
                change(run, Status.PENDING, "every blocking gate is PASS"));
        run.registered();
        run.audit("model.registered", Map.of("version", version.version(), "model", version.sha256()));
        String name = spec.model().name() + " " + run.number();
        if (!spec.register().approvals().isEmpty()) {
            String wanted = String.join(", ", Approving.missing(run));
            return new StageOutcome(name + "  PENDING: waits for " + wanted, List.of(), List.of(), true);
        }
        Release.release(run, "no approval is asked for: research use");
        return new StageOutcome(
                name + "  PENDING -> ACTIVE (no approval asked for: research use)", List.of(), List.of(), false);
    }

    static Change change(Run run, Status status, String reason) {
        return new Change(status, run.ports().clock().instant(), run.document().startedBy(), reason);
    }
}
