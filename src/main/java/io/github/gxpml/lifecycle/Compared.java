// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.lifecycle.FirstDifference.Side;
import io.github.gxpml.lineage.Reproducibility;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Comparison;
import io.github.gxpml.lineage.ReproducibilityDocument.Distribution;
import io.github.gxpml.lineage.ReproducibilityDocument.Rules;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingRecord.Output;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.port.Trainer.Trained;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares trainings with the first one, stage by stage. */
final class Compared {
    private final Run run;
    private final Tables tables;

    Compared(Run run, Tables tables) {
        this.run = run;
        this.tables = tables;
    }

    ReproducibilityDocument document(List<Side> sides) throws StageException, IOException {
        Rules rules = Rules.of(run.spec());
        var comparisons = new ArrayList<Comparison>();
        for (int i = 1; i < sides.size(); i++) {
            comparisons.add(compare(rules, sides.get(0), sides.get(i), i + 1));
        }
        return ReproducibilityDocument.of(
                rules, sides.stream().map(Side::record).toList(), comparisons);
    }

    private Comparison compare(Rules rules, Side first, Side other, int number) throws StageException, IOException {
        List<Distribution> distributions = distributions(first.record(), other, number);
        return new Comparison(
                number,
                Reproducibility.reached(rules, first.record(), other.record(), distributions),
                new FirstDifference(tables).find(first, other),
                distributions,
                Reproducibility.differences(
                        first.record().environment(), other.record().environment()));
    }

    private List<Distribution> distributions(TrainingRecord first, Side other, int number)
            throws StageException, IOException {
        if (first.same(TrainingStage.PREDICTIONS, other.record())) {
            return List.of();
        }
        Output none = Output.of(Map.of());
        List<String> differing = first.stages()
                .getOrDefault(TrainingStage.PREDICTIONS, none)
                .differing(other.record().stages().getOrDefault(TrainingStage.PREDICTIONS, none));
        return new ScoreDistributions(run, tables)
                .compare(
                        number,
                        differing,
                        other.trained().map(Trained::predictions).orElse(Map.of()));
    }
}
