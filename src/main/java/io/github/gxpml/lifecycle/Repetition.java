// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.lifecycle.FirstDifference.Side;
import io.github.gxpml.lineage.EnvironmentDocument;
import io.github.gxpml.lineage.LineageDocument.FileRecord;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.lineage.ModelWeights;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingRecord.Output;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteTrainer;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.WaitingException;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trains once from an empty folder and records the output of every stage. */
final class Repetition {
    private final Run run;
    private final Spec spec;
    private final Tables tables;
    private final Map<String, Long> positives = new TreeMap<>();
    /** Equal predictions have equal metrics; they are computed once. */
    private final Map<Output, Map<String, Double>> judged = new HashMap<>();

    private TrainingInputs inputs;

    Repetition(Run run, Tables tables) {
        this.run = run;
        this.spec = run.spec();
        this.tables = tables;
    }

    /** Returns the rows with the positive label, by table, as the trainings showed them. */
    Map<String, Long> positives() {
        return positives;
    }

    String algorithm() {
        TrainSpec train = spec.train();
        return switch (train.with()) {
            case EMBEDDED -> train.algorithm();
            case PROCESS -> String.join(" ", train.command());
            case SAGEMAKER ->
                train.sageMaker()
                        .map(job -> job.pipeline()
                                .map(pipeline -> "pipeline " + pipeline.name())
                                .orElseGet(() -> job.image().orElse("")))
                        .orElse("");
        };
    }

    Side train(int training, Progress progress) throws StageException, IOException, InterruptedException {
        Path folder = Retraining.folder(run, training);
        Files.createDirectories(folder);
        inputs = TrainingInputs.read(spec, tables, inputs);
        try {
            Optional<RemoteTrainer> remote = RemoteWork.trainer(run);
            Trained trained = remote.isPresent()
                    ? remote.get().collect(spec, tables.files(), folder, RemoteWork.ask(run, training), progress)
                    : run.ports().trainer().train(spec, tables.files(), folder, progress);
            for (String table : spec.data().tables().keySet()) {
                if (!trained.predictions().containsKey(table)) {
                    throw new StageException("the training left no predictions for table " + table);
                }
                var scored = tables.scored(table, trained.predictions().get(table));
                tables.positives(scored).ifPresent(count -> positives.put(table, count));
            }
            return new Side(record(trained), Optional.of(trained));
        } catch (WaitingException e) {
            throw new WaitsForJobException(e);
        } catch (TrainingException e) {
            throw new StageException(e.getMessage(), e);
        }
    }

    /** Returns what the lineage says of a training. */
    Training record(Side side) throws IOException {
        Trained trained = side.trained().orElseThrow();
        Path model = trained.model();
        return new Training(
                spec.train().with().name().toLowerCase(Locale.ROOT),
                algorithm(),
                spec.train().seed(),
                trained.hyperparameters(),
                new FileRecord(model.getFileName().toString(), Sha256.of(model), Files.size(model)),
                side.record().stages().get(TrainingStage.PREDICTIONS).parts(),
                trained.metrics(),
                RemoteWork.keep(run, trained.jobs()));
    }

    private TrainingRecord record(Trained trained) throws StageException, IOException {
        var predictions = new TreeMap<String, String>();
        for (var entry : trained.predictions().entrySet()) {
            predictions.put(entry.getKey(), tables.digest(entry.getValue()));
        }
        var metrics = new TrainingMetrics(spec, tables);
        Output predicted = Output.of(predictions);
        if (!judged.containsKey(predicted)) {
            judged.put(predicted, metrics.judged(trained));
        }
        var numbers = new TreeMap<>(judged.get(predicted));
        numbers.putAll(metrics.reported(trained));
        Path model = trained.model();
        var stages = new EnumMap<TrainingStage, Output>(TrainingStage.class);
        stages.put(TrainingStage.DATA, inputs.data());
        stages.put(TrainingStage.SPLIT, inputs.split());
        stages.put(
                TrainingStage.FEATURES,
                trained.features().isEmpty() ? inputs.columns() : Output.of(trained.features()));
        stages.put(TrainingStage.WEIGHTS, Output.of(ModelWeights.of(model).digests()));
        stages.put(TrainingStage.ARTIFACT, Output.of(Map.of(model.getFileName().toString(), Sha256.of(model))));
        stages.put(TrainingStage.PREDICTIONS, predicted);
        stages.put(TrainingStage.METRICS, TrainingRecord.of(numbers));
        return new TrainingRecord(stages, numbers, environment(trained));
    }

    /** What the trainer says of itself counts more than what is found on the machine. */
    private Map<String, String> environment(Trained trained) throws IOException {
        var environment = new TreeMap<>(Json.read(run.bag().read(Run.ENVIRONMENT), EnvironmentDocument.class)
                .entries());
        environment.putAll(trained.environment());
        return environment;
    }
}
