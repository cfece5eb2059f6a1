// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gates by stage and by metric, with the names that links on the page lead to. Order is the order of judging. */
final class GateIndex {
    private final ReportData data;
    private final Map<String, List<Row>> stages = new LinkedHashMap<>();
    private final Map<String, List<GateResult>> metrics = new LinkedHashMap<>();
    private final Map<Drawn, Scale> scales = new LinkedHashMap<>();

    /** What one axis is for: the difference to another number has another one than the number itself. */
    private record Drawn(String metric, boolean difference) {
        static Drawn of(Gate gate) {
            return new Drawn(gate.metric(), !gate.against().isEmpty());
        }
    }

    /**
     * A gate and the name of its row.
     *
     * @param anchor unique on the page
     * @param result the gate
     */
    record Row(String anchor, GateResult result) {}

    GateIndex(ReportData data) {
        this.data = data;
        int number = 0;
        for (GateResult result : data.verdicts().gates()) {
            number++;
            stages.computeIfAbsent(result.gate().stage(), stage -> new ArrayList<>())
                    .add(new Row("gate-" + number, result));
            metrics.computeIfAbsent(result.gate().metric(), metric -> new ArrayList<>())
                    .add(result);
        }
        Map<Drawn, List<GateResult>> drawn = new LinkedHashMap<>();
        for (GateResult result : data.verdicts().gates()) {
            drawn.computeIfAbsent(Drawn.of(result.gate()), what -> new ArrayList<>())
                    .add(result);
        }
        drawn.forEach((what, gates) ->
                scales.put(what, Scale.of(gates, ideal(gates.get(0).gate()))));
    }

    /**
     * Returns the gates of each stage.
     *
     * @return by stage
     */
    Map<String, List<Row>> stages() {
        return stages;
    }

    /**
     * Returns the metrics that gates are set on.
     *
     * @return ids
     */
    List<String> metrics() {
        return List.copyOf(metrics.keySet());
    }

    /**
     * Returns the row of a gate.
     *
     * @param result one of the report's own objects
     * @return its name
     */
    String anchor(GateResult result) {
        int at = 0;
        while (data.verdicts().gates().get(at) != result) {
            at++;
        }
        return "gate-" + (at + 1);
    }

    /**
     * Returns the name of a metric's entry in the glossary.
     *
     * @param id of the metric
     * @return unique on the page
     */
    String glossary(String id) {
        return "metric-" + (metrics().indexOf(id) + 1);
    }

    /**
     * Returns the axis of a gate's number.
     *
     * @param gate any on the page
     * @return shared by all drawings of the metric, or of its differences
     */
    Scale scale(Gate gate) {
        return scales.get(Drawn.of(gate));
    }

    /**
     * Returns the ideal value of a gate's number.
     *
     * @param gate any on the page
     * @return the metric's; none for a difference, which is the better the further it goes
     */
    Optional<Double> ideal(Gate gate) {
        return gate.against().isEmpty() ? data.metric(gate.metric()).ideal() : Optional.empty();
    }
}
