// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.ReproducibilitySpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Trains as often as the spec asks, each time from an empty folder, and compares the outcomes with the first. */
final class Retraining {
    private final Run run;
    private final Spec spec;
    private final Tables tables;
    private final Map<String, Long> positives = new TreeMap<>();

    Retraining(Run run, Tables tables) {
        this.run = run;
        this.spec = run.spec();
        this.tables = tables;
    }

    /**
     * What the trainings came to.
     *
     * @param trainings one record each, the first is the one whose model is kept
     * @param positives rows with the positive label, by table name
     * @param metrics values of the metrics of retraining; empty if the spec asks for one training only
     * @param summary one line for people
     * @param notes what people should know
     */
    record Outcome(
            List<Training> trainings,
            Map<String, Long> positives,
            Map<String, MetricValue> metrics,
            String summary,
            List<String> notes) {}

    /** Returns the folder of a training; counts from 1. */
    static Path folder(Run run, int training) {
        return run.folder().resolve("train-" + training);
    }

    Outcome train(Progress progress) throws StageException, IOException, InterruptedException {
        int runs = spec.reproducibility()
                .retrain()
                .map(ReproducibilitySpec.Retrain::runs)
                .orElse(1);
        var trainings = new ArrayList<Training>();
        var outputs = new ArrayList<Trained>();
        for (int i = 1; i <= runs; i++) {
            progress.advance(i, runs, "training");
            Trained trained = trainOnce(folder(run, i), progress);
            Training record = record(trained);
            run.audit(
                    "training.finished",
                    Map.of("training", i, "model", record.model().sha256()));
            outputs.add(trained);
            trainings.add(record);
        }
        TrainedModel.keep(run, outputs.get(0));
        String summary = algorithm() + ", seed " + spec.train().seed() + ", "
                + String.format(
                        Locale.ROOT, "%,d", tables.table(spec.train().table()).rows()) + " rows";
        if (runs == 1) {
            return new Outcome(
                    trainings,
                    positives,
                    Map.of(),
                    summary + "; trained once",
                    outputs.get(0).notes());
        }
        Map<String, MetricValue> metrics = compare(trainings, outputs);
        return new Outcome(
                trainings,
                positives,
                metrics,
                summary + "; " + inWords(runs, metrics),
                outputs.get(0).notes());
    }

    private Trained trainOnce(Path folder, Progress progress) throws StageException, IOException, InterruptedException {
        Files.createDirectories(folder);
        try {
            Trained trained = run.ports().trainer().train(spec, tables.files(), folder, progress);
            for (String table : spec.data().tables().keySet()) {
                if (!trained.predictions().containsKey(table)) {
                    throw new StageException("the training left no predictions for table " + table);
                }
                var scored = tables.scored(table, trained.predictions().get(table));
                tables.positives(scored).ifPresent(count -> positives.put(table, count));
            }
            return trained;
        } catch (TrainingException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    private Training record(Trained trained) throws StageException, IOException {
        var predictions = new TreeMap<String, String>();
        for (var entry : trained.predictions().entrySet()) {
            predictions.put(entry.getKey(), tables.digest(entry.getValue()));
        }
        Path model = trained.model();
        return new Training(
                spec.train().with().name().toLowerCase(Locale.ROOT),
                algorithm(),
                spec.train().seed(),
                trained.hyperparameters(),
                new FileRecord(model.getFileName().toString(), Sha256.of(model), Files.size(model)),
                predictions,
                trained.metrics());
    }

    private Map<String, MetricValue> compare(List<Training> trainings, List<Trained> outputs) throws StageException {
        String first = trainings.get(0).model().sha256();
        long artifacts = trainings.stream()
                .filter(training -> !training.model().sha256().equals(first))
                .count();
        long rows = 0;
        long differences = 0;
        String example = "";
        for (var table : outputs.get(0).predictions().entrySet()) {
            rows += tables.table(table.getKey()).rows();
            for (Trained other : outputs.subList(1, outputs.size())) {
                var difference =
                        tables.compare(table.getValue(), other.predictions().get(table.getKey()));
                differences += difference.rows();
                example = example.isEmpty() ? difference.example() : example;
            }
        }
        return Map.of(
                "retrain_differences", MetricValue.exact(differences, rows).withDetail(example),
                "artifact_differences", MetricValue.exact(artifacts, trainings.size()));
    }

    private static String inWords(int runs, Map<String, MetricValue> metrics) {
        if (metrics.get("artifact_differences").value().orElse(1.0) == 0) {
            return runs + " trainings, identical artifacts";
        }
        return metrics.get("retrain_differences").value().orElse(1.0) == 0
                ? runs + " trainings, identical predictions"
                : runs + " trainings that differ";
    }

    private String algorithm() {
        return spec.train().with() == TrainSpec.With.EMBEDDED
                ? spec.train().algorithm()
                : String.join(" ", spec.train().command());
    }
}
