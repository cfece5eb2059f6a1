// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;
import java.util.stream.Stream;

/** The constraints of an existing baseline and the gates on them must come together, in monitoring. */
final class ExistingBaselineCheck implements Check {
    private static final String METRIC = "constraint_violations";

    @Override
    public void check(Draft draft, Problems problems) {
        Part monitor = draft.root().at("monitor");
        Part constraints = monitor.at("constraints");
        Part statistics = monitor.at("statistics");
        List<Part> judged = gates(draft, "monitor").toList();
        if (statistics.isPresent() && !constraints.isPresent()) {
            problems.add(
                    monitor.key("statistics"),
                    "`statistics` are only compared where `constraints` ask for it",
                    "add `constraints`, or remove `statistics`");
        }
        if (constraints.isPresent() && judged.isEmpty()) {
            problems.add(
                    monitor.key("constraints"),
                    "no gate judges the `constraints`",
                    "add `{metric: " + METRIC + ", max: 0}` to `monitor.qualityGates`");
        }
        if (!constraints.isPresent()) {
            judged.forEach(gate -> problems.add(
                    gate.at("metric").place(),
                    "there are no constraints that " + METRIC + " could count",
                    "name them in `monitor.constraints`"));
        }
        gates(draft, "validate")
                .forEach(gate -> problems.add(
                        gate.at("metric").place(),
                        METRIC + " is counted in monitoring only",
                        "move the gate to `monitor.qualityGates`"));
    }

    private static Stream<Part> gates(Draft draft, String stage) {
        return draft.gates().stream()
                .filter(gates -> gates.stage().equals(stage))
                .flatMap(gates -> gates.gates().stream())
                .filter(gate -> gate.at("metric").text("").equals(METRIC));
    }
}
