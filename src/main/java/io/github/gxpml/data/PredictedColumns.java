// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.LabelSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that hold the predictions for a label of several classes or a number.
 *
 * @param table the table that they are in
 * @param predicted the predicted class or number
 * @param scores column of the score of each class, by class as named; empty if there are none
 * @param lower lower bound of the prediction interval
 * @param upper upper bound, there if the lower one is
 */
record PredictedColumns(
        Table table,
        Optional<Column> predicted,
        Map<String, Column> scores,
        Optional<Column> lower,
        Optional<Column> upper) {
    PredictedColumns {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** Finds them in a file of predictions by their names. */
    static PredictedColumns inFile(Table predictions, LabelSpec label) throws DataException {
        Column predicted = predictions.require(Predictions.PREDICTED);
        if (label.type() == LabelSpec.Type.REGRESSION) {
            Optional<Column> lower = predictions.find(Predictions.LOWER);
            Optional<Column> upper = predictions.find(Predictions.UPPER);
            if (lower.isPresent() != upper.isPresent()) {
                predictions.require(lower.isPresent() ? Predictions.UPPER : Predictions.LOWER);
            }
            return new PredictedColumns(predictions, Optional.of(predicted), Map.of(), lower, upper);
        }
        Map<String, Column> scores = new LinkedHashMap<>();
        for (Column column : predictions.columns()) {
            if (column.name().startsWith(Predictions.SCORE_OF)) {
                scores.put(column.name().substring(Predictions.SCORE_OF.length()), column);
            }
        }
        return new PredictedColumns(predictions, Optional.of(predicted), scores, Optional.empty(), Optional.empty());
    }

    /** Finds them in the table itself by the names given. */
    static PredictedColumns inTable(Table table, PredictionColumns named) throws DataException {
        Map<String, Column> scores = new LinkedHashMap<>();
        for (var score : named.scores().entrySet()) {
            scores.put(score.getKey(), table.require(score.getValue()));
        }
        return new PredictedColumns(
                table, find(table, named.prediction()), scores, find(table, named.lower()), find(table, named.upper()));
    }

    private static Optional<Column> find(Table table, Optional<String> name) throws DataException {
        return name.isPresent() ? Optional.of(table.require(name.get())) : Optional.empty();
    }
}
