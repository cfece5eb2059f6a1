// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of a table, a facet or a column.
 *
 * @param metrics by id, in the order of the catalogue
 */
public record Results(Map<String, Result> metrics) {
    /** Copies the metrics, keeping their order. */
    public Results {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
