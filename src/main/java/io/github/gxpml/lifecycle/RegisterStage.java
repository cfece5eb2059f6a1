// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.gate.Judge;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
                    + Judge.overall(run.gates()) + ") and not validly waived: it cannot be registered");
        }
        TrainedModel trained = TrainedModel.of(run);
        progress.advance(0, 0, "registering");
        ModelRegistry registry = run.ports().registry();
        ModelVersion version = registry.register(new Registration(
                spec.model().name(),
                run.number(),
                run.folder().resolve(trained.model()),
                run.manifestSha256(),
                CatalogueDocuments.of(run),
                CatalogueDocuments.facts(run),
                change(run, Status.PENDING, reason(run))));
        List<String> notes = registry.notes();
        run.registered();
        run.audit(
                "model.registered",
                Map.of(
                        "version",
                        version.version(),
                        "model",
                        version.sha256(),
                        "old",
                        "none",
                        "new",
                        Status.PENDING.name()));
        String name = spec.model().name() + " " + run.number();
        if (!spec.register().approvals().isEmpty()) {
            Approving.open(run);
            String wanted = String.join(", ", Approving.missing(run));
            return new StageOutcome(name + "  PENDING: waits for " + wanted, List.of(), notes, true);
        }
        Release.release(run, "no approval is asked for: research use");
        return new StageOutcome(
                name + "  PENDING -> ACTIVE (no approval asked for: research use)", List.of(), notes, false);
    }

    private static String reason(Run run) throws IOException {
        Map<String, LocalDate> waived = Waiving.waived(run);
        return waived.isEmpty()
                ? "every blocking gate is PASS"
                : "every blocking gate is PASS or waived: "
                        + waived.entrySet().stream()
                                .map(gate -> gate.getKey() + " until " + gate.getValue())
                                .collect(Collectors.joining(", "));
    }

    static Change change(Run run, Status status, String reason) {
        return new Change(status, run.ports().clock().instant(), run.document().startedBy(), reason);
    }
}
