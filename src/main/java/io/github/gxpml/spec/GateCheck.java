// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every gate must have a limit that some number can meet and another cannot, on a metric that exists. */
final class GateCheck implements Check {
    @Override
    public void check(Draft draft, Problems problems) {
        for (Draft.StageGates stage : draft.gates()) {
            for (Part gate : stage.gates()) {
                limits(gate, problems);
                correction(gate, problems);
                draft.metricIds().ifPresent(ids -> metric(gate.at("metric"), ids, problems));
            }
        }
    }

    private static void limits(Part gate, Problems problems) {
        Part within = gate.at("within");
        boolean minOrMax = gate.at("min").isPresent() || gate.at("max").isPresent();
        if (gate.isMapping() && !within.isPresent() && !minOrMax) {
            problems.add(gate.place(), "a gate without a limit can never fail", "add `min`, `max` or `within`");
        }
        if (within.isPresent() && minOrMax) {
            problems.add(
                    gate.key("within"),
                    "`within` already stands for `min` and `max`",
                    "remove `within`, or remove `min` and `max`");
        }
        Optional<Double> min = gate.at("min").number();
        Optional<Double> max = gate.at("max").number();
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            problems.add(
                    gate.key("min"),
                    "`min` " + gate.at("min").text("") + " is above `max` "
                            + gate.at("max").text("") + ", so the gate can never pass",
                    "swap the two");
        }
    }

    private static void correction(Part gate, Problems problems) {
        List<Part> columns = gate.at("columns").itemOrItems();
        boolean several = columns.size() > 1
                || columns.stream().anyMatch(column -> column.text("").equals("features"));
        if (gate.at("correction").isPresent() && !several) {
            problems.add(
                    gate.key("correction"),
                    "a correction is for several columns, and the gate is about "
                            + (columns.isEmpty() ? "none" : "one"),
                    "write for example `columns: features`, or leave `correction` out");
        }
    }

    private static void metric(Part metric, Set<String> ids, Problems problems) {
        metric.text()
                .filter(id -> !ids.contains(id) && !id.isBlank())
                .ifPresent(id -> problems.add(
                        metric.place(),
                        "there is no metric " + Words.quoted(id),
                        problems.nearest(id, ids, "`gxp metrics --help` lists them")));
    }
}
