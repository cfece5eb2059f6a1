// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Combinations;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.drift.Baseline;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to compute.
 *
 * @param level confidence level of every interval, strictly between 0 and 1
 * @param minimumRows a table with fewer rows has no metric but undefined ones
 * @param baseline what drift is measured against
 * @param compat whose numbers the bias metrics give; strict in documents of earlier versions
 * @param constraints what the table is checked for; none in documents of earlier versions
 * @param groups which values the columns of open facets hold in the table that the model was trained on, by facet name:
 *     every table is asked for them too; none in documents of earlier versions
 * @param rivalry how far the version in use can be compared with; fully in documents of earlier versions
 */
public record Options(
        double level,
        long minimumRows,
        Optional<Baseline> baseline,
        Compat compat,
        Optional<ConstraintSet> constraints,
        Map<String, Combinations> groups,
        Rivalry rivalry) {
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
        groups = Collections.unmodifiableMap(new TreeMap<>(groups == null ? Map.of() : groups));
        rivalry = rivalry == null ? Rivalry.FULL : rivalry;
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
        this(level, minimumRows, baseline, compat, Optional.empty(), Map.of(), Rivalry.FULL);
    }

    /**
     * Returns the same options with other semantics of the bias metrics.
     *
     * @param other whose numbers they give
     * @return a copy
     */
    public Options with(Compat other) {
        return new Options(level, minimumRows, baseline, other, constraints, groups, rivalry);
    }

    /**
     * Returns the same options with another confidence level.
     *
     * @param other strictly between 0 and 1
     * @return a copy
     */
    public Options withLevel(double other) {
        return new Options(other, minimumRows, baseline, compat, constraints, groups, rivalry);
    }

    /**
     * Returns the same options with constraints.
     *
     * @param set what the table is checked for
     * @return a copy
     */
    public Options with(ConstraintSet set) {
        return new Options(level, minimumRows, baseline, compat, Optional.of(set), groups, rivalry);
    }

    /**
     * Returns the same options with groups that every table is asked for.
     *
     * @param known which values the columns of open facets hold, by facet name
     * @return a copy
     */
    public Options with(Map<String, Combinations> known) {
        return new Options(level, minimumRows, baseline, compat, constraints, known, rivalry);
    }

    /**
     * Returns the same options for what can be compared with the version in use.
     *
     * @param known how far it can be compared with
     * @return a copy
     */
    public Options with(Rivalry known) {
        return new Options(level, minimumRows, baseline, compat, constraints, groups, known);
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
