// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;

/**
 * The gates on data from use.
 *
 * @param table name of the table to judge
 * @param qualityGates limits on drift, and on performance where the table has labels
 * @param minimumRows below it every verdict is UNDECIDED
 * @param experiment a planned comparison of two arms, if there is one
 * @param existing the baseline that another tool keeps, if there is one
 */
public record MonitorSpec(
        String table,
        List<GateSpec> qualityGates,
        long minimumRows,
        Optional<ExperimentSpec> experiment,
        Optional<Existing> existing) {
    /**
     * The documents of a baseline that another tool keeps.
     *
     * @param constraints path of its {@code constraints.json}
     * @param statistics path of its {@code statistics.json}; without it distributions are not compared
     */
    public record Existing(String constraints, Optional<String> statistics) {}

    /** Copies the gates. */
    public MonitorSpec {
        qualityGates = List.copyOf(qualityGates);
    }
}
