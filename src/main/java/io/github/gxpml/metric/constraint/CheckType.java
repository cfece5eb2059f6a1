// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of checks, by the words of <a
 * href="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-violations.html">Model Monitor's
 * violations</a>. It documents no word for numbers that must not be negative; {@link #NON_NEGATIVE} is ours.
 */
public enum CheckType {
    DATA_TYPE("data_type_check"),
    COMPLETENESS("completeness_check"),
    BASELINE_DRIFT("baseline_drift_check"),
    MISSING_COLUMN("missing_column_check"),
    EXTRA_COLUMN("extra_column_check"),
    CATEGORICAL_VALUES("categorical_values_check"),
    NON_NEGATIVE("non_negative_check");

    private final String word;

    CheckType(String word) {
        this.word = word;
    }

    /**
     * Returns the word that stands for it in documents.
     *
     * @return for example {@code completeness_check}
     */
    public String word() {
        return word;
    }

    /**
     * Finds a kind.
     *
     * @param word as in documents
     * @return the kind, if the word is one
     */
    public static Optional<CheckType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
