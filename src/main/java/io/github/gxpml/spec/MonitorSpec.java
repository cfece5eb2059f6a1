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
 * @param endpoint what serves the version in use, if it is named
 */
public record MonitorSpec(
        String table,
        List<GateSpec> qualityGates,
        long minimumRows,
        Optional<ExperimentSpec> experiment,
        Optional<Existing> existing,
        Optional<Endpoint> endpoint) {
    /**
     * The documents of a baseline that another tool keeps.
     *
     * @param constraints path of its {@code constraints.json}
     * @param statistics path of its {@code statistics.json}; without it distributions are not compared
     */
    public record Existing(String constraints, Optional<String> statistics) {}

    /**
     * An endpoint of SageMaker.
     *
     * @param name its name
     * @param variant the production variant that is judged
     * @param hours length of the window that is judged
     * @param sampling least percentage of requests that it must capture; absent for any but 0
     */
    public record Endpoint(String name, String variant, int hours, Optional<Integer> sampling) {}

    /** Copies the gates. */
    public MonitorSpec {
        qualityGates = List.copyOf(qualityGates);
    }
}
