// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/**
 * A limit on one metric, as written; {@code facet: each} and {@code columns} stand for several gates.
 *
 * @param metric id from the catalogue of metrics
 * @param table table it is computed on; empty means the stage's own
 * @param facet facet name, {@code each}, or empty for a metric of the whole table
 * @param columns column names, {@code features} or {@code prediction}; empty for a metric of the whole table
 * @param min smallest allowed value; 0 is a limit
 * @param max largest allowed value; 0 is a limit
 * @param on which part of the interval the limit applies to; empty leaves it to the metric
 * @param criticality what a verdict other than PASS does to the run
 * @param requirement id of the requirement that asks for this gate, may be empty
 * @param at the point that the metric is asked for, for example a required sensitivity, if it is not the metric's own
 * @param category a class of the label, for a metric of one class; empty for none
 * @param against {@code champion} or {@code baseline} if the limit is on the difference to it, else empty
 * @param correction what is done about the number of columns, for p-values of several columns
 * @param line line of the spec, for messages
 */
public record GateSpec(
        String metric,
        Optional<String> table,
        Optional<String> facet,
        List<String> columns,
        Optional<Double> min,
        Optional<Double> max,
        Optional<On> on,
        Criticality criticality,
        Optional<String> requirement,
        Optional<Double> at,
        String category,
        String against,
        Optional<Correction> correction,
        int line) {

    /** Copies the columns. */
    public GateSpec {
        columns = List.copyOf(columns);
    }

    /** Which part of a metric's interval a limit applies to. */
    public enum On {
        /** The whole interval must lie inside: PASS inside, FAIL outside, UNDECIDED across. */
        INTERVAL,
        /** Only the value. */
        VALUE,
        /** Only the lower bound. */
        LOWER_BOUND,
        /** Only the upper bound. */
        UPPER_BOUND
    }

    /** What is done about the chance that one of several columns has a small p-value for no reason. */
    public enum Correction {
        /** Holm 1979 (Scand J Stat 6:65): keeps the chance of even one false alarm, whatever the dependence. */
        HOLM,
        /** Benjamini and Hochberg 1995 (J R Stat Soc B 57:289): keeps the expected share of false alarms. */
        BENJAMINI_HOCHBERG
    }

    /** What a verdict other than PASS does to the run; the verdict itself stays what it is. */
    public enum Criticality {
        /** The run stops after the stage. */
        FAILURE,
        /** The run goes on to the next stage; the exit code still tells. */
        UNSTABLE
    }
}
