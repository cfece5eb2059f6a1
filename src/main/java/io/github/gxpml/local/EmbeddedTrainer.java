// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.local.Algorithm.Classifier;
import io.github.gxpml.local.Preprocessing.Feature;
import io.github.gxpml.local.Preprocessing.NumberFeature;
import io.github.gxpml.local.Table.Kind;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.Trainer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.ColumnSpec;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.TrainSpec.Impute;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Trains inside this process and writes {@code model.onnx}, which holds all preprocessing, and a CSV file of
 * predictions for every table. Equal spec and tables give equal bytes. The tables are held in memory.
 */
public final class EmbeddedTrainer implements Trainer {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

    @Override
    public Trained train(Spec spec, Map<String, Path> tables, Path output, Progress progress)
            throws TrainingException, InterruptedException {
        Algorithm algorithm = Algorithm.find(spec.train().algorithm()).orElseThrow(() -> unknown(spec));
        Hyperparameters settings = Hyperparameters.of(
                algorithm.name(), algorithm.hyperparameters(), spec.train().hyperparameters());
        Table train = read(spec, tables);
        TrainingLabels labels = TrainingLabels.of(train, spec.data().label());
        checkMissing(spec, train);
        checkTexts(spec, train);
        Table labelled = labels.labelled(train);
        Preprocessing preprocessing = Preprocessing.learn(
                labelled, spec.data().features(), spec.train().impute(), algorithm.standardises());
        var watch = new TrainingWatch(
                progress, "training " + algorithm.name(), spec.train().timeLimit());
        TrainingRows rows = labels.rows(preprocessing, labelled);
        Classifier classifier =
                watch.over(() -> algorithm.fit(rows, settings, spec.train().seed(), watch));
        Path model = save(OnnxModel.write(preprocessing, classifier), output.resolve("model.onnx"));
        var metrics = new TreeMap<String, Double>();
        Map<String, Path> predictions = new TreeMap<>();
        try (OnnxModel loaded = OnnxScorer.load(model)) {
            for (var table : new TreeMap<>(tables).entrySet()) {
                Path file = output.resolve("predictions").resolve(fileName(table.getKey(), predictions.size()));
                Table read = table.getKey().equals(train.name()) ? train : read(spec, table, loaded);
                BigDecimal[] scores = OnnxScorer.scores(loaded, read, progress);
                OnnxScorer.write(spec, read, scores, file);
                predictions.put(table.getKey(), file);
                if (read == train) {
                    metrics.putAll(labels.metrics(scores));
                }
            }
        }
        return new Trained(
                model,
                predictions,
                metrics,
                recorded(spec, settings),
                notes(spec, labels, labelled, preprocessing),
                rows.digests(preprocessing),
                Map.of());
    }

    private static TrainingException unknown(Spec spec) {
        return new TrainingException("unknown algorithm `" + spec.train().algorithm() + "`: the embedded trainer knows "
                + Algorithm.ALL.stream().map(Algorithm::name).collect(Collectors.joining(", ")));
    }

    private static Table read(Spec spec, Map<String, Path> tables) throws TrainingException {
        String name = spec.train().table();
        Path file = tables.get(name);
        if (file == null) {
            throw new TrainingException("there is no table `" + name + "` to train on; the tables are "
                    + String.join(", ", new TreeMap<>(tables).keySet()));
        }
        var features = new LinkedHashMap<String, Optional<Kind>>();
        for (String feature : spec.data().features()) {
            features.put(
                    feature,
                    Optional.ofNullable(spec.data().columns().get(feature)).map(EmbeddedTrainer::kind));
        }
        if (features.isEmpty()) {
            throw new TrainingException("there is no feature to train on; name columns in data.features");
        }
        return TableReader.read(new TableReader.Request(
                name,
                file,
                OnnxScorer.format(spec, name, file),
                spec.data().key(),
                Optional.of(spec.data().label().column()),
                features));
    }

    private static Table read(Spec spec, Map.Entry<String, Path> table, OnnxModel model) throws TrainingException {
        var features = new LinkedHashMap<String, Optional<Kind>>();
        model.inputs().forEach(input -> features.put(input.column(), Optional.of(input.kind())));
        return TableReader.read(new TableReader.Request(
                table.getKey(),
                table.getValue(),
                OnnxScorer.format(spec, table.getKey(), table.getValue()),
                spec.data().key(),
                Optional.empty(),
                features));
    }

    private static Kind kind(ColumnSpec column) {
        return column.type() == ColumnSpec.Type.TEXT ? Kind.TEXT : Kind.NUMBER;
    }

    private static void checkMissing(Spec spec, Table train) throws TrainingException {
        for (String feature : spec.train().impute() == Impute.NONE ? spec.data().features() : List.<String>of()) {
            int missing = train.columns().get(feature).missing();
            if (missing > 0) {
                throw new TrainingException(OnnxScorer.missing(train, feature, missing));
            }
        }
    }

    /** One "n/a" turns a column of numbers into text, which is hardly ever meant. */
    private static void checkTexts(Spec spec, Table train) throws TrainingException {
        for (String feature : spec.data().features()) {
            if (train.columns().get(feature) instanceof Table.Texts texts
                    && !spec.data().columns().containsKey(feature)) {
                Set<String> values = new TreeSet<>(Arrays.asList(texts.values()));
                values.remove("");
                List<String> others = values.stream()
                        .filter(value -> !NUMBER.matcher(value).matches())
                        .toList();
                if (others.size() * 2 < values.size()) {
                    throw new TrainingException("table " + train.name() + ": column " + feature
                            + " holds numbers, but also \"" + others.get(0) + "\"; leave such values empty, or "
                            + "declare the column's type in data.columns if it is meant as text");
                }
            }
        }
    }

    private static Path save(byte[] model, Path file) throws TrainingException {
        try {
            AtomicFile.write(file, model);
            return file;
        } catch (IOException e) {
            throw new TrainingException("the model cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** A table's name is a file name unless it could climb out of the folder. */
    private static String fileName(String table, int index) {
        return (table.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}") ? table : "table " + index) + ".csv";
    }

    private static Map<String, Object> recorded(Spec spec, Hyperparameters settings) {
        var all = new TreeMap<>(settings.values());
        all.put("algorithm", spec.train().algorithm());
        all.put("impute", spec.train().impute().name().toLowerCase(Locale.ROOT));
        all.put("seed", spec.train().seed());
        return all;
    }

    private static List<String> notes(Spec spec, TrainingLabels labels, Table rows, Preprocessing preprocessing) {
        var notes = new ArrayList<>(labels.notes());
        for (Feature feature : preprocessing.features()) {
            int missing = rows.columns().get(feature.name()).missing();
            if (missing > 0) {
                String filled = feature instanceof NumberFeature number
                        ? "filled with the training "
                                + spec.train().impute().name().toLowerCase(Locale.ROOT) + " "
                                + number.fill().getAsDouble()
                        : "kept as a value of its own";
                notes.add(String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d values missing in %s, %s",
                        feature.name(),
                        missing,
                        rows.rows(),
                        rows.name(),
                        filled));
            }
        }
        return notes;
    }
}
