// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.Overlap;
import io.github.gxpml.data.Table;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the data, trains, trains again and compares, runs the model's own tests. Data that fails its gates is not
 * trained on.
 */
final class TrainStage implements Stage {
    @Override
    public String name() {
        return "train";
    }

    @Override
    public StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException, InterruptedException {
        Spec spec = run.spec();
        List<Gate> mandatory = Gates.mandatory(spec);
        try (Tables tables = Tables.open(run)) {
            var records = new ArrayList<TableRecord>();
            for (String name : spec.data().tables().keySet()) {
                progress.advance(records.size(), spec.data().tables().size(), "reading tables");
                records.add(tables.identify(name));
            }
            LineageDocument lineage = lineage(run, records);
            run.put(Run.LINEAGE, lineage);
            for (TableRecord table : records) {
                run.onNews(() -> run.audit(
                        "data.read", Map.of("table", table.name(), "sha256", table.sha256(), "rows", table.rows())));
            }
            var evaluations =
                    new Evaluations(run, tables, Options.at(spec.validate().level()));
            boolean asked = LineageReader.asked(lineage.sources());
            List<Gate> dataGates = mandatory.stream()
                    .filter(TrainStage::ofData)
                    .filter(gate -> asked || !gate.metric().equals(Gates.SOURCE_MISMATCHES))
                    .toList();
            Map<String, List<Overlap>> overlaps = measureData(tables, evaluations, dataGates, progress);
            lineage = lineage.with(LineageReader.split(tables, records, overlaps));
            run.put(Run.LINEAGE, lineage);
            MetricValue mismatches = LineageReader.mismatches(lineage.sources());
            dataGates.stream()
                    .filter(gate -> gate.metric().equals(Gates.SOURCE_MISMATCHES))
                    .forEach(gate -> evaluations.take(gate, mismatches));
            List<GateResult> data = evaluations.judge(dataGates);
            run.judged(data);
            if (data.stream().anyMatch(result -> result.verdict() != Verdict.PASS)) {
                return new StageOutcome("not trained: the data does not pass its gates", data, List.of(), false);
            }
            return train(run, tables, lineage, data, progress);
        }
    }

    /** A stage that goes on with a job goes on with the code and the data that the job was given. */
    private static LineageDocument lineage(Run run, List<TableRecord> records) throws StageException, IOException {
        var before = run.lineage();
        if (before.isEmpty()) {
            return LineageReader.read(run, records);
        }
        for (TableRecord record : records) {
            if (before.get().tables().stream()
                    .noneMatch(table ->
                            table.name().equals(record.name()) && table.sha256().equals(record.sha256()))) {
                throw new StageException("table " + record.name() + " has changed since run " + run.number()
                        + " started: put it back to go on with that run, or end it with `gxp cancel`");
            }
        }
        return before.get();
    }

    private static StageOutcome train(
            Run run, Tables tables, LineageDocument lineage, List<GateResult> data, Progress progress)
            throws StageException, IOException, InterruptedException {
        var retraining = new Retraining(run, tables);
        Retraining.Outcome trained = retraining.train(progress);
        run.put(
                Run.LINEAGE,
                lineage.withTrainings(trained.trainings(), trained.positives())
                        .with(LastRelease.compared(
                                run, trained.trainings().get(0).hyperparameters())));
        var measured = new java.util.TreeMap<>(trained.metrics());
        if (run.spec().reproducibility().unitTests().isPresent()) {
            var tests = new UnitTests(
                    run.spec(),
                    run.spec().reproducibility().unitTests().get(),
                    run.ports().commands());
            measured.putAll(tests.run(progress, run.bag()::put));
        }
        var evaluations =
                new Evaluations(run, tables, Options.at(run.spec().validate().level()));
        List<Gate> gates = Gates.mandatory(run.spec()).stream()
                .filter(gate -> !ofData(gate))
                .toList();
        gates.stream()
                .filter(gate -> measured.containsKey(gate.metric()))
                .forEach(gate -> evaluations.take(gate, measured.get(gate.metric())));
        List<GateResult> results = evaluations.judge(gates);
        run.judged(results);
        var all = new ArrayList<>(data);
        all.addAll(results);
        return new StageOutcome(trained.summary(), all, trained.notes(), false);
    }

    /** Judged before anything is trained. */
    private static boolean ofData(Gate gate) {
        return !gate.table().isEmpty() || gate.metric().equals(Gates.SOURCE_MISMATCHES);
    }

    private static Map<String, List<Overlap>> measureData(
            Tables tables, Evaluations evaluations, List<Gate> gates, Progress progress)
            throws StageException, IOException {
        Map<String, List<Overlap>> overlaps = new LinkedHashMap<>();
        int done = 0;
        for (String name : tables.files().keySet()) {
            progress.advance(done++, tables.files().size(), "checking tables");
            Table table = tables.table(name);
            evaluations.measure(table, of(gates, name, false));
            List<Gate> shared = of(gates, name, true);
            if (!shared.isEmpty()) {
                overlaps.put(name, evaluations.measureAgainst(tables.comparedWith(name), table, shared));
            }
        }
        return overlaps;
    }

    private static List<Gate> of(List<Gate> gates, String table, boolean shared) {
        return gates.stream()
                .filter(gate -> gate.table().equals(table) && gate.metric().equals("shared_rows") == shared)
                .toList();
    }
}
