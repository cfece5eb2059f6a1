// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.lineage.Reproducibility;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Comparison;
import io.github.gxpml.lineage.ReproducibilityDocument.Difference;
import io.github.gxpml.lineage.ReproducibilityDocument.Distribution;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.EvaluationDocument;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.ReproducibilityClass;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes every comparison of two trainings again. */
final class ComparisonChecks {
    private static final Set<String> TESTS = Set.of("ks_p", "chi2_p");

    private final Inspection in;
    private final Findings findings;

    ComparisonChecks(Inspection in, Findings findings) {
        this.in = in;
        this.findings = findings;
    }

    void compare(ReproducibilityDocument document) throws IOException {
        List<TrainingRecord> trainings = document.trainings();
        List<Comparison> comparisons = document.comparisons();
        if (trainings.isEmpty() || comparisons.size() != trainings.size() - 1) {
            findings.problem("there is not one comparison for each training but the first");
            return;
        }
        for (int i = 0; i < comparisons.size(); i++) {
            compare(document, comparisons.get(i), i + 2);
        }
        Optional<ReproducibilityClass> weakest =
                comparisons.stream().map(Comparison::reached).min(ReproducibilityClass::compareTo);
        findings.problemIf(
                !weakest.equals(document.reached()), "the class reached is not the weakest of the comparisons");
    }

    private void compare(ReproducibilityDocument document, Comparison comparison, int number) throws IOException {
        TrainingRecord first = document.trainings().get(0);
        TrainingRecord other = document.trainings().get(number - 1);
        String what = "training " + number;
        findings.problemIf(comparison.training() != number, what + " is compared as another one");
        for (Distribution distribution : comparison.distributions()) {
            distribution(what, distribution);
        }
        ReproducibilityClass again =
                Reproducibility.reached(document.rules(), first, other, comparison.distributions());
        findings.problemIf(
                again != comparison.reached(),
                what + " is recorded as " + comparison.reached().text() + ", compared again it is " + again.text());
        Optional<TrainingStage> stage = Arrays.stream(TrainingStage.values())
                .filter(candidate -> !first.same(candidate, other))
                .findFirst();
        findings.problemIf(
                !stage.equals(comparison.first().map(Difference::stage)),
                what + " parts from the first in another stage than is recorded");
        findings.problemIf(
                !Reproducibility.differences(first.environment(), other.environment())
                        .equals(comparison.environment()),
                what + " ran on an environment that differs in another way than is recorded");
    }

    /** Both numbers follow from counts that are kept, and these are compared with what the first training left. */
    private void distribution(String what, Distribution distribution) throws IOException {
        if (distribution.p().isEmpty() && distribution.psi().isEmpty()) {
            return; // without numbers it speaks for nothing
        }
        String scores = "reproducibility/scores-" + distribution.table() + ".json";
        if (!TESTS.contains(distribution.test()) || !in.has(distribution.states()) || !in.has(scores)) {
            findings.problem(what + ": what the predictions of " + BagName.shown(distribution.table())
                    + " were compared by is missing");
            return;
        }
        EvaluationDocument states = in.document(distribution.states(), EvaluationDocument.class);
        Baseline kept = in.document(scores, Baseline.class);
        List<MetricValue> values = Evaluation.recompute(
                states,
                List.of(
                        Request.ofColumn(distribution.test(), ScoredTable.PREDICTION),
                        Request.ofColumn("psi", ScoredTable.PREDICTION)));
        boolean same = values.get(0).value().equals(distribution.p())
                && values.get(1).value().equals(distribution.psi())
                && states.states().table().equals(distribution.table())
                && states.options()
                        .baseline()
                        .map(baseline -> baseline.columns().get(ScoredTable.PREDICTION))
                        .equals(Optional.ofNullable(kept.columns().get(ScoredTable.PREDICTION)));
        findings.problemIf(
                !same,
                what + ": the numbers on the predictions of " + BagName.shown(distribution.table())
                        + " do not follow from their counts");
    }
}
