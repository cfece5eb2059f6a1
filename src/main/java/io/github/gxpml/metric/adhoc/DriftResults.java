// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gxpml.metric.drift.AttributionDrift;
import io.github.gxpml.metric.drift.Attributions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code gxp drift} prints.
 *
 * @param columns by column name, in the order given, else in that of the tables
 * @param attributions by what they explain, {@code prediction} or a label; empty unless asked for
 */
public record DriftResults(
        Map<String, Results> columns,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Results> attributions) {

    /** Copies the columns, keeping their order. */
    public DriftResults {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        attributions = Collections.unmodifiableMap(new LinkedHashMap<>(attributions));
    }

    /**
     * Compares attributions that were computed elsewhere.
     *
     * @param label what they explain
     * @param baseline those to compare with
     * @param current those of now
     * @return only the result for the label
     */
    public static DriftResults ofAttributions(String label, Attributions baseline, Attributions current) {
        var result = Result.of(AttributionDrift.compare(baseline, current));
        return new DriftResults(
                Map.of(),
                Map.of(label, new Results(Map.of(AttributionDrift.NDCG.info().id(), result))));
    }
}
