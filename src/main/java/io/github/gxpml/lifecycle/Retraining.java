// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.evidence.ReproducibilityMetrics;
import io.github.gxpml.lifecycle.FirstDifference.Side;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
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
    private final Repetition repetition;

    Retraining(Run run, Tables tables) {
        this.run = run;
        this.spec = run.spec();
        this.tables = tables;
        this.repetition = new Repetition(run, tables);
    }

    /**
     * What the trainings came to.
     *
     * @param trainings one record each, the first is the one whose model is kept
     * @param positives rows with the positive label, by table name
     * @param metrics values of the metrics of retraining, as far as there is something to compare
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
        int runs = RemoteWork.trainings(run);
        RemoteWork.submit(run, tables.files(), progress);
        var trainings = new ArrayList<Training>();
        var sides = new ArrayList<Side>();
        for (int i = 1; i <= runs; i++) {
            progress.advance(i, runs, "training");
            Side side = trained(i, progress);
            Training record = repetition.record(side);
            RemoteWork.refuseTheSame(trainings, record);
            run.audit(
                    "training.finished",
                    Map.of("training", i, "model", record.model().sha256()));
            sides.add(side);
            trainings.add(record);
        }
        Trained kept = sides.get(0).trained().orElseThrow();
        TrainedModel.keep(run, kept);
        new ScoreDistributions(run, tables).keep(kept.predictions());
        ReproducibilityDocument document = new Compared(run, tables).document(sides);
        run.put(Run.REPRODUCIBILITY, document);
        var metrics = new TreeMap<>(ReproducibilityMetrics.of(spec, document));
        if (runs > 1) {
            metrics.put("retrain_differences", differences(sides));
        }
        String summary = repetition.algorithm() + ", seed " + spec.train().seed() + ", "
                + String.format(
                        Locale.ROOT, "%,d", tables.table(spec.train().table()).rows()) + " rows; ";
        return new Outcome(trainings, repetition.positives(), metrics, summary + inWords(runs, document), kept.notes());
    }

    private Side trained(int training, Progress progress) throws StageException, IOException, InterruptedException {
        try {
            return repetition.train(training, progress);
        } catch (WaitsForJobException e) {
            throw e;
        } catch (StageException e) {
            throw RemoteWork.after(run, e);
        } catch (InterruptedException e) {
            throw RemoteWork.after(run, e);
        }
    }

    private MetricValue differences(List<Side> sides) throws StageException {
        long rows = 0;
        long differences = 0;
        String example = "";
        for (var table : sides.get(0).trained().orElseThrow().predictions().entrySet()) {
            rows += tables.table(table.getKey()).rows();
            for (Side other : sides.subList(1, sides.size())) {
                Path theirs = other.trained().orElseThrow().predictions().get(table.getKey());
                var difference = tables.compare(table.getValue(), theirs);
                differences += difference.rows();
                example = example.isEmpty() ? difference.example() : example;
            }
        }
        return MetricValue.exact(differences, rows).withDetail(example);
    }

    private static String inWords(int runs, ReproducibilityDocument document) {
        if (document.reached().isEmpty()) {
            return "trained once";
        }
        ReproducibilityClass reached = document.reached().get();
        return runs + " trainings"
                + (reached == ReproducibilityClass.DIFFERENT ? " that differ" : ", " + reached.text());
    }
}
