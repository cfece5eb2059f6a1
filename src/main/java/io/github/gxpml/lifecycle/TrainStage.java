// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.data.Table;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.GitState;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.metric.Options;
import io.github.gxpml.port.Progress;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
            var lineage = lineage(spec, records);
            run.put(Run.LINEAGE, lineage);
            for (TableRecord table : records) {
                run.audit("data.read", Map.of("table", table.name(), "sha256", table.sha256(), "rows", table.rows()));
            }
            var evaluations =
                    new Evaluations(run, tables, Options.at(spec.validate().level()));
            List<Gate> dataGates =
                    mandatory.stream().filter(gate -> !gate.table().isEmpty()).toList();
            measureData(tables, evaluations, dataGates, progress);
            List<GateResult> data = evaluations.judge(dataGates);
            run.judged(data);
            if (data.stream().anyMatch(result -> result.verdict() != Verdict.PASS)) {
                return new StageOutcome("not trained: the data does not pass its gates", data, List.of(), false);
            }
            return train(run, tables, lineage, data, progress);
        }
    }

    private static StageOutcome train(
            Run run, Tables tables, LineageDocument lineage, List<GateResult> data, Progress progress)
            throws StageException, IOException, InterruptedException {
        var retraining = new Retraining(run, tables);
        Retraining.Outcome trained = retraining.train(progress);
        run.put(Run.LINEAGE, lineage.withTrainings(trained.trainings(), trained.positives()));
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
                .filter(gate -> gate.table().isEmpty())
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

    private static void measureData(Tables tables, Evaluations evaluations, List<Gate> gates, Progress progress)
            throws StageException, IOException {
        int done = 0;
        for (String name : tables.files().keySet()) {
            progress.advance(done++, tables.files().size(), "checking tables");
            Table table = tables.table(name);
            evaluations.measure(table, of(gates, name, false));
            List<Gate> shared = of(gates, name, true);
            if (!shared.isEmpty()) {
                evaluations.measureAgainst(tables.comparedWith(name), table, shared);
            }
        }
    }

    private static List<Gate> of(List<Gate> gates, String table, boolean shared) {
        return gates.stream()
                .filter(gate -> gate.table().equals(table) && gate.metric().equals("shared_rows") == shared)
                .toList();
    }

    private static LineageDocument lineage(Spec spec, List<TableRecord> tables) throws IOException {
        var scripts = new ArrayList<FileRecord>();
        for (String script : spec.train().scripts()) {
            scripts.add(record(spec, script));
        }
        Optional<FileRecord> plan = spec.changeControl().isPresent()
                ? Optional.of(record(spec, spec.changeControl().get().plan()))
                : Optional.empty();
        // what this software writes beside the spec is no change of the code
        Workspace workspace = Workspace.of(spec);
        Set<Path> own = Set.of(workspace.root().toRealPath(), workspace.store().toRealPath());
        Optional<LineageDocument.Code> code = GitState.read(spec.folder(), own);
        return new LineageDocument(code, spec.sha256(), tables, spec.data().source(), scripts, plan, List.of());
    }

    private static FileRecord record(Spec spec, String path) throws IOException {
        Path file = spec.resolve(path);
        return new FileRecord(path, Sha256.of(file), Files.size(file));
    }
}
