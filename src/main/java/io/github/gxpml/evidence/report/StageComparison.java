// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Comparison;
import io.github.gxpml.lineage.ReproducibilityDocument.Entry;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingStage;
import java.util.ArrayList;
import java.util.List;

/** Trainings stage by stage: where they part, what differed, and the class that was reached. */
final class StageComparison {
    private static final int SHOWN = 12;

    private StageComparison() {}

    static void write(Html html, ReproducibilityDocument document, boolean again) {
        document.reached()
                .ifPresent(reached -> html.element(
                        "p",
                        "Class reached: " + reached.text() + ". Class required: "
                                + document.rules().required().text() + "."));
        Parts.openTable(
                html,
                "plain compare",
                "Stages of the trainings",
                heads(document.trainings().size(), again));
        for (TrainingStage stage : TrainingStage.values()) {
            row(html, document.trainings(), stage);
        }
        Parts.closeTable(html);
        document.comparisons().forEach(comparison -> difference(html, comparison));
        html.open("details").element("summary", "What each class asks for");
        Parts.list(html, "plain", document.rules().text());
        html.close("details");
    }

    private static List<String> heads(int trainings, boolean again) {
        var heads = new ArrayList<>(List.of("Stage"));
        for (int i = 1; i <= trainings; i++) {
            heads.add(again ? (i == 1 ? "First run" : "Again") : "Training " + i);
        }
        return heads;
    }

    private static void row(Html html, List<TrainingRecord> trainings, TrainingStage stage) {
        html.open("tr").open("th", "scope", "row").data(stage.text()).close("th");
        for (TrainingRecord training : trainings) {
            TrainingRecord.Output output = training.stages().get(stage);
            html.open("td");
            if (output == null) {
                html.text("not on record");
            } else {
                String digest = output.sha256();
                html.element("code", digest.substring(0, Math.min(SHOWN, digest.length())), "title", digest);
            }
            if (training != trainings.get(0)) {
                boolean same = trainings.get(0).same(stage, training);
                html.text(" ").open("span", "class", "badge " + (same ? "pass" : "open"));
                Marks.shape(html, same ? Verdict.PASS : Verdict.UNDECIDED, 14);
                html.text(same ? " equal" : " differs").close("span");
            }
            html.close("td");
        }
        html.close("tr");
    }

    private static void difference(Html html, Comparison comparison) {
        var told = new ArrayList<String>();
        comparison.first().ifPresent(difference -> told.add(difference.text()));
        comparison.environment().stream()
                .map(Entry::text)
                .map(text -> "environment, " + text)
                .forEach(told::add);
        comparison.distributions().stream()
                .map(one -> "predictions for " + one.table() + ": " + one.test() + " "
                        + one.p().map(Figures::plain).orElse("undefined") + ", psi "
                        + one.psi().map(Figures::plain).orElse("undefined"))
                .forEach(told::add);
        if (!told.isEmpty()) {
            html.element("p", "Training " + comparison.training() + " against the first:");
            Parts.list(html, "plain", told);
        }
    }
}
