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
 * @param members columns of the scores of an ensemble's members, from 0 to 1; none or at least two
 * @param confidence column that says how sure the predicted class is, from 0 to 1; if there is none, it is the score
 *     given to that class
 */
public record PredictionColumns(
        Optional<String> prediction,
        Optional<String> score,
        Optional<Double> threshold,
        Map<String, String> scores,
        Optional<String> lower,
        Optional<String> upper,
        List<String> members,
        Optional<String> confidence) {
    /** Copies the scores and members in their order. */
    public PredictionColumns {
        members = List.copyOf(members);
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
     * Names columns without members and confidence.
     *
     * @param prediction column of the predicted class or number
     * @param score column of the score of the positive class
     * @param threshold a score at or above it is predicted positive
     * @param scores columns of the scores of classes, by class
     * @param lower column of the lower bound of a prediction interval
     * @param upper column of the upper bound
     */
    @SuppressWarnings("checkstyle:ParameterNumber")
    public PredictionColumns(
            Optional<String> prediction,
            Optional<String> score,
            Optional<Double> threshold,
            Map<String, String> scores,
            Optional<String> lower,
            Optional<String> upper) {
        this(prediction, score, threshold, scores, lower, upper, List.of(), Optional.empty());
    }

    /**
     * Returns these columns with others that say how sure predictions are.
     *
     * @param sure columns of members' scores
     * @param declared column of the declared confidence
     * @return a copy
     */
    public PredictionColumns with(List<String> sure, Optional<String> declared) {
        return new PredictionColumns(prediction, score, threshold, scores, lower, upper, sure, declared);
    }

    /**
     * Lists the columns.
     *
     * @return their names
     */
    public List<String> names() {
        Stream<String> own =
                Stream.of(prediction, score, lower, upper, confidence).flatMap(Optional::stream);
        return Stream.of(own, scores.values().stream(), members.stream())
                .flatMap(names -> names)
                .toList();
    }
}
