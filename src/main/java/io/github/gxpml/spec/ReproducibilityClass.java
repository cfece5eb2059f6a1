// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Locale;

/**
 * How closely a training repeats another one, from not at all to bit for bit. The order is that of strength, and the
 * ordinal is the value of the metric {@code reproducibility_class}.
 */
public enum ReproducibilityClass {
    /** None of the rules below holds. */
    DIFFERENT("nothing that was asked for is equal"),

    /** The same data gave scores that are distributed alike. */
    SAME_DISTRIBUTION(
            "for each table, the predictions are equal, or the test of their two distributions does not reject"
                    + " and the population stability index is below its limit"),

    /** The metrics lie within the declared tolerance of each other. */
    METRICS_WITHIN_TOLERANCE(
            "the predictions are equal, or there is a metric, and every metric differs by no more than the tolerance"
                    + " declared for it"),

    /** Every prediction of every row is equal. */
    IDENTICAL_PREDICTIONS("the predictions of every table are equal, row by row"),

    /** Every stage is equal, the bytes of the model file included. */
    BIT_IDENTICAL("the digests of all stages are equal, that of the model file included");

    private final String rule;

    ReproducibilityClass(String rule) {
        this.rule = rule;
    }

    /**
     * Says what the class asks for.
     *
     * @return one phrase
     */
    public String rule() {
        return rule;
    }

    /**
     * Returns the class as it is written in a spec.
     *
     * @return for example {@code bit-identical}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the class for people.
     *
     * @return for example {@code metrics within tolerance}
     */
    public String text() {
        return this == BIT_IDENTICAL ? word() : word().replace('-', ' ');
    }
}
