// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code gxp metrics} prints.
 *
 * @param metrics by id, in the order of the catalogue
 * @param classes the metrics of each class by its name, in the order of the classes; none if the label has only two
 */
public record PerformanceResults(
        Map<String, Result> metrics,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Results> classes) {
    /** Copies both, keeping their order. */
    public PerformanceResults {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }

    /**
     * Returns the metrics that are of no single class.
     *
     * @return the same in the form of other results
     */
    public Results whole() {
        return new Results(metrics);
    }
}
