// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.local.OnnxModel.Input;
import io.github.gxpml.local.Table.Kind;
import io.github.gxpml.port.Progress;
import io.github.gxpml.port.RemoteJob;
import io.github.gxpml.port.Scorer;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.TableSpec;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Scores tables with an ONNX model that {@link EmbeddedTrainer} wrote, on one thread. A score depends on nothing but
 * the model and the row: not on the rows around it, their number or their order.
 */
public final class OnnxScorer implements Scorer {
    static final int BATCH = 1024;

    @Override
    public List<RemoteJob> score(Spec spec, Path model, String table, Path rows, Path predictions, Progress progress)
            throws TrainingException, InterruptedException {
        try (OnnxModel loaded = load(model)) {
            var features = new LinkedHashMap<String, Optional<Kind>>();
            loaded.inputs().forEach(input -> features.put(input.column(), Optional.of(input.kind())));
            Table read = TableReader.read(new TableReader.Request(
                    table, rows, format(spec, table, rows), spec.data().key(), Optional.empty(), features));
            write(spec, read, scores(loaded, read, progress), predictions);
            return List.of();
        }
    }

    static OnnxModel load(Path model) throws TrainingException {
        try {
            return OnnxModel.load(Files.readAllBytes(model), BATCH);
        } catch (IOException e) {
            throw new TrainingException("model " + model + " cannot be used: " + e.getMessage(), e);
        }
    }

    static Format format(Spec spec, String table, Path rows) {
        TableSpec declared = spec.data().tables().get(table);
        if (declared != null) {
            return declared.format();
        }
        String name = rows.getFileName().toString();
        return name.endsWith(".parquet") ? Format.PARQUET : name.endsWith(".csv") ? Format.CSV : Format.JSONL;
    }

    static BigDecimal[] scores(OnnxModel model, Table table, Progress progress)
            throws TrainingException, InterruptedException {
        for (Input input : model.inputs()) {
            int missing =
                    input.optional() ? 0 : table.columns().get(input.column()).missing();
            if (missing > 0) {
                throw new TrainingException(missing(table, input.column(), missing));
            }
        }
        var scores = new BigDecimal[table.rows()];
        for (int from = 0; from < scores.length; from += model.batch()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("scoring table " + table.name() + " was interrupted");
            }
            batch(model, table, from, scores);
            progress.advance(Math.min(from + model.batch(), scores.length), scores.length, "scoring " + table.name());
        }
        return scores;
    }

    private static void batch(OnnxModel model, Table table, int from, BigDecimal[] scores) throws TrainingException {
        try {
            float[] values = model.score(table, from, Math.min(from + model.batch(), scores.length));
            for (int i = 0; i < values.length; i++) {
                if (!(values[i] >= 0 && values[i] <= 1)) {
                    throw new TrainingException(
                            "table " + table.name() + ": the model gives row " + table.keys()[from + i] + " the score "
                                    + values[i] + ", which is not in [0,1]; look at the row's features");
                }
                scores[from + i] = PredictionsFile.decimal(values[i]);
            }
        } catch (IOException e) {
            throw new TrainingException("table " + table.name() + " cannot be scored: " + e.getMessage(), e);
        }
    }

    static String missing(Table table, String column, int missing) {
        return "table " + table.name() + ": column " + column + " is missing in " + missing + " of " + table.rows()
                + " rows and `impute: none` forbids that; fill them or set train.impute to median or mean";
    }

    static void write(Spec spec, Table table, BigDecimal[] scores, Path file) throws TrainingException {
        String key = spec.data().key();
        if (key.equals("score") || key.equals("predicted")) {
            throw new TrainingException("the key column is called " + key
                    + ", as a column of the predictions is; rename the key column in the tables and in data.key");
        }
        try {
            PredictionsFile.write(file, key, table.keys(), scores, spec.train().threshold());
        } catch (IOException e) {
            throw new TrainingException(
                    "predictions of table " + table.name() + " cannot be written to " + file + ": " + e.getMessage(),
                    e);
        }
    }
}
