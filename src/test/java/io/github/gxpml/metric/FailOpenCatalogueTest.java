// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Drawn.Kind;
import io.github.gxpml.metric.Everything.Reference;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.comparison.Change;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen ways in which gates of other tools were seen to fail open, and the test that shows that ours does not. What
 * is about metrics and has its own file is in {@link FailOpenTest}; what is about runs is in {@code FailOpenRunTest}.
 *
 * <ol>
 *   <li>No limit is set, so nothing is refused: {@code GateContractTest.shouldBeUndecidedWithoutALimit},
 *       {@code FailOpenRunTest.shouldRefuseAGateWithoutALimit}, {@code RunCommandTest.shouldBeUndecidedWithoutGates}.
 *   <li>A limit of 0 is taken for none: {@code GateContractTest.shouldTakeZeroForALimit},
 *       {@code FailOpenRunTest.shouldNotSkipALimitOfZero}.
 *   <li>A failed gate does not stop the pipeline: {@code FailOpenRunTest.shouldStopAtAFailedGate}.
 *   <li>An empty reference or window is no drift: {@link FailOpenTest#shouldNotTakeAWindowOfEmptyValuesForNoDrift},
 *       {@code FailOpenRunTest.shouldNotTakeAnEmptyTableForNoDrift}.
 *   <li>0/0 is 0, so that a group without positives looks fair:
 *       {@link FailOpenTest#shouldNotCallAGroupWithoutPositivesFair},
 *       {@code FailOpenRunTest.shouldNotCallAGroupWithoutPositivesFair}.
 *   <li>A class that one group lacks is dropped: {@link FailOpenTest#shouldKeepAClassThatOneGroupLacks}.
 *   <li>An empty bin divides by zero, a chi-square of one category is no number:
 *       {@link #shouldGiveAFiniteDistanceWhereABinIsEmpty}, {@link #shouldHaveNoChiSquareOfOneCategory}.
 *   <li>A condition that cannot be computed is a warning, or ends the check: {@link #shouldNotCountAFaultForAWarning},
 *       {@code FailOpenRunTest.shouldJudgeEveryGateWhateverTheOthersSay}.
 *   <li>A missing metric crashes the evaluator: {@link #shouldNotCrashWhereStatesAreMissing},
 *       {@code GateContractTest.shouldNeverPassAnyMetricWithoutANumber}.
 *   <li>The candidate is compared with itself: {@code ComparisonRunTest.shouldFailAChallengerThatIsClearlyWorse},
 *       {@code ComparisonRunTest.shouldCompareTheNextRunWithTheVersionInUse}.
 *   <li>A baseline of 0 breaks a relative change: {@link #shouldCompareWithABaselineOfZero}.
 *   <li>A comparison is ignored in the first run: {@code ComparisonRunTest.shouldBlockAComparisonWithNobody}.
 *   <li>Every number is "0.0 +- 0.0" beside a right confusion matrix:
 *       {@code FailOpenRunTest.shouldNotPrintNumbersThatTheConfusionMatrixContradicts}.
 *   <li>Any change of the registry deploys: {@code ApproveCommandTest.shouldNotMonitorBeforeTheRelease},
 *       {@code ApproveCommandTest.shouldReleaseWithTheLastSignatureAndMonitorAfterIt}.
 *   <li>A metric that cannot fail passes for ever: {@link #shouldMissTheIdealOfEveryMetricSomewhere}.
 *   <li>Drift is masked, or ends as a crash does: {@code FailOpenRunTest.shouldTellDriftFromACrash},
 *       {@code GxpTest.shouldNotEndWithTheCodeOfAFindingWhenJavaFails}.
 * </ol>
 */
class FailOpenCatalogueTest {
    @TempDir
    Path folder;

    private static Verdict verdict(Request request, MetricValue value, double min, double max) {
        Gate gate = new Gate(
                "validate",
                request.metric(),
                "t",
                request.facet(),
                request.column(),
                Optional.of(min),
                Optional.of(max),
                On.INTERVAL,
                Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                "");
        return Judge.judge(gate, value).verdict();
    }

    private static List<MetricValue> drift(Bench bench, String then, String now, Request... requests) throws Exception {
        Table before = bench.table("then", then);
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        for (int id = 1; id <= before.rows(); id++) {
            predictions.append(id).append(",0.5,1\n");
        }
        var scored = bench.engine().scored(before, bench.write(predictions.toString()), Bench.data());
        Baseline baseline = Baseline.of(bench.engine(), scored, List.of("c"), "m", "0".repeat(64));
        return new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(baseline)))
                .of(bench.table("now", now), List.of(requests))
                .values();
    }

    @Test
    void shouldGiveAFiniteDistanceWhereABinIsEmpty() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<MetricValue> values = drift(
                    bench,
                    "id,c\n1,a\n2,a\n3,b\n4,b\n",
                    "id,c\n1,a\n2,a\n3,c\n",
                    Request.ofColumn("psi", "c"),
                    Request.ofColumn("js_distance", "c"),
                    Request.ofColumn("linf", "c"));
            // p = (1/2, 1/2, 0), q = (2/3, 0, 1/3)
            assertThat(values.get(0).value().orElseThrow()).isGreaterThan(1).isFinite();
            double js = 0.25 * Math.log(6.0 / 7) + 0.25 * Math.log(2) + Math.log(8.0 / 7) / 3 + Math.log(2) / 6;
            assertThat(values.get(1).value().orElseThrow()).isCloseTo(Math.sqrt(js), within(1e-12));
            assertThat(values.get(2).value().orElseThrow()).isCloseTo(0.5, within(1e-12));
        }
    }

    @Test
    void shouldHaveNoChiSquareOfOneCategory() throws Exception {
        try (Bench bench = new Bench(folder)) {
            String same = "id,c\n" + "1,a\n2,a\n3,a\n4,a\n";
            for (String id : List.of("chi2", "chi2_p")) {
                MetricValue value =
                        drift(bench, same, same, Request.ofColumn(id, "c")).get(0);
                assertThat(value.value().filter(number -> !Double.isFinite(number)))
                        .isEmpty();
                assertThat(value.value().isPresent() || !value.reason().isEmpty())
                        .isTrue();
            }
        }
    }

    /** No states, as of a document that somebody cut: nothing is thrown, nothing is said to be fine. */
    @Test
    void shouldNotCrashWhereStatesAreMissing() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Drawn drawn = Drawn.of(Kind.TWO_CLASSES, 1, 30);
            Everything full = Everything.of(bench, drawn, Reference.of(bench, drawn.copy("'")));
            EvaluationDocument document = full.documents().get(false);
            States none = Json.read("{\"table\": \"t\", \"rows\": 30}".getBytes(StandardCharsets.UTF_8), States.class);
            var cut = new EvaluationDocument(EvaluationDocument.FORMAT, document.options(), none);
            for (Request request : full.values().keySet()) {
                MetricValue value = Evaluation.recompute(cut, List.of(request)).get(0);
                assertThat(value.value()).as(Everything.words(request)).isEmpty();
                assertThat(value.reason())
                        .as(Everything.words(request))
                        .isNotBlank()
                        .doesNotContain("could not be computed");
            }
        }
    }

    /** Only a number passes, and only with its interval if the metric has one, however wide the limits. */
    @Test
    void shouldNotCountAFaultForAWarning() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Drawn drawn = Drawn.of(Kind.TWO_CLASSES, 2, 30);
            Everything full = Everything.of(bench, drawn, Reference.of(bench, drawn.copy("'")));
            full.values().forEach((request, value) -> {
                boolean passes = verdict(request, value, -1e300, 1e300) == Verdict.PASS;
                boolean decided = value.value().isPresent()
                        && (value.interval().isPresent()
                                || !Everything.metric(request).info().estimated());
                assertThat(passes).as(Everything.words(request)).isEqualTo(decided);
            });
        }
    }

    @Test
    void shouldCompareWithABaselineOfZero() {
        MetricValue now = MetricValue.estimate(0.04, new Interval(0.02, 0.07, 0.95, "a"), 100);
        MetricValue zero = MetricValue.estimate(0, new Interval(0, 0.03, 0.95, "a"), 100);
        MetricValue worse = Change.of(now, zero);
        MetricValue better = Change.of(zero, now);
        assertThat(worse.value()).contains(0.04);
        assertThat(better.value()).contains(-0.04);
        assertThat(verdict(Request.of("brier"), worse, -1, 0)).isNotEqualTo(Verdict.PASS);
        assertThat(verdict(Request.of("recall"), better, 0, 1)).isNotEqualTo(Verdict.PASS);
        MetricValue flat = Change.of(zero, zero);
        assertThat(flat.value()).contains(0.0);
        assertThat(flat.interval().orElseThrow().upper()).isPositive();
    }

    /** The control that must disagree: a limit on the ideal value would not hold for bad models and other tables. */
    @Test
    void shouldMissTheIdealOfEveryMetricSomewhere() throws Exception {
        Set<String> missed = new HashSet<>();
        try (Bench bench = new Bench(folder)) {
            for (Kind kind : Kind.values()) {
                Drawn drawn = Drawn.of(kind, 3, 90);
                // the same keys in the reference, and every key twice
                Everything found = Everything.of(bench, drawn, Reference.of(bench, drawn.shuffled(1)));
                Everything other = Everything.of(bench, drawn, Reference.of(bench, Drawn.of(kind, 900, 50)));
                Drawn spoiled = drawn.changed(FailOpenCatalogueTest::spoil);
                Everything wrong = Everything.of(bench, spoiled, Reference.of(bench, Drawn.of(kind, 900, 50)));
                List.of(found, other, wrong)
                        .forEach(everything -> everything.values().forEach((request, value) -> {
                            if (misses(request, value)) {
                                missed.add(request.metric());
                            }
                        }));
                Table twice = drawn.and(drawn).table(bench, "twice");
                Request keys = Request.of("duplicate_keys");
                var evaluation = new Evaluation(bench.engine(), drawn.data(), Options.at(0.95));
                if (misses(keys, evaluation.of(twice, List.of(keys)).values().get(0))) {
                    missed.add(keys.metric());
                }
            }
        }
        Set<String> expected = Metrics.all().stream()
                .map(Metric::info)
                .filter(info -> info.scope() != Scope.RUN && info.ideal().isPresent())
                .map(MetricInfo::id)
                .collect(Collectors.toSet());
        expected.removeAll(missed);
        assertThat(expected).isEmpty();
    }

    /** Sure and wrong in every row, by a feature that counted for less. */
    private static void spoil(Map<String, String> row) {
        row.put("age", "-1.5");
        row.replaceAll((column, cell) -> switch (column) {
            case Drawn.PREDICTED + "attribution.age" -> "100";
            case Drawn.PREDICTED + "attribution.kappa" -> "0.01";
            case Drawn.PREDICTED + "score" -> row.get("y").equals("1") ? "0.0625" : "0.9375";
            case Drawn.PREDICTED + "predicted" ->
                row.containsKey(Drawn.PREDICTED + "score") ? row.get("y").equals("1") ? "0" : "1" : cell;
            default -> cell;
        });
    }

    private static boolean misses(Request request, MetricValue value) {
        double ideal = Everything.metric(request).info().ideal().orElse(Double.NaN);
        return value.value().map(found -> Math.abs(found - ideal) > 1e-6).orElse(false);
    }
}
