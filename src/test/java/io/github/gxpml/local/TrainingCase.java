// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer.Trained;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.EvidenceSpec;
import io.github.gxpml.spec.ModelSpec;
import io.github.gxpml.spec.RegisterSpec;
import io.github.gxpml.spec.ReproducibilitySpec;
import io.github.gxpml.spec.RiskClass;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec;
import io.github.gxpml.spec.TrainSpec.Impute;
import io.github.gxpml.spec.TrainSpec.With;
import io.github.gxpml.spec.ValidateSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A training in a folder of its own; every {@code with...} changes one thing and returns the same case. */
final class TrainingCase {
    final Path folder;
    final Map<String, Path> tables = new LinkedHashMap<>();
    private final Map<String, Format> formats = new LinkedHashMap<>();
    private final Map<String, ColumnSpec> columns = new LinkedHashMap<>();
    private int files;
    private String key = "id";
    private LabelSpec label = new LabelSpec("y", "1");
    private List<String> features = List.of("x");
    private String algorithm = "logistic-regression";
    private Map<String, Object> hyperparameters = Map.of();
    private Impute impute = Impute.MEDIAN;
    private List<String> command = List.of();
    private List<String> scoreCommand = List.of();
    private Duration limit = Duration.ofSeconds(60);
    private double threshold = 0.5;

    private TrainingCase(Path folder) {
        this.folder = folder;
    }

    static TrainingCase in(Path folder) {
        return new TrainingCase(folder);
    }

    TrainingCase withTable(String name, String csv) {
        return withTable(name, Format.CSV, csv);
    }

    TrainingCase withTable(String name, Format format, String text) {
        try {
            return withFile(name, format, Files.writeString(folder.resolve("table" + files++), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TrainingCase withFile(String name, Format format, Path file) {
        tables.put(name, file);
        formats.put(name, format);
        return this;
    }

    TrainingCase withColumn(String name, ColumnSpec.Type type) {
        columns.put(name, new ColumnSpec(type, Optional.empty(), Optional.empty(), List.of(), false));
        return this;
    }

    TrainingCase withKey(String column) {
        key = column;
        return this;
    }

    TrainingCase withLabel(String column, String positive) {
        label = new LabelSpec(column, positive);
        return this;
    }

    TrainingCase withFeatures(String... names) {
        features = List.of(names);
        return this;
    }

    TrainingCase withAlgorithm(String name) {
        algorithm = name;
        return this;
    }

    TrainingCase withHyperparameters(Map<String, Object> values) {
        hyperparameters = values;
        return this;
    }

    TrainingCase withImpute(Impute value) {
        impute = value;
        return this;
    }

    TrainingCase withCommand(String... words) {
        command = List.of(words);
        return this;
    }

    TrainingCase withScoreCommand(String... words) {
        scoreCommand = List.of(words);
        return this;
    }

    TrainingCase withLimit(Duration value) {
        limit = value;
        return this;
    }

    TrainingCase withThreshold(double value) {
        threshold = value;
        return this;
    }

    Trained train() throws TrainingException, InterruptedException {
        return train("output");
    }

    Trained train(String output) throws TrainingException, InterruptedException {
        return new EmbeddedTrainer().train(spec(), tables, folder(output), Progress.SILENT);
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Spec spec() {
        var files = new LinkedHashMap<String, TableSpec>();
        formats.forEach((name, format) ->
                files.put(name, new TableSpec(tables.get(name).toString(), format, Optional.empty())));
        var train = new TrainSpec(
                command.isEmpty() ? With.EMBEDDED : With.PROCESS,
                algorithm,
                "train",
                42,
                hyperparameters,
                threshold,
                impute,
                command,
                scoreCommand,
                limit,
                List.of());
        return new Spec(
                folder.toAbsolutePath().resolve("gxp.yaml"),
                "0".repeat(64),
                new ModelSpec("sample", "Only a test.", RiskClass.RESEARCH, ModelSpec.Algorithm.LOCKED),
                new DataSpec(key, label, features, List.of(), columns, files, Optional.empty()),
                train,
                new ReproducibilitySpec(Optional.empty(), Optional.empty()),
                new ValidateSpec(List.of(), 0.95),
                new RegisterSpec("local", List.of()),
                Optional.empty(),
                new EvidenceSpec("evidence", Optional.empty(), "", ""),
                Optional.empty());
    }
}
