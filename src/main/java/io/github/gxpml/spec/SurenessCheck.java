// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Optional;
import java.util.Set;

/** Gates on how sure predictions are need predictions that say so, and points between 0 and 1. */
final class SurenessCheck implements Check {
    /** Metrics of an ensemble's members. */
    static final Set<String> OF_MEMBERS = Set.of(
            "ensemble_spread",
            "predictive_entropy",
            "mutual_information",
            "ensemble_disagreement",
            "ensemble_log_loss",
            "ensemble_brier");

    /** The metric whose {@code at} is the threshold of the members' votes. */
    static final String VOTES = "ensemble_disagreement";

    /** The metric whose {@code at} is a declared confidence. */
    static final String COVERAGE = "confidence_coverage";

    /** What the id of a metric's worst slice starts with. */
    static final String WORST = "worst_slice_";

    @Override
    public void check(Draft draft, Problems problems) {
        boolean embedded =
                draft.root().at("train", "with").text(Defaults.TRAINER).equals(Defaults.TRAINER);
        Part threshold = draft.root().at("train", "threshold");
        for (Draft.StageGates stage : draft.gates()) {
            for (Part gate : stage.gates()) {
                String written = gate.at("metric").text("");
                String metric = written.startsWith(WORST) ? written.substring(WORST.length()) : written;
                if (OF_MEMBERS.contains(metric) && embedded) {
                    problems.add(
                            gate.at("metric").place(),
                            "`" + written + "` is about the members of an ensemble, and the embedded trainer has none",
                            "write `with: process` and let the command write the columns member.1, member.2 and so on,"
                                    + " or remove the gate");
                }
                if (metric.equals(VOTES) || metric.equals(COVERAGE)) {
                    point(gate, problems);
                }
                if (metric.equals(VOTES) && !gate.at("at").isPresent()) {
                    votes(gate, threshold, problems);
                }
            }
        }
    }

    private static void point(Part gate, Problems problems) {
        gate.at("at")
                .number()
                .filter(at -> at < 0 || at > 1)
                .ifPresent(at -> problems.add(
                        gate.at("at").place(),
                        "`at` is " + gate.at("at").text("") + ", and scores lie between 0 and 1",
                        "write a number from 0 to 1"));
    }

    private static void votes(Part gate, Part threshold, Problems problems) {
        Optional<Double> declared = threshold.number();
        if (declared.isPresent() && Double.compare(declared.get(), Defaults.THRESHOLD) != 0) {
            problems.add(
                    gate.at("metric").place(),
                    "the members would vote at " + Defaults.THRESHOLD + ", and `train.threshold` is "
                            + threshold.text(""),
                    "add `at: " + threshold.text("") + "` to the gate");
        }
    }
}
