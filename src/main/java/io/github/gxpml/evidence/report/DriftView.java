// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.drift.ColumnShares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a table whose drift was judged.
 *
 * @param stage stage that judged the table
 * @param table name of the table
 * @param columns in the order of their gates
 */
public record DriftView(String stage, String table, List<Moved> columns) {
    /** Copies the columns. */
    public DriftView {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param name of the column, or {@code prediction} for the score
     * @param shares of its bins; absent if one of the two sides is not there
     * @param gates on its drift
     */
    public record Moved(String name, Optional<ColumnShares> shares, List<GateResult> gates) {
        /** Copies the gates. */
        public Moved {
            gates = List.copyOf(gates);
        }
    }

    /**
     * Takes what was judged against a baseline.
     *
     * @param stage stage that judged the table
     * @param document its states
     * @param gates results on the table
     * @return empty if none is about a column's drift
     */
    public static Optional<DriftView> of(String stage, EvaluationDocument document, List<GateResult> gates) {
        Map<String, List<GateResult>> columns = new LinkedHashMap<>();
        gates.stream()
                .filter(DriftView::aboutDrift)
                .forEach(gate -> columns.computeIfAbsent(gate.gate().column(), name -> new ArrayList<>())
                        .add(gate));
        List<Moved> moved = new ArrayList<>();
        columns.forEach((name, judged) -> moved.add(new Moved(name, ColumnShares.of(document, name), judged)));
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(new DriftView(stage, document.states().table(), moved));
    }

    private static boolean aboutDrift(GateResult result) {
        return !result.gate().column().isEmpty()
                && Metrics.find(result.gate().metric())
                        .filter(metric -> metric.inputs().contains(Input.BASELINE))
                        .isPresent();
    }
}
