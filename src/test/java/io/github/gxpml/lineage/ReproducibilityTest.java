// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.lineage.ReproducibilityDocument.Distribution;
import io.github.gxpml.lineage.ReproducibilityDocument.Rules;
import io.github.gxpml.lineage.TrainingRecord.Output;
import io.github.gxpml.spec.ReproducibilityClass;
import io.github.gxpml.spec.ReproducibilitySpec.Tolerance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classes worked out by hand. */
class ReproducibilityTest {
    private static final Tolerance NARROW = new Tolerance(0.01, Map.of());

    @Test
    void shouldReachBitIdenticalOnlyIfEveryStageIsEqual() {
        TrainingRecord first = record("w", "f", "p", 0.80);

        assertThat(reached(ReproducibilityClass.BIT_IDENTICAL, first, record("w", "f", "p", 0.80)))
                .isEqualTo(ReproducibilityClass.BIT_IDENTICAL);
        assertThat(reached(ReproducibilityClass.BIT_IDENTICAL, first, record("w", "g", "p", 0.80)))
                .isEqualTo(ReproducibilityClass.IDENTICAL_PREDICTIONS);
        assertThat(reached(ReproducibilityClass.BIT_IDENTICAL, first, record("w", "f", "p", 0.81)))
                .isEqualTo(ReproducibilityClass.IDENTICAL_PREDICTIONS);
    }

    @Test
    void shouldNotTakeAMissingStageForAnEqualOne() {
        TrainingRecord none = new TrainingRecord(Map.of(), Map.of(), Map.of());

        assertThat(reached(ReproducibilityClass.IDENTICAL_PREDICTIONS, none, none))
                .isEqualTo(ReproducibilityClass.DIFFERENT);
    }

    @Test
    void shouldHoldMetricsAgainstTheirTolerance() {
        TrainingRecord first = record("w", "f", "p", 0.80);

        assertThat(within(NARROW, first, record("x", "g", "q", 0.8099)))
                .isEqualTo(ReproducibilityClass.METRICS_WITHIN_TOLERANCE);
        assertThat(within(NARROW, first, record("x", "g", "q", 0.811))).isEqualTo(ReproducibilityClass.DIFFERENT);
        assertThat(within(new Tolerance(0, Map.of("roc_auc", 0.02)), first, record("x", "g", "q", 0.811)))
                .isEqualTo(ReproducibilityClass.METRICS_WITHIN_TOLERANCE);
        assertThat(within(new Tolerance(0, Map.of("brier", 0.02)), first, record("x", "g", "q", 0.811)))
                .isEqualTo(ReproducibilityClass.DIFFERENT);
        TrainingRecord other = record("x", "g", "q", 0.80);
        assertThat(within(NARROW, first, new TrainingRecord(other.stages(), Map.of(), Map.of())))
                .as("a metric that only one training has")
                .isEqualTo(ReproducibilityClass.DIFFERENT);
        assertThat(within(NARROW, first, record("x", "g", "p", 0.9)))
                .as("equal predictions, although the trainer reports other numbers")
                .isEqualTo(ReproducibilityClass.IDENTICAL_PREDICTIONS);
    }

    @Test
    void shouldNotReachAToleranceThatNobodyDeclared() {
        TrainingRecord first = record("w", "f", "p", 0.80);
        Rules rules = rules(ReproducibilityClass.IDENTICAL_PREDICTIONS, Optional.empty());

        assertThat(Reproducibility.reached(rules, first, record("x", "g", "q", 0.80), List.of()))
                .isEqualTo(ReproducibilityClass.DIFFERENT);
    }

    @Test
    void shouldNameTheMetricsThatLieTooFarApart() {
        assertThat(Reproducibility.outside(
                        new Tolerance(0.01, Map.of("loss", 1.0)),
                        Map.of("reported/loss", 2.0, "validation/roc_auc", 0.8, "validation/DI/sex=F", 1.0),
                        Map.of("reported/loss", 2.9, "validation/roc_auc", 0.82)))
                .containsExactly(
                        "validation/DI/sex=F 1.0 and null, allowed 0.01",
                        "validation/roc_auc 0.8 and 0.82, allowed 0.01");
    }

