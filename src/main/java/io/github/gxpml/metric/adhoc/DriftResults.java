// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code gxp drift} prints.
 *
 * @param columns by column name, in the order given, else in that of the tables
 */
public record DriftResults(Map<String, Results> columns) {
    /** Copies the columns, keeping their order. */
    public DriftResults {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
