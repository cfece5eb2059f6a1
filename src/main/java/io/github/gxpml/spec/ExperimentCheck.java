// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/** An experiment must compare two different arms, and be there where a gate judges it. */
final class ExperimentCheck implements Check {
    /** The name under which an experiment's gates and evidence go. */
    static final String NAME = "experiment";

    private static final List<String> METRICS = List.of("ab_difference");

    @Override
    public void check(Draft draft, Problems problems) {
        Part experiment = draft.root().at("monitor", NAME);
        draft.gates().stream()
                .filter(stage -> stage.stage().equals("validate"))
                .forEach(stage -> stage.gates().forEach(gate -> tooEarly(gate, problems)));
        if (!experiment.isPresent()) {
            draft.gates().stream()
                    .filter(stage -> stage.stage().equals("monitor"))
                    .forEach(stage -> stage.gates().forEach(gate -> missing(gate, problems)));
            return;
        }
        TableCheck.format(experiment, problems);
        Part table = draft.tables().get(NAME);
        if (table != null) {
            problems.add(
                    table.place(),
                    "a table is called `" + NAME + "`, and there is a `monitor.experiment` too",
                    "rename the table");
        }
        Part arm = experiment.at("arm");
        if (arm.at("control").text().isPresent()
                && arm.at("control").text().equals(arm.at("treatment").text())) {
            problems.add(
                    arm.at("treatment").place(),
                    "control and treatment are the same arm",
                    "name the two values that the column holds");
        }
        if (arm.at("column").text().isPresent()
                && arm.at("column")
                        .text()
                        .equals(experiment.at("outcome", "column").text())) {
            problems.add(
                    experiment.at("outcome", "column").place(),
                    "the outcome is the column of the arms",
                    "name the column of what came of a row");
        }
    }

    private static void tooEarly(Part gate, Problems problems) {
        if (gate.at("metric").text().filter(METRICS::contains).isPresent()) {
            problems.add(
                    gate.at("metric").place(),
                    "an experiment runs with a version in use, so it is judged in stage monitor",
                    "move the gate to `monitor.qualityGates`");
        }
    }

    private static void missing(Part gate, Problems problems) {
        if (gate.at("metric").text().filter(METRICS::contains).isPresent()) {
            problems.add(
                    gate.at("metric").place(),
                    "the gate is about an experiment, and there is no `monitor.experiment`",
                    "add it with path, arm, outcome and sampleSize");
        }
    }
}
