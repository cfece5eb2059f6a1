// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/**
 * The gates on data from use.
 *
 * @param table name of the table to judge
 * @param qualityGates limits on drift, and on performance where the table has labels
 * @param minimumRows below it every verdict is UNDECIDED
 */
public record MonitorSpec(String table, List<GateSpec> qualityGates, long minimumRows) {
    /** Copies the gates. */
    public MonitorSpec {
        qualityGates = List.copyOf(qualityGates);
    }
}
