// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Map;

/** A comparison must be asked for where it can be made: with the champion before a release, with the past after it. */
final class AgainstCheck implements Check {
    private static final Map<String, String> WHERE = Map.of("champion", "validate", "baseline", "monitor");

    @Override
    public void check(Draft draft, Problems problems) {
        for (Draft.StageGates stage : draft.gates()) {
            for (Part gate : stage.gates()) {
                Part against = gate.at("against");
                String fitting = WHERE.getOrDefault(against.text(""), stage.stage());
                if (!fitting.equals(stage.stage())) {
                    problems.add(
                            against.place(),
                            "`against: " + against.text("") + "` is judged in stage " + fitting + ", not in "
                                    + stage.stage(),
                            "move the gate to `" + fitting + ".qualityGates`");
                }
            }
        }
    }
}
