// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.MonitoredDocument;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument.TableRecord;
import io.github.gxpml.lineage.SourceRecord;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.MonitorSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores data from use with the version in use, and judges it against the baseline frozen with that version. */
final class MonitorStage implements Stage {
    @Override
    public String name() {
        return "monitor";
    }

    @Override
    public StageOutcome carryOut(Run run, Progress progress) throws StageException, IOException, InterruptedException {
        Spec spec = run.spec();
        MonitorSpec monitor = spec.monitor()
                .orElseThrow(() -> new StageException(
                        spec.file() + " has no section monitor: add one with a table and qualityGates"));
        List<Gate> gates = run.asked().get(name());
        Optional<ModelVersion> active =
                run.ports().registry().active(spec.model().name());
        if (active.isEmpty()) {
            throw new StageException("no version of " + spec.model().name()
                    + " is active: register one and get it approved before it is monitored");
        }
        ModelVersion version = active.get();
        Optional<Baseline> baseline = baseline(run, version);
        try (Tables tables = Tables.open(run)) {
            TableRecord table = tables.identify(monitor.table());
            run.put(MonitoredDocument.FILE, new MonitoredDocument(table, version));
            List<SourceRecord> sources = LineageReader.sources(run, table);
            if (run.lineage().isEmpty()) {
                // a later look at the version in use: what it looked at, and with which code, is its lineage
                run.put(Run.LINEAGE, LineageReader.ofMonitoring(spec, table, sources));
            }
            LineageReader.refuseAnotherSource(sources);
            Path predictions = score(run, version, baseline, tables, progress);
            progress.advance(0, 0, "judging " + monitor.table());
            var options = new Options(spec.validate().level(), monitor.minimumRows(), baseline)
                    .with(baseline.map(Baseline::groups).orElse(Map.of()));
            var evaluations = new Evaluations(run, tables, options);
            List<Gate> measured = gates.stream()
                    .filter(gate -> gate.table().equals(monitor.table()))
                    .toList();
            List<Gate> ofConstraints =
                    ExistingBaseline.judge(run, tables.table(monitor.table()), measured, options, evaluations);
            List<Gate> ofRows = measured.stream()
                    .filter(gate -> !ofConstraints.contains(gate))
                    .toList();
            if (!ofRows.isEmpty()) {
                evaluations.measure(monitor.table(), ofRows, data -> tables.scored(monitor.table(), predictions, data));
            }
            List<Gate> ofExperiment = gates.stream()
                    .filter(gate -> gate.table().equals(Gates.EXPERIMENT))
                    .toList();
            if (monitor.experiment().isPresent() && !ofExperiment.isEmpty()) {
                judge(monitor.experiment().get(), ofExperiment, tables, evaluations, run);
            }
            List<Gate> ofEndpoint = ServingLook.judge(run, gates, evaluations, progress);
            gates.stream()
                    .filter(gate ->
                            !measured.contains(gate) && !ofExperiment.contains(gate) && !ofEndpoint.contains(gate))
                    .forEach(gate -> evaluations.take(gate, elsewhere(monitor)));
            List<GateResult> results = evaluations.judgeAll(name(), gates);
            run.judged(results);
            long rows = tables.table(monitor.table()).rows();
            List<String> notes = new ArrayList<>(run.askedNotes(name()));
            notes.addAll(ExpiredWaivers.notes(run, version));
            return new StageOutcome(summary(version, monitor, rows, results), results, notes, false);
        }
    }

    private static void judge(ExperimentSpec plan, List<Gate> gates, Tables tables, Evaluations evaluations, Run run)
            throws StageException, IOException {
        Path file = run.spec().resolve(plan.path());
        var identity = Map.of("plan", plan, "path", plan.path(), "sha256", Sha256.of(file));
        run.put("experiment.json", identity);
        evaluations.measure(plan, tables.experiment(plan), gates);
    }

    /** A number of the monitored table under the name of another one would be a lie. */
    private static MetricValue elsewhere(MonitorSpec monitor) {
        return MetricValue.undefined(
                "monitoring looks only at table " + monitor.table() + ": leave out the gate's table, or move the gate"
                        + " to validate",
                0);
    }

    private static Optional<Baseline> baseline(Run run, ModelVersion version) throws IOException {
        Optional<byte[]> frozen = run.ports().baselines().find(version.model(), version.version());
        if (frozen.isEmpty()) {
            return Optional.empty();
        }
        run.audit("baseline.used", Map.of("version", version.version(), "sha256", Sha256.of(frozen.get())));
        return Optional.of(Json.read(frozen.get(), Baseline.class));
    }

    /** The version in use decides as it was released, whatever the spec has come to say since. */
    private static Path score(
            Run run, ModelVersion version, Optional<Baseline> baseline, Tables tables, Progress progress)
            throws StageException, IOException, InterruptedException {
        String table = run.spec().monitor().orElseThrow().table();
        Spec released =
                baseline.flatMap(Baseline::decision).map(run.spec()::deciding).orElse(run.spec());
        Path artifact = run.ports().registry().artifact(version);
        Path predictions = run.folder().resolve("monitor").resolve("predictions.csv");
        java.nio.file.Files.createDirectories(predictions.getParent());
        progress.advance(0, 0, "scoring " + table);
        try {
            RemoteWork.keep(
                    run,
                    run.ports()
                            .scorer()
                            .score(released, artifact, table, tables.files().get(table), predictions, progress));
        } catch (TrainingException e) {
            throw new StageException(e.getMessage(), e);
        }
        run.audit("table.scored", Map.of("table", table, "model", version.sha256()));
        return predictions;
    }

    private static String summary(ModelVersion version, MonitorSpec monitor, long rows, List<GateResult> results) {
        long pass = results.stream()
                .filter(result -> result.verdict() == Verdict.PASS)
                .count();
        return "version " + version.version() + " on " + monitor.table() + ", "
                + String.format(java.util.Locale.ROOT, "%,d", rows) + " rows: " + pass + " of " + results.size()
                + " gates PASS";
    }
}
