// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How well a model predicts, as the {@code statistics.json} of Model Monitor's model quality says it.
 *
 * @param problem what is predicted
 * @param items number of rows, if the document says it
 * @param confusion counts by label, then by prediction; empty for numbers, or if the document has none
 * @param metrics by name, in the order of the document
 */
public record ModelQuality(
        Problem problem, Optional<Long> items, Map<String, Map<String, Long>> confusion, Map<String, Figure> metrics) {
    /** Copies the maps, keeping their order. */
    public ModelQuality {
        Map<String, Map<String, Long>> copy = new LinkedHashMap<>();
        confusion.forEach((label, row) -> copy.put(label, Collections.unmodifiableMap(new LinkedHashMap<>(row))));
        confusion = Collections.unmodifiableMap(copy);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** What is predicted. */
    public enum Problem {
        BINARY("binary_classification"),
        MULTICLASS("multiclass_classification"),
        REGRESSION("regression");

        private final String word;

        Problem(String word) {
            this.word = word;
        }

        String metrics() {
            return word + "_metrics";
        }

        String constraints() {
            return word + "_constraints";
        }

        static Optional<Problem> of(Place root, Function<Problem, String> key) throws FormatException {
            Map<String, Place> entries = root.entries();
            return Arrays.stream(values())
                    .filter(problem -> entries.containsKey(key.apply(problem)))
                    .findFirst();
        }
    }

    /**
     * A number.
     *
     * @param value the number; empty if it could not be computed
     * @param deviation standard deviation over samples of the rows; empty if there were too few rows for it
     */
    public record Figure(Optional<Double> value, Optional<Double> deviation) {}

    /**
     * The limit of a metric.
     *
     * @param threshold the limit
     * @param alarm which side of it is bad
     */
    public record Limit(double threshold, Alarm alarm) {}

    /** Which side of a limit is bad. */
    public enum Alarm {
        LESS_THAN("LessThanThreshold"),
        GREATER_THAN("GreaterThanThreshold");

        private final String word;

        Alarm(String word) {
            this.word = word;
        }

        /**
         * Returns the word that stands for it in documents.
         *
         * @return for example {@code LessThanThreshold}
         */
        public String word() {
            return word;
        }

        static Alarm of(Place place) throws FormatException {
            for (Alarm alarm : values()) {
                if (alarm.word.equals(place.text())) {
                    return alarm;
                }
            }
            throw place.wrong("must be LessThanThreshold or GreaterThanThreshold");
        }
    }

    /**
     * The limits of a model's metrics.
     *
     * @param problem what is predicted
     * @param limits by metric, in the order of the document
     */
    public record Limits(Problem problem, Map<String, Limit> limits) {
        /** Copies the limits, keeping their order. */
        public Limits {
            limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        }
    }

    /**
     * A metric on the bad side of its limit.
     *
     * @param metric its name
     * @param alarm which side
     * @param description one sentence
     */
    public record Violation(String metric, Alarm alarm, String description) {}
}
