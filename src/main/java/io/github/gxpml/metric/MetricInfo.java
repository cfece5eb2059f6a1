// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.Optional;

/**
 * What people must know about a metric to read its number.
 *
 * @param id as gates name it
 * @param title for people
 * @param unit for example {@code share} or {@code rows}; empty for a bare number
 * @param scope what it is computed of
 * @param direction which way is better
 * @param ideal the best value, if there is one
 * @param meaning one sentence that says what the number and its sign mean
 * @param formula how it is computed, with its source
 * @param interval how its interval is computed, {@link #NO_INTERVAL} if it has none
 */
public record MetricInfo(
        String id,
        String title,
        String unit,
        Scope scope,
        Direction direction,
        Optional<Double> ideal,
        String meaning,
        String formula,
        String interval) {

    /** Stands for the absence of an interval. */
    public static final String NO_INTERVAL = "none";

    /** What a metric is computed of. */
    public enum Scope {
        /** A table, or the disfavoured group of a facet in it. */
        TABLE,
        /** The two sides of a facet of a table. */
        FACET,
        /** A column of a table. */
        COLUMN,
        /** The arms of an experiment. */
        EXPERIMENT,
        /** A run; its value is handed in, not computed from a table. */
        RUN
    }

    /** Which way is better. */
    public enum Direction {
        HIGHER,
        LOWER,
        /** The nearer to the ideal value the better, from both sides. */
        IDEAL,
        /** The number describes the rows, not how well something is done. */
        NEITHER
    }

    /**
     * Tells whether a value of this metric comes with an interval.
     *
     * @return false if gates judge the value alone
     */
    public boolean estimated() {
        return !interval.equals(NO_INTERVAL);
    }
}
