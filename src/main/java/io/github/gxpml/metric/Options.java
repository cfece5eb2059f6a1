// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.drift.Baseline;
import java.util.Optional;

/**
 * How to compute.
 *
 * @param level confidence level of every interval, strictly between 0 and 1
 * @param minimumRows a table with fewer rows has no metric but undefined ones
 * @param baseline what drift is measured against
 * @param compat whose numbers the bias metrics give; strict in documents of earlier versions
 * @param constraints what the table is checked for; none in documents of earlier versions
 */
public record Options(
        double level,
        long minimumRows,
        Optional<Baseline> baseline,
        Compat compat,
        Optional<ConstraintSet> constraints) {
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
        constraints = constraints == null ? Optional.empty() : constraints;
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
     * Computes without constraints.
     *
     * @param level confidence level of every interval
     * @param minimumRows a table with fewer rows has no metric but undefined ones
     * @param baseline what drift is measured against
     * @param compat whose numbers the bias metrics give
     */
    public Options(double level, long minimumRows, Optional<Baseline> baseline, Compat compat) {
        this(level, minimumRows, baseline, compat, Optional.empty());
    }

    /**
     * Returns the same options with other semantics of the bias metrics.
     *
     * @param other whose numbers they give
     * @return a copy
     */
    public Options with(Compat other) {
        return new Options(level, minimumRows, baseline, other, constraints);
    }

    /**
     * Returns the same options with constraints.
     *
     * @param set what the table is checked for
     * @return a copy
     */
    public Options with(ConstraintSet set) {
        return new Options(level, minimumRows, baseline, compat, Optional.of(set));
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
