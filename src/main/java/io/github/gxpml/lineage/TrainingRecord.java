// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Sha256;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One training as far as it is compared with others.
 *
 * @param stages every stage with the digest of its output
 * @param metrics numbers by name: what the trainer reported as {@code reported/<name>}, what gates of validation judge
 *     as {@code <table>/<metric>} and, where there is one, {@code /<facet>}
 * @param environment what it ran on, by entry: {@code java}, {@code cpu}, {@code library numpy} and so on
 */
public record TrainingRecord(
        Map<TrainingStage, Output> stages, Map<String, Double> metrics, Map<String, String> environment) {

    /** Copies the maps in order of their keys. */
    public TrainingRecord {
        stages = Collections.unmodifiableMap(stages.isEmpty() ? Map.of() : new EnumMap<>(stages));
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * What a stage gave.
     *
     * @param sha256 digest of all parts
     * @param parts SHA-256 of each part, by its name: a table, a column, a tensor, a metric
     */
    public record Output(String sha256, Map<String, String> parts) {
        /** Copies the parts in order of their names. */
        public Output {
            Objects.requireNonNull(sha256, "a stage has no digest");
            parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        }

        /**
         * Takes parts together.
         *
         * @param parts SHA-256 of each part, by its name
         * @return the parts with the digest of all
         */
        public static Output of(Map<String, String> parts) {
            return new Output(digest(parts), parts);
        }

        /**
         * Tells whether the digest is that of the parts.
         *
         * @return false if one of them was changed
         */
        public boolean sound() {
            return sha256.equals(digest(parts));
        }

        /**
         * Names the parts that another output has in another way, or not at all.
         *
         * @param other the same stage of another training
         * @return names in order
         */
        public List<String> differing(Output other) {
            var names = new TreeSet<>(parts.keySet());
            names.addAll(other.parts.keySet());
            names.removeIf(name -> Objects.equals(parts.get(name), other.parts.get(name)));
            return List.copyOf(names);
        }

        private static String digest(Map<String, String> parts) {
            var lines = new StringBuilder();
            new TreeMap<>(parts)
                    .forEach((name, sha256) -> lines.append(sha256)
                            .append(' ')
                            .append(name.length())
                            .append(' ')
                            .append(name)
                            .append('\n'));
            return Sha256.of(lines.toString());
        }
    }

    /**
     * Returns what the metrics come to as a stage.
     *
     * @param metrics numbers by name
     * @return one part for each
     */
    public static Output of(Map<String, Double> metrics) {
        var parts = new TreeMap<String, String>();
        metrics.forEach((name, value) -> parts.put(name, Sha256.of(Double.toString(value))));
        return Output.of(parts);
    }

    /**
     * Tells whether a stage of another training gave the same.
     *
     * @param stage which one
     * @param other another training
     * @return false also if one of the two has no such stage
     */
    public boolean same(TrainingStage stage, TrainingRecord other) {
        return stages.containsKey(stage) && stages.get(stage).equals(other.stages.get(stage));
    }
}
