// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.OpenFacets;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.comparison.Change;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.metric.drift.Baseline.Measured;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.spec.DecisionRule;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Makes a registered version the one in use, and freezes the baseline that it will be watched against. */
final class Release {
    private Release() {}

    /**
     * Tells whether nothing blocks the release of a run: it was validated, and every blocking gate is PASS or waived.
     */
    static boolean open(Run run) throws IOException {
        List<GateResult> validated = run.gates().stream()
                .filter(result -> result.gate().stage().equals("validate"))
                .toList();
        return !validated.isEmpty() && Waiving.blocking(run).isEmpty();
    }

    /**
     * Freezes the baseline, then makes the version active: a version in use always has its baseline.
     *
     * @param run the run whose number is the version
     * @param reason why it may be used
     * @throws StageException if the baseline cannot be made
     * @throws IOException if it cannot be kept
     */
    static void release(Run run, String reason) throws StageException, IOException {
        freeze(run);
        Spec spec = run.spec();
        String before = run.ports()
                .registry()
                .active(spec.model().name())
                .map(version -> Integer.toString(version.version()))
                .orElse("none");
        // a release that was cut off goes on where it was
        Status now = run.ports()
                .registry()
                .find(spec.model().name(), run.number())
                .map(version -> version.status())
                .orElseThrow(() -> new StageException("version " + run.number() + " of "
                        + spec.model().name() + " is not in the registry any more: start a new run"));
        Status old = now;
        for (Status status : remaining(now)) {
            change(run, status, reason);
            run.audit("model.status", Map.of("old", old.name(), "new", status.name(), "reason", reason));
            old = status;
        }
        run.audit("model.active", Map.of("old", before, "new", Integer.toString(run.number())));
    }

    /** Says in the evidence what a registry objects to, for example that somebody else approved the version there. */
    private static void change(Run run, Status status, String reason) throws IOException {
        ModelRegistry registry = run.ports().registry();
        try {
            registry.change(run.spec().model().name(), run.number(), RegisterStage.change(run, status, reason));
        } catch (IOException e) {
            run.audit("model.refused", Map.of("to", status.name(), "reason", String.valueOf(e.getMessage())));
            throw e;
        }
        for (String note : registry.notes()) {
            run.audit("model.note", Map.of("note", note));
        }
    }

    private static List<Status> remaining(Status now) {
        return switch (now) {
            case ACTIVE -> List.of();
            case APPROVED -> List.of(Status.ACTIVE);
            case PENDING, REJECTED, RETIRED ->
                List.of(Status.APPROVED, Status.ACTIVE); // the registry refuses the latter
        };
    }

    /**
     * Features and label are frozen as the model was trained on them. The score and its attributions are frozen on rows
     * that it has not seen, since it scores those it was trained on better than any others.
     */
    private static void freeze(Run run) throws StageException, IOException {
        Spec spec = run.spec();
        String table = spec.train().table();
        try (Tables tables = Tables.open(run)) {
            TrainedModel model = TrainedModel.of(run);
            String unseen = model.predictions().containsKey(Gates.VALIDATION) ? Gates.VALIDATION : table;
            Baseline frozen = features(run, tables, table)
                    .withPredictionsOf(predictions(run, tables, model, unseen))
                    .with(measured(run, tables, model))
                    .with(tables.groups(table))
                    .with(DecisionRule.of(spec));
            byte[] baseline = Json.pretty(frozen);
            run.ports().baselines().freeze(spec.model().name(), run.number(), baseline);
            run.bag().put("baseline.json", baseline);
            run.audit(
                    "baseline.frozen",
                    Map.of("table", table, "predictions", unseen, "old", before(run), "new", Sha256.of(baseline)));
        } catch (DataException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Returns the digest of the baseline that is in use until now. */
    private static String before(Run run) throws IOException {
        String model = run.spec().model().name();
        var active = run.ports().registry().active(model);
        if (active.isEmpty()) {
            return "none";
        }
        return run.ports()
                .baselines()
                .find(model, active.get().version())
                .map(Sha256::of)
                .orElse("none");
    }

    /** Measures what monitoring will be compared with, on rows that the model was not trained on. */
    private static List<Measured> measured(Run run, Tables tables, TrainedModel model)
            throws StageException, DataException {
        Spec spec = run.spec();
        String path = model.predictions().get(Gates.VALIDATION);
        if (path == null) {
            return List.of();
        }
        OpenFacets groups = OpenFacets.of(
                spec.data(),
                List.of(
                        tables.groups(Gates.VALIDATION),
                        tables.groups(spec.train().table())));
        List<Request> requests = Gates.close(Gates.of(spec, "monitor"), groups.names()).stream()
                .filter(gate -> gate.against().equals(Change.NAME))
                .map(gate -> gate.request().against(""))
                .distinct()
                .toList();
        if (requests.isEmpty()) {
            return List.of();
        }
        ScoredTable scored = tables.scored(Gates.VALIDATION, run.folder().resolve(path), groups.close(spec.data()));
        Options options = Options.at(spec.validate().level());
        List<MetricValue> values = new Evaluation(tables.engine(), groups.close(spec.data()), options)
                .of(scored, requests)
                .values();
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            measured.add(new Measured(requests.get(i), values.get(i)));
        }
        return measured;
    }

    static Baseline features(Run run, Tables tables, String table) throws StageException, IOException, DataException {
        Spec spec = run.spec();
        String digest = unchanged(run, tables, table);
        String label = spec.data().label().column();
        var columns = new LinkedHashSet<>(spec.data().features());
        if (!label.equals(ScoredTable.PREDICTION)) {
            columns.add(label);
        }
        return Baseline.of(
                        tables.engine(),
                        tables.table(table),
                        columns,
                        spec.model().name(),
                        digest)
                .labelled(label);
    }

    private static Baseline predictions(Run run, Tables tables, TrainedModel model, String table)
            throws StageException, IOException, DataException {
        String digest = unchanged(run, tables, table);
        var predictions = run.folder().resolve(model.predictions().get(table));
        return Baseline.of(
                tables.engine(),
                tables.scored(table, predictions),
                List.of(),
                run.spec().model().name(),
                digest);
    }

    /** Signatures may take days; what the model is watched against must be what it was trained and checked on. */
    private static String unchanged(Run run, Tables tables, String table) throws StageException, IOException {
        String digest = tables.identify(table).sha256();
        tables.checkUnchanged(run, table, digest);
        return digest;
    }
}
