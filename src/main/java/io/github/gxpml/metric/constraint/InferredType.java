// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.Arrays;
import java.util.Optional;

/** What the values of a column are. */
public enum InferredType {
    INTEGRAL("Integral"),
    FRACTIONAL("Fractional"),
    STRING("String"),
    /** No value was seen. */
    UNKNOWN("Unknown");

    private final String word;

    InferredType(String word) {
        this.word = word;
    }

    /**
     * Returns the word that stands for it in documents.
     *
     * @return for example {@code Integral}
     */
    public String word() {
        return word;
    }

    /**
     * Tells whether values are numbers.
     *
     * @return true for whole numbers and fractions
     */
    public boolean numeric() {
        return this == INTEGRAL || this == FRACTIONAL;
    }

    /**
     * Finds a type.
     *
     * @param word as in documents
     * @return the type, if the word is one
     */
    public static Optional<InferredType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
