// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.performance.Curves;
import io.github.gxpml.metric.performance.Curves.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveMetricsTest {
    private static final List<String> OPERATING = List.of(
            "specificity_at_sensitivity", "sensitivity_at_specificity", "precision_at_recall", "recall_at_precision");
    private static final List<String> CALIBRATION = List.of(
            "ece_equal_mass", "mce", "brier_reliability", "brier_resolution", "brier_uncertainty", "prevalence");

    @TempDir
    Path folder;

    private record Case(int label, double score) {}

    private static ScoredTable scored(Bench bench, List<Case> cases) throws Exception {
        return bench.scored(cases.stream()
                .map(c -> c.label + "," + c.score + "," + (c.score >= 0.5 ? 1 : 0) + ",F,60")
                .toArray(String[]::new));
    }

    private static List<Case> random(long seed, int n, double step) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int label = random.nextInt(3) == 0 ? 1 : 0;
            double score = 0.05 + 0.3 * label + 0.6 * random.nextDouble();
            cases.add(new Case(label, Math.rint(score / step) * step));
        }
        return cases;
    }

    private static List<MetricValue> operating(Bench bench, List<Case> cases, double at) throws Exception {
        return bench.evaluation()
                .of(
                        scored(bench, cases),
                        OPERATING.stream().map(id -> Request.of(id).at(at)).toList())
                .values();
    }

    private static ScoreCurve curve(Bench bench, ScoredTable table) throws Exception {
        return bench.engine()
                .states(table, List.of(new Need.Curve(Slice.ALL, Set.of())))
                .curves()
                .get(States.ALL);
    }

    @Test
    void shouldFindOperatingPointsByHand() throws Exception {
        // from the top: + at .9, - at .8, + at .7, + at .6, - at .5, - at .4, + at .3, - at .2
        List<Case> cases = List.of(
                new Case(1, 0.9),
                new Case(0, 0.8),
                new Case(1, 0.7),
                new Case(1, 0.6),
                new Case(0, 0.5),
                new Case(0, 0.4),
                new Case(1, 0.3),
                new Case(0, 0.2));
        try (Bench bench = new Bench(folder)) {
            List<MetricValue> values = operating(bench, cases, 0.75);
            assertThat(values)
                    .extracting(MetricValue::value)
                    .containsExactly(Optional.of(0.75), Optional.of(0.75), Optional.of(0.75), Optional.of(0.75));
            assertThat(values.get(0).detail())
                    .isEqualTo("at threshold 0.6: sensitivity 0.750 (3 of 4), specificity 0.750 (3 of 4), precision"
                            + " 0.750 (3 of 4)");
            assertThat(values.get(0).n()).isEqualTo(4);
            List<MetricValue> all = operating(bench, cases, 1);
            assertThat(all)
                    .extracting(MetricValue::value)
                    .containsExactly(Optional.of(0.25), Optional.of(0.25), Optional.of(4 / 7.0), Optional.of(0.25));
            assertThat(all.get(0).detail()).startsWith("at threshold 0.3: ");
        }
    }

    @Test
    void shouldTellWhatIsMissingWithoutARequirement() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = scored(bench, random(1, 50, 0.01));
            assertThat(bench.value(table, Request.of("specificity_at_sensitivity"))
                            .reason())
                    .isEqualTo("no sensitivity is required - set `at`, for example `at: 0.9`");
            assertThat(bench.value(table, Request.of("recall_at_precision").at(1.5))
                            .reason())
                    .contains("between 0 and 1", "1.5");
            assertThat(bench.value(table, Request.of("recall_at_precision").at(Double.NaN))
                            .value())
                    .isEmpty();
        }
    }

    @Test
    void shouldHaveNoPrecisionThatNoThresholdReaches() throws Exception {
        try (Bench bench = new Bench(folder)) {
            MetricValue value = bench.value(
                    scored(bench, List.of(new Case(0, 0.9), new Case(1, 0.5))),
                    Request.of("recall_at_precision").at(0.9));
            assertThat(value.reason()).isEqualTo("no threshold has a precision of 0.90");
        }
    }

    @Test
    void shouldCallNothingPositiveWhereNothingElseIsSpecificEnough() throws Exception {
        try (Bench bench = new Bench(folder)) {
            MetricValue value = bench.value(
                    scored(bench, List.of(new Case(0, 0.9), new Case(1, 0.5), new Case(0, 0.4))),
                    Request.of("sensitivity_at_specificity").at(0.9));
            assertThat(value.value()).contains(0.0);
            assertThat(value.detail()).startsWith("above every score: ");
            assertThat(value.interval().orElseThrow().upper()).isGreaterThan(0.5);
        }
    }

    @Test
    void shouldTakeARequirementOfZeroForOne() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<MetricValue> values = operating(bench, random(2, 60, 0.01), 0);
            assertThat(values.get(0).value()).contains(1.0);
            assertThat(values.get(1).value()).contains(1.0);
            assertThat(values.get(3).value()).contains(1.0);
        }
    }

    @Test
    void shouldDefineEverythingWhereAllScoresAreEqual() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Case> cases = new ArrayList<>(Collections.nCopies(30, new Case(0, 0.25)));
            cases.addAll(Collections.nCopies(10, new Case(1, 0.25)));
            List<MetricValue> values = operating(bench, cases, 0.25);
            assertThat(values)
                    .extracting(MetricValue::value)
                    .containsExactly(Optional.of(0.0), Optional.of(0.0), Optional.of(0.25), Optional.of(1.0));
            for (String id : CALIBRATION) {
                assertThat(bench.value(scored(bench, cases), Request.of(id)).value())
                        .as(id)
                        .isPresent();
            }
            MetricValue ece = bench.value(scored(bench, cases), Request.of("ece_equal_mass"));
            assertThat(ece.value()).contains(0.0);
            assertThat(ece.detail()).isEqualTo("equal scores leave 1 of 15 bins");
        }
    }

    @Test
    void shouldSayWhichClassIsMissing() throws Exception {
        try (Bench bench = new Bench(folder)) {
            assertThat(operating(bench, List.of(new Case(1, 0.5), new Case(1, 0.7)), 0.9))
                    .extracting(MetricValue::reason)
                    .containsOnly("there are no negative labels");
            assertThat(operating(bench, List.of(new Case(0, 0.5)), 0.9))
                    .extracting(MetricValue::reason)
                    .containsOnly("there are no positive labels");
            assertThat(Curves.roc(curve(bench, scored(bench, List.of(new Case(1, 0.5))))))
                    .isEmpty();
            assertThat(Curves.precisionRecall(curve(bench, scored(bench, List.of(new Case(0, 0.5))))))
                    .isEmpty();
        }
    }

    @Test
    void shouldMeasureCalibrationOfOneRow() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable one = scored(bench, List.of(new Case(1, 0.75)));
            assertThat(bench.value(one, Request.of("ece_equal_mass")).value()).contains(0.25);
            assertThat(bench.value(one, Request.of("brier_reliability")).value())
                    .contains(0.0625);
            assertThat(bench.value(one, Request.of("brier_resolution")).value()).contains(0.0);
            assertThat(bench.value(one, Request.of("prevalence")).value()).contains(1.0);
            assertThat(bench.value(one, Request.of("mce")).reason()).isEqualTo("no bin of score has 10 labelled rows");
        }
    }

    @Test
    void shouldSayThatNoRowHasALabel() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable none = bench.scored(",0.5,1,F,80", ",0.25,0,M,80");
            for (String id : CALIBRATION) {
                assertThat(bench.value(none, Request.of(id)).reason()).as(id).contains("label");
            }
            for (String id : OPERATING) {
                assertThat(bench.value(none, Request.of(id).at(0.9)).reason())
                        .as(id)
                        .contains("label");
            }
        }
    }

    @Test
    void shouldLeaveSmallBinsOutOfTheLargestErrorAndTellSo() throws Exception {
        List<Case> cases = new ArrayList<>(Collections.nCopies(12, new Case(0, 0.3)));
        cases.add(new Case(0, 0.99));
        cases.add(new Case(0, 0.98));
        try (Bench bench = new Bench(folder)) {
            MetricValue value = bench.value(scored(bench, cases), Request.of("mce"));
            assertThat(value.value().orElseThrow()).isCloseTo(0.3, within(1e-12));
            assertThat(value.n()).isEqualTo(12);
            assertThat(value.detail())
                    .isEqualTo("in the bin from 4/15 to 5/15; 2 rows in bins with fewer than 10 are left out");
        }
    }

    @Test
    void shouldAddTheBrierScoreUpFromItsParts() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Case> cases = List.of(new Case(1, 0.75), new Case(0, 0.75), new Case(0, 0.25), new Case(0, 0.25));
            List<MetricValue> values = bench.evaluation()
                    .of(
                            scored(bench, cases),
                            List.of(
                                    Request.of("brier"),
                                    Request.of("brier_reliability"),
                                    Request.of("brier_resolution"),
                                    Request.of("brier_uncertainty")))
                    .values();
            // (1/16 + 9/16 + 1/16 + 1/16) / 4; bins (.75, 1/2) and (.25, 0): (2/16 + 2/16) / 4, (2/16 + 2/16) / 4
            assertThat(values)
                    .extracting(MetricValue::value)
                    .containsExactly(
                            Optional.of(0.1875), Optional.of(0.0625), Optional.of(0.0625), Optional.of(0.1875));
            assertThat(values.get(1).detail())
                    .isEqualTo(
                            "brier 0.188 = reliability 0.062 - resolution 0.062 + uncertainty 0.188 + 0 within bins");
        }
    }

    @Test
    void shouldHaveTheAreaOfTheFullCurve() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (long seed = 0; seed < 5; seed++) {
                ScoredTable table = scored(bench, random(seed, 400, 0.005));
                double area = 0;
                Point last = new Point(0, 0, Optional.empty());
                for (Point point : Curves.roc(curve(bench, table))) {
                    area += (point.x() - last.x()) * (point.y() + last.y()) / 2;
                    last = point;
                }
                assertThat(area)
                        .isCloseTo(
                                bench.value(table, Request.of("roc_auc"))
                                        .value()
                                        .orElseThrow(),
                                within(1e-12));
            }
        }
    }

    private static List<Case> changed(List<Case> cases, DoubleUnaryOperator change) {
        return cases.stream()
                .map(c -> new Case(c.label, change.applyAsDouble(c.score)))
                .toList();
    }

    private static MetricValue withoutThreshold(MetricValue value) {
        return value.withDetail(value.detail().replaceAll("threshold [0-9.E-]+", "threshold"));
    }

    @Test
    void shouldKeepOperatingPointsUnderAMonotoneTransformationAndInAnyOrder() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (double step : List.of(0.01, 1e-9)) {
                List<Case> cases = random(11, 900, step);
                List<Case> shuffled = new ArrayList<>(changed(cases, score -> score * score));
                Collections.shuffle(shuffled, new Random(1));
                for (double at : List.of(0.3, 0.9, 1.0)) {
                    List<MetricValue> before = operating(bench, cases, at);
                    List<MetricValue> after = operating(bench, shuffled, at);
                    for (int i = 0; i < before.size(); i++) {
                        assertThat(withoutThreshold(after.get(i))).isEqualTo(withoutThreshold(before.get(i)));
                    }
                }
            }
        }
    }

    @Test
    void shouldMeasureBothSidesOfAFacet() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored(
                    "1,0.75,1,F,80", "0,0.25,0,F,80", "1,0.25,0,M,80", "0,0.75,1,M,80", "0,0.5,1,M,80", "1,1,1,,80");
            for (String id : List.of("accuracy", "roc_auc", "ece_equal_mass", "specificity_at_sensitivity")) {
                boolean at = OPERATING.contains(id);
                Request women = Request.ofFacet(id, "sex=F");
                Request rest = Request.ofFacet(id, "not sex=F");
                MetricValue disfavoured = bench.value(table, at ? women.at(1) : women);
                MetricValue favoured = bench.value(table, at ? rest.at(1) : rest);
                assertThat(disfavoured.value()).as(id).contains(id.startsWith("ece") ? 0.25 : 1.0);
                assertThat(favoured.value().orElseThrow())
                        .as(id)
                        .isCloseTo(id.startsWith("ece") ? 2.0 / 3 : 0, within(1e-12));
            }
            assertThat(bench.value(table, Request.ofFacet("recall", "not sex=F"))
                            .n())
                    .isEqualTo(1);
            assertThat(bench.value(table, Request.ofFacet("recall", "not gone=1"))
                            .reason())
                    .contains("no facet `not gone=1`");
            assertThat(bench.value(table, Request.ofFacet("mce", "not gone=1")).value())
                    .isEmpty();
            assertThat(bench.value(table, Request.ofFacet("ece_equal_mass", "not gone=1"))
                            .value())
                    .isEmpty();
            assertThat(bench.value(table, Request.ofFacet("DI", "not sex=F")).value())
                    .isEmpty();
        }
    }

    @Test
    void shouldKeepEveryOperatingPointInsideItsInterval() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (int n = 2; n < 40; n += 3) {
                for (double at : List.of(0.0, 0.1, 0.5, 0.95, 1.0)) {
                    for (MetricValue value : operating(bench, random(n, n, n % 2 == 0 ? 0.1 : 0.001), at)) {
                        value.interval().ifPresent(interval -> {
                            assertThat(value.value().orElseThrow()).isBetween(interval.lower(), interval.upper());
                            assertThat(interval.lower()).isLessThan(interval.upper());
                            assertThat(interval.lower()).isNotNegative();
                            assertThat(interval.upper()).isLessThanOrEqualTo(1);
                        });
                    }
                }
            }
        }
    }
}
