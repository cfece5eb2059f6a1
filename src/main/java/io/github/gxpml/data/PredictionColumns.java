// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns of a table that hold its own predictions.
 *
 * @param prediction column of the predicted class, in the values of the label, or of the predicted number
 * @param score column of the score of the positive class, from 0 to 1
 * @param threshold a score at or above it is predicted positive; only without a column of the predicted class
 * @param scores columns of the scores of the classes of a label with several, by class
 * @param lower column of the lower bound of a prediction interval
 * @param upper column of the upper bound
 */
public record PredictionColumns(
        Optional<String> prediction,
        Optional<String> score,
        Optional<Double> threshold,
        Map<String, String> scores,
        Optional<String> lower,
        Optional<String> upper) {
    /** Copies the scores in their order. */
    public PredictionColumns {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /**
     * Names the columns of predictions of two classes.
     *
     * @param prediction column of the predicted class
     * @param score column of the score of the positive class
     * @param threshold a score at or above it is predicted positive
     */
    public PredictionColumns(Optional<String> prediction, Optional<String> score, Optional<Double> threshold) {
        this(prediction, score, threshold, Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Lists the columns.
     *
     * @return their names
     */
    public List<String> names() {
        Stream<String> own = Stream.of(prediction, score, lower, upper).flatMap(Optional::stream);
        return Stream.concat(own, scores.values().stream()).toList();
    }
}
