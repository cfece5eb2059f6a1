// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Gates;
import io.github.gxpml.lineage.LineageDocument;
import io.github.gxpml.lineage.LineageDocument.Training;
import io.github.gxpml.lineage.ReproducibilityDocument;
import io.github.gxpml.lineage.ReproducibilityDocument.Rules;
import io.github.gxpml.lineage.TrainingRecord;
import io.github.gxpml.lineage.TrainingStage;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.Spec;
import io.github.gxpml.spec.SpecException;
import io.github.gxpml.spec.SpecLoader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the recorded trainings again, from their digests: the class reached, the first stage that differs, and every
 * gate on them follow from what is recorded, and the record is the one of the lineage.
 */
final class ReproducibilityChecks {
    private static final String SPEC = "spec/gxp.yaml";
    private static final String TRAIN = "train";
    /** Metrics that the record gives, whichever gate they are judged by. */
    private static final Set<String> OURS = Set.of(
            "reproducibility_class",
            "artifact_differences",
            "retrain_differences",
            "undeclared_seeds",
            "environment_mismatches");

    private ReproducibilityChecks() {}

    static void reproducibility(Inspection in, Findings findings) throws IOException {
        List<Training> trainings = in.has(BagLayout.LINEAGE)
                ? in.document(BagLayout.LINEAGE, LineageDocument.class).trainings()
                : List.of();
        if (!in.has(BagLayout.REPRODUCIBILITY)) {
            boolean judged = in.verdicts().gates().stream().anyMatch(ReproducibilityChecks::ours);
            findings.problemIf(
                    !trainings.isEmpty() || judged,
                    "data/" + BagLayout.REPRODUCIBILITY + " is missing, although the model was trained");
            findings.good("nothing was trained");
            return;
        }
        ReproducibilityDocument document = in.document(BagLayout.REPRODUCIBILITY, ReproducibilityDocument.class);
        document.trainings().forEach(training -> sound(training, findings));
        lineage(document, trainings, findings);
        Spec spec = spec(in);
        findings.problemIf(
                !document.rules().equals(Rules.of(spec)), "the rules of the classes are not those of the spec");
        new ComparisonChecks(in, findings).compare(document);
        gates(in, spec, document, findings);
        findings.good(document.reached()
                .map(reached ->
                        document.trainings().size() + " trainings compared again from their digests: " + reached.text())
                .orElse("one training, with nothing to compare it with"));
    }

    private static void sound(TrainingRecord training, Findings findings) {
        for (TrainingStage stage : TrainingStage.values()) {
            TrainingRecord.Output output = training.stages().get(stage);
            findings.problemIf(
                    output == null || !output.sound(),
                    "a training's digest of " + stage.text() + " is missing or is" + " not that of its parts");
        }
        findings.problemIf(
                !TrainingRecord.of(training.metrics()).equals(training.stages().get(TrainingStage.METRICS)),
                "a training's metrics are not those of their digest");
    }

    /** The last trainings are those of this run; where it repeats another run, the first is that one's. */
    private static void lineage(ReproducibilityDocument document, List<Training> trainings, Findings findings) {
        List<TrainingRecord> records = document.trainings();
        int before = records.size() - trainings.size();
        if (trainings.isEmpty() || before < 0) {
            findings.problem("the trainings compared are not those of the lineage");
            return;
        }
        for (int i = 0; i < trainings.size(); i++) {
            Training training = trainings.get(i);
            Map<TrainingStage, TrainingRecord.Output> stages =
                    records.get(before + i).stages();
            boolean same = stages.containsKey(TrainingStage.ARTIFACT)
                    && stages.containsKey(TrainingStage.PREDICTIONS)
                    && List.of(training.model().sha256())
                            .equals(List.copyOf(
                                    stages.get(TrainingStage.ARTIFACT).parts().values()))
                    && training.predictions()
                            .equals(stages.get(TrainingStage.PREDICTIONS).parts());
            findings.problemIf(!same, "training " + (i + 1) + " is not the one of the lineage");
        }
    }

    private static void gates(Inspection in, Spec spec, ReproducibilityDocument document, Findings findings)
            throws IOException {
        Map<String, MetricValue> values = ReproducibilityMetrics.of(spec, document);
        List<GateResult> judged = in.verdicts().gates().stream()
                .filter(ReproducibilityChecks::ours)
                .toList();
        for (GateResult result : judged) {
            String metric = result.gate().metric();
            Optional<MetricValue> again = Optional.ofNullable(values.get(metric));
            boolean same = metric.equals("retrain_differences")
                    ? agrees(result.metric(), document)
                    : again.equals(Optional.of(result.metric()));
            findings.problemIf(
                    !same, "the number of gate " + result.gate().id() + " does not follow from the trainings recorded");
        }
        Set<Gate> present = judged.stream().map(GateResult::gate).collect(Collectors.toSet());
        for (Gate gate : asked(in.bundle(), spec)) {
            findings.problemIf(
                    !present.contains(gate), "the spec asks for gate " + gate.id() + ", and no verdict is about it");
        }
    }

    private static boolean agrees(MetricValue differences, ReproducibilityDocument document) {
        TrainingRecord first = document.trainings().get(0);
        boolean equal = document.trainings().stream().allMatch(other -> first.same(TrainingStage.PREDICTIONS, other));
        return differences
                .value()
                .filter(value -> value >= 0 && (value == 0) == equal)
                .isPresent();
    }

    private static List<Gate> asked(BundleDocument bundle, Spec spec) {
        boolean broken = bundle.state() == State.ERROR || bundle.state() == State.INTERRUPTED;
        List<StageRecord> stages = bundle.stages();
        if (stages.isEmpty() || stages.get(0).finishedAt().isEmpty() || (broken && stages.size() == 1)) {
            return List.of();
        }
        return stages.get(0).name().equals(TRAIN)
                ? Gates.mandatory(spec).stream()
                        .filter(gate -> OURS.contains(gate.metric()))
                        .toList()
                : List.of(Gates.reproducibility(
                        stages.get(0).name(), Rules.of(spec).required()));
    }

    private static boolean ours(GateResult result) {
        return OURS.contains(result.gate().metric());
    }

    private static Spec spec(Inspection in) throws IOException {
        try {
            return SpecLoader.parse(in.read(SPEC), SPEC);
        } catch (SpecException e) {
            throw new EvidenceException(
                    "the spec of the run cannot be read by this version, so that nobody knows how closely trainings had"
                            + " to agree: " + e.getMessage());
        }
    }
}
