// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.spec.GateSpec.Correction;
import java.util.List;
import java.util.Optional;

/**
 * Two tables to be compared.
 *
 * @param baseline files of the table that bins are taken from
 * @param current files of the table to be compared with it
 * @param columns which columns, each in the baseline or the current table; empty for all of both
 * @param correction what is done about the number of columns
 * @param minimumRows below so many rows of the current table there is no number
 * @param attributions whether the columns that hold attributions are compared as such
 */
public record DriftSubject(
        String baseline,
        String current,
        List<String> columns,
        Optional<Correction> correction,
        long minimumRows,
        boolean attributions) {

    /** Copies the columns. */
    public DriftSubject {
        columns = List.copyOf(columns);
    }
}
