// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How it is shown that training can be repeated.
 *
 * @param retrain train again and compare
 * @param unitTests run the model's own tests twice and compare
 */
public record ReproducibilitySpec(Optional<Retrain> retrain, Optional<UnitTests> unitTests) {
    /**
     * Train again and compare.
     *
     * @param runs number of trainings in all, at least 2
     * @param require what must be equal
     */
    public record Retrain(int runs, Require require) {}

    /** What must be equal between two trainings; identical artifacts include identical predictions. */
    public enum Require {
        IDENTICAL_PREDICTIONS,
        IDENTICAL_ARTIFACT
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
