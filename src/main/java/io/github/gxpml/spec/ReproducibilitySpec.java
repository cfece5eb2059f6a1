// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How it is shown that training can be repeated.
 *
 * @param retrain train again and compare
 * @param unitTests run the model's own tests twice and compare
 * @param seeds declared seed by library, handed to the training command
 * @param environment what the training is declared to run on, by entry: {@code java}, {@code cpu}, {@code library
 *     numpy} and so on; what is not declared is not compared
 */
public record ReproducibilitySpec(
        Optional<Retrain> retrain,
        Optional<UnitTests> unitTests,
        Map<String, Long> seeds,
        Map<String, String> environment) {

    /** What stands before the name of a library in {@code environment}. */
    public static final String LIBRARY = "library ";

    /** Copies the maps in order of their keys. */
    public ReproducibilitySpec {
        seeds = Collections.unmodifiableMap(new TreeMap<>(seeds));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * Declares neither seeds of libraries nor an environment.
     *
     * @param retrain train again and compare
     * @param unitTests run the model's own tests twice and compare
     */
    public ReproducibilitySpec(Optional<Retrain> retrain, Optional<UnitTests> unitTests) {
        this(retrain, unitTests, Map.of(), Map.of());
    }

    /**
     * Train again and compare.
     *
     * @param runs number of trainings in all, at least 2
     * @param require the class that every training must reach
     * @param tolerance how far metrics may lie apart, if declared
     */
    public record Retrain(int runs, ReproducibilityClass require, Optional<Tolerance> tolerance) {
        /**
         * Declares no tolerance.
         *
         * @param runs number of trainings in all, at least 2
         * @param require the class that every training must reach
         */
        public Retrain(int runs, ReproducibilityClass require) {
            this(runs, require, Optional.empty());
        }
    }

    /**
     * How far metrics of two trainings may lie apart, absolute.
     *
     * @param all for every metric that is not named; 0 where only some are named
     * @param metrics by id of the metric, or name of a number that the trainer reports
     */
    public record Tolerance(double all, Map<String, Double> metrics) {
        /** Copies the map. */
        public Tolerance {
            metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        }

        /**
         * Returns the tolerance of a metric.
         *
         * @param metric its id
         * @return the largest difference that is allowed
         */
        public double of(String metric) {
            return metrics.getOrDefault(metric, all);
        }
    }

    /**
     * Run the model's own tests twice and compare their outcomes.
     *
     * @param command program and arguments, run in the spec's folder
     * @param junit glob of the JUnit XML files that the command writes, relative to the spec's folder
     * @param tag only tests with this tag (a JUnit property {@code tag}) count
     * @param minimum smallest number of tagged tests
     * @param timeLimit each of the two runs is ended after it
     */
    public record UnitTests(List<String> command, String junit, String tag, int minimum, Duration timeLimit) {
        /** Copies the command. */
        public UnitTests {
            command = List.copyOf(command);
        }
    }
}
