// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import io.github.gxpml.spec.GateSpec;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A named limit on one metric. Data, not code: it is written into the evidence as it is judged.
 *
 * @param stage stage that judges it
 * @param metric id from the catalogue of metrics
 * @param table table the metric is computed on; empty for a metric of the run
 * @param facet facet name; empty if the metric is not about a facet
 * @param column column name; empty if the metric is not about a column
 * @param min smallest allowed value; 0 is a limit
 * @param max largest allowed value; 0 is a limit
 * @param on which part of the interval the limit applies to
 * @param criticality what a verdict other than PASS does to the run
 * @param requirement id of the requirement that asks for it, may be empty
 */
public record Gate(
        String stage,
        String metric,
        String table,
        String facet,
        String column,
        Optional<Double> min,
        Optional<Double> max,
        GateSpec.On on,
        GateSpec.Criticality criticality,
        String requirement) {

    /**
     * Returns what the gate is about, without its limit; unique within a run unless a spec sets two limits on one
     * number.
     *
     * @return for example {@code validate/DI/validation/sex=F}
     */
    public String id() {
        return Stream.of(stage, metric, table, facet, column)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