    @Test
    void shouldJudgeDistributionsByTestAndIndex() {
        TrainingRecord first = record("w", "f", "p", 0.80);
        TrainingRecord other = record("x", "g", "q", 0.90);

        assertThat(alike(first, other, 0.06, 0.09)).isEqualTo(ReproducibilityClass.SAME_DISTRIBUTION);
        assertThat(alike(first, other, 0.05, 0.09)).isEqualTo(ReproducibilityClass.DIFFERENT);
        assertThat(alike(first, other, 0.06, 0.10)).isEqualTo(ReproducibilityClass.DIFFERENT);
        Rules rules = rules(ReproducibilityClass.SAME_DISTRIBUTION, Optional.empty());
        assertThat(Reproducibility.reached(rules, first, other, List.of()))
                .as("a table that was not compared")
                .isEqualTo(ReproducibilityClass.DIFFERENT);
        var noNumber = new Distribution("train", "ks_p", Optional.empty(), Optional.of(0.0), "");
        assertThat(Reproducibility.reached(rules, first, other, List.of(noNumber)))
                .isEqualTo(ReproducibilityClass.DIFFERENT);
    }

    @Test
    void shouldNotLetAWideToleranceStandInForADistribution() {
        Rules rules = rules(ReproducibilityClass.SAME_DISTRIBUTION, Optional.of(new Tolerance(1, Map.of())));
        var apart = new Distribution("train", "ks_p", Optional.of(0.001), Optional.of(0.5), "");

        assertThat(Reproducibility.reached(
                        rules, record("w", "f", "p", 0.8), record("x", "g", "q", 0.9), List.of(apart)))
                .isEqualTo(ReproducibilityClass.DIFFERENT);
    }

    @Test
    void shouldNameWhatDiffersInTheEnvironment() {
        assertThat(Reproducibility.differences(
                        Map.of("java", "17", "cpu", "a", "blas", "x"), Map.of("java", "21", "cpu", "a", "gpu", "b")))
                .extracting(ReproducibilityDocument.Entry::text)
                .containsExactly("blas: x, found not recorded", "gpu: not recorded, found b", "java: 17, found 21");
    }

    @Test
    void shouldCompareADeclaredEnvironmentEntryByEntry() {
        Map<String, String> found = Map.of(
                "java", "OpenJDK 64-Bit Server VM, Debian, 17.0.13+11",
                "os", "Linux 6.1.0",
                "cpu", "Intel(R) Xeon(R) Gold",
                "threads", "4",
                "library numpy", "1.26.4",
                "container", "a container whose image is not known");

        assertThat(DeclaredEnvironment.compare(
                                Map.of(
                                        "java",
                                        "17",
                                        "os",
                                        "linux",
                                        "cpu",
                                        "Xeon",
                                        "threads",
                                        "4",
                                        "library numpy",
                                        "1.26"),
                                found)
                        .mismatches())
                .isEmpty();
        DeclaredEnvironment other = DeclaredEnvironment.compare(
                Map.of("java", "1", "os", "Lin", "threads", "40", "library numpy", "1.2", "container", "x", "gpu", "y"),
                found);
        assertThat(other.mismatches())
                .extracting(ReproducibilityDocument.Entry::name)
                .containsExactlyInAnyOrder("java", "os", "threads", "library numpy");
        assertThat(other.unknown()).containsExactlyInAnyOrder("container", "gpu");
    }

    private static ReproducibilityClass reached(
            ReproducibilityClass required, TrainingRecord first, TrainingRecord other) {
        return Reproducibility.reached(rules(required, Optional.empty()), first, other, List.of());
    }

    private static ReproducibilityClass within(Tolerance tolerance, TrainingRecord first, TrainingRecord other) {
        Rules rules = rules(ReproducibilityClass.METRICS_WITHIN_TOLERANCE, Optional.of(tolerance));
        return Reproducibility.reached(rules, first, other, List.of());
    }

    private static ReproducibilityClass alike(TrainingRecord first, TrainingRecord other, double p, double psi) {
        Rules rules = rules(ReproducibilityClass.SAME_DISTRIBUTION, Optional.empty());
        var distribution = new Distribution("train", "ks_p", Optional.of(p), Optional.of(psi), "x");
        return Reproducibility.reached(rules, first, other, List.of(distribution));
    }

    private static Rules rules(ReproducibilityClass required, Optional<Tolerance> tolerance) {
        return new Rules(required, tolerance, 0.05, 0.1, List.of());
    }

    private static TrainingRecord record(String weights, String file, String predictions, double auc) {
        Map<String, Double> metrics = Map.of("validation/roc_auc", auc);
        var stages = new EnumMap<TrainingStage, Output>(TrainingStage.class);
        for (TrainingStage stage : TrainingStage.values()) {
            stages.put(stage, Output.of(Map.of()));
        }
        stages.put(TrainingStage.WEIGHTS, Output.of(Map.of("tensor", weights)));
        stages.put(TrainingStage.ARTIFACT, Output.of(Map.of("model", file)));
        stages.put(TrainingStage.PREDICTIONS, Output.of(Map.of("train", predictions)));
        stages.put(TrainingStage.METRICS, TrainingRecord.of(metrics));
        return new TrainingRecord(stages, metrics, Map.of());
    }
}
