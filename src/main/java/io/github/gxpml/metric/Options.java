// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.drift.Baseline;
import java.util.Optional;

/**
 * How to compute.
 *
 * @param level confidence level of every interval, strictly between 0 and 1
 * @param minimumRows a table with fewer rows has no metric but undefined ones
 * @param baseline what drift is measured against
 * @param compat whose numbers the bias metrics give; strict in documents of earlier versions
 */
public record Options(double level, long minimumRows, Optional<Baseline> baseline, Compat compat) {
    /** Whose numbers the bias metrics give. */
    public enum Compat {
        /** Ours: what is not defined has no number. */
        STRICT,
        /** Those of Amazon SageMaker Clarify, to compare with its reports: also where they are not defined. */
        CLARIFY
    }

    /** Checks the level. */
    public Options {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1, this is " + level);
        }
        compat = compat == null ? Compat.STRICT : compat;
    }

    /**
     * Computes strictly.
     *
     * @param level confidence level of every interval
     * @param minimumRows a table with fewer rows has no metric but undefined ones
     * @param baseline what drift is measured against
     */
    public Options(double level, long minimumRows, Optional<Baseline> baseline) {
        this(level, minimumRows, baseline, Compat.STRICT);
    }

    /**
     * Returns the same options with other semantics of the bias metrics.
     *
     * @param other whose numbers they give
     * @return a copy
     */
    public Options with(Compat other) {
        return new Options(level, minimumRows, baseline, other);
    }

    /**
     * Tells whether the bias metrics give Clarify's numbers.
     *
     * @return false by default
     */
    public boolean asClarify() {
        return compat == Compat.CLARIFY;
    }

    /**
     * Returns options without baseline and without a minimum of rows.
     *
     * @param level confidence level
     * @return the options
     */
    public static Options at(double level) {
        return new Options(level, 0, Optional.empty());
    }
}
