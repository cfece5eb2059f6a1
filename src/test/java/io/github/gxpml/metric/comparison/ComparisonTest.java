// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Rivals;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.MetricValue.Status;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against R and its package pROC; script and results are in the test resources. */
class ComparisonTest {
    private static final Offset<Double> EXACT = within(1e-10);

    @TempDir
    Path folder;

    private static ScoredTable createRivals(Bench bench, String challenger, String champion) throws Exception {
        Path file = bench.resource("rivals.csv");
        Table table = bench.engine().table("validation", file, DataSpec.Format.CSV);
        return bench.engine()
                .scored(
                        table,
                        createPredictions(bench, file, challenger),
                        createPredictions(bench, file, champion),
                        Bench.data());
    }

    private static Path createPredictions(Bench bench, Path file, String column) throws Exception {
        List<String> lines = Files.readAllLines(file);
        int at = List.of(lines.get(0).split(",")).indexOf(column);
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            predictions.append(
                    cells[0] + "," + cells[at] + "," + (Double.parseDouble(cells[at]) >= 0.5 ? 1 : 0) + "\n");
        }
        return bench.write(predictions.toString());
    }

    private static JsonNode expected(Bench bench, String of) throws Exception {
        return Json.read(Files.readAllBytes(bench.resource("reference-comparison.json")), JsonNode.class)
                .get(of);
    }

    private static MetricValue value(Bench bench, ScoredTable table, Request request) throws DataException {
        return new Evaluation(bench.engine(), Bench.data(), Options.at(0.95))
                .of(table, List.of(request))
                .values()
                .get(0);
    }

    private static void compare(MetricValue value, JsonNode expected) {
        assertThat(value.reason()).isEmpty();
        assertThat(value.value().orElseThrow()).isCloseTo(expected.get("value").doubleValue(), EXACT);
        Interval interval = value.interval().orElseThrow();
        assertThat(interval.lower()).isCloseTo(expected.get("lower").doubleValue(), EXACT);
        assertThat(interval.upper()).isCloseTo(expected.get("upper").doubleValue(), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"all, ''", "women, sex=F"})
    void shouldAgreeWithRForEveryMetricThatCanBeCompared(String of, String facet) throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = createRivals(bench, "challenger", "champion");
            for (String id : Champion.ids()) {
                Request request = Request.ofFacet(id, facet).against("champion");
                compare(value(bench, table, request), expected(bench, of).get(id));
            }
            assertThat(value(bench, table, Request.ofFacet("mcnemar_p", facet))
                            .value()
                            .orElseThrow())
                    .isCloseTo(expected(bench, of).get("mcnemar_p").doubleValue(), EXACT);
        }
    }

    @Test
    void shouldChangeSignsWhenTheRivalsAreSwapped() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = createRivals(bench, "challenger", "champion");
            ScoredTable swapped = createRivals(bench, "champion", "challenger");
            for (String id : Champion.ids()) {
                MetricValue one = value(bench, table, Request.of(id).against("champion"));
                MetricValue other = value(bench, swapped, Request.of(id).against("champion"));
                assertThat(other.value().orElseThrow())
                        .as(id)
                        .isCloseTo(-one.value().orElseThrow(), EXACT);
                assertThat(other.interval().orElseThrow().upper())
                        .as(id)
                        .isCloseTo(-one.interval().orElseThrow().lower(), EXACT);
            }
        }
    }

    /** A candidate that is compared with itself must show no difference, and no certainty that it does not have. */
    @Test
    void shouldFindNoDifferenceOfAModelToItself() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = createRivals(bench, "challenger", "challenger");
            for (String id : List.of("accuracy", "recall", "f1", "mcc")) {
                MetricValue value = value(bench, table, Request.of(id).against("champion"));
                assertThat(value.value()).as(id).hasValue(0.0);
                assertThat(value.interval().orElseThrow().lower()).as(id).isNegative();
            }
            MetricValue area = value(bench, table, Request.of("roc_auc").against("champion"));
            assertThat(area.value()).hasValue(0.0);
            assertThat(area.interval()).isEmpty();
            assertThat(area.detail()).contains("both order every pair alike");
            assertThat(value(bench, table, Request.of("mcnemar_p")).value()).hasValue(1.0);
        }
    }

    @Test
    void shouldHaveNoNumberWithoutAChampion() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable alone = bench.scored("1,0.9,1,F,60", "0,0.1,0,M,60");
            assertThat(value(bench, alone, Request.of("roc_auc").against("champion"))
                            .reason())
                    .contains("no predictions of a champion");
            assertThat(value(bench, alone, Request.of("mcnemar_p")).status()).isEqualTo(Status.UNDEFINED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ece", "average_precision", "DI"})
    void shouldSayWhichMetricsCanBeCompared(String id) throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = createRivals(bench, "challenger", "champion");
            assertThat(value(bench, table, Request.ofFacet(id, "sex=F").against("champion"))
                            .reason())
                    .contains("use one of accuracy, ");
        }
    }

    @Test
    void shouldRefuseAChampionThatDidNotPredictEveryRow() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("validation", "id,y,sex,age,kappa\n1,1,F,60,1\n2,0,M,60,1\n");
            Path ours = bench.write("id,score,predicted\n1,0.9,1\n2,0.1,0\n");
            Path theirs = bench.write("id,score,predicted\n1,0.9,1\n");
            org.assertj.core.api.Assertions.assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> bench.engine().scored(table, ours, theirs, Bench.data()))
                    .withMessageContaining("in the table but not among the predictions");
        }
    }

    @Test
    void shouldAddUpTheRivalsOfTwoParts() {
        Rivals one = new Rivals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), 9, ten(), ten(), ten(), ten(), 1);
        Rivals both = one.plus(one);
        assertThat(both.cells()).containsExactly(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L);
        assertThat(both.labelled()).isEqualTo(72);
        assertThat(both.unlabelled()).isEqualTo(18);
        assertThat(both.plus(Rivals.NONE)).isEqualTo(both);
    }

    private static java.math.BigInteger ten() {
        return java.math.BigInteger.TEN;
    }

    private static ExperimentSpec createPlan(Optional<String> positive, String outcome, long size) {
        return new ExperimentSpec("trial.csv", DataSpec.Format.CSV, "arm", "usual", "model", outcome, positive, size);
    }

    private static Evaluation.Result judge(Bench bench, Table table, ExperimentSpec plan) throws DataException {
        return new Evaluation(bench.engine(), Bench.data(), Options.at(0.95))
                .of(plan)
                .of(table, List.of(Request.of("ab_difference")));
    }

    @Test
    void shouldCompareArmsAsRDoes() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table trial = bench.engine().table("experiment", bench.resource("trial.csv"), DataSpec.Format.CSV);
            compare(
                    judge(bench, trial, createPlan(Optional.of("1"), "found", 120))
                            .values()
                            .get(0),
                    expected(bench, "shares"));
            compare(
                    judge(bench, trial, createPlan(Optional.empty(), "days", 120))
                            .values()
                            .get(0),
                    expected(bench, "means"));
        }
    }

    @Test
    void shouldRefuseALookBeforeTheEndAndKeepNoOutcomeToLookAt() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table trial = bench.engine().table("experiment", bench.resource("trial.csv"), DataSpec.Format.CSV);
            Evaluation.Result early = judge(bench, trial, createPlan(Optional.of("1"), "found", 121));
            assertThat(early.values().get(0).reason())
                    .isEqualTo("arm model has 120 and arm usual has 130 of the 121 rows that were planned for each: a"
                            + " look before the end would turn chance into a finding");
            States states = early.document().states();
            assertThat(states.arms().orElseThrow().control().outcome()).isEmpty();
            assertThat(states.arms().orElseThrow().treatment().outcome()).isEmpty();
        }
    }

    @Test
    void shouldTellWhoWasLeftOutOfAnExperiment() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table trial = bench.table(
                    "experiment", "arm,days\nusual,1\nusual,2\nusual,x\nmodel,3\nmodel,5\nmodel,\nother,9\n,4\n");
            MetricValue value = judge(bench, trial, createPlan(Optional.empty(), "days", 2))
                    .values()
                    .get(0);
            assertThat(value.value()).hasValue(2.5);
            assertThat(value.n()).isEqualTo(4);
            assertThat(value.detail()).contains("left out: 2 of neither arm, 2 without an outcome");
        }
    }

    @Test
    void shouldBearNumbersOfAnySizeInAnExperiment() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table large = bench.table("experiment", "arm,days\nusual,1e300\nusual,2e300\nmodel,3e300\nmodel,5e300\n");
            assertThat(judge(bench, large, createPlan(Optional.empty(), "days", 2))
                            .values()
                            .get(0)
                            .value()
                            .orElseThrow())
                    .isCloseTo(2.5e300, within(1e288));
            Table constant = bench.table("experiment", "arm,days\nusual,4\nusual,4\nmodel,4\nmodel,4\n");
            MetricValue none = judge(bench, constant, createPlan(Optional.empty(), "days", 2))
                    .values()
                    .get(0);
            assertThat(none.value()).hasValue(0.0);
            assertThat(none.detail()).contains("the outcome never varies");
        }
    }

    @Test
    void shouldPlanSampleSizesAsRDoes() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode sizes = expected(bench, "sizes");
            SampleSize usual = new SampleSize(0.95, 0.8);
            assertThat(usual.proportions(0.10, 0.15)).isEqualTo(up(sizes, "proportions_10_15_80"));
            assertThat(new SampleSize(0.95, 0.9).proportions(0.5, 0.4)).isEqualTo(up(sizes, "proportions_50_40_90"));
            assertThat(new SampleSize(0.99, 0.8).proportions(0.01, 0.02)).isEqualTo(up(sizes, "proportions_1_2_80_99"));
            assertThat(usual.means(10, 5)).isEqualTo(up(sizes, "means_5_10_80"));
            assertThat(new SampleSize(0.95, 0.9).means(2, 1)).isEqualTo(up(sizes, "means_1_2_90"));
        }
    }

    private static long up(JsonNode sizes, String name) {
        return (long) Math.ceil(sizes.get(name).doubleValue());
    }

    @Test
    void shouldMeasureTheChangeSinceTheReleaseByRecoveredVariances() {
        MetricValue now = MetricValue.estimate(0.8, new Interval(0.7, 0.9, 0.95, "any"), 100);
        MetricValue before = MetricValue.estimate(0.9, new Interval(0.87, 0.94, 0.95, "any"), 400);
        MetricValue change = Change.of(now, before);
        assertThat(change.value().orElseThrow()).isCloseTo(-0.1, EXACT);
        assertThat(change.interval().orElseThrow().lower()).isCloseTo(-0.1 - Math.hypot(0.1, 0.04), EXACT);
        assertThat(change.interval().orElseThrow().upper()).isCloseTo(-0.1 + Math.hypot(0.1, 0.03), EXACT);
        assertThat(change.detail()).contains("now 0.800, in the baseline 0.900 of 400");
    }

    @Test
    void shouldHaveNoChangeWhereOneOfTheNumbersIsUndefined() {
        MetricValue number = MetricValue.exact(0, 10);
        MetricValue none = MetricValue.undefined("no row has sex=F", 10);
        assertThat(Change.of(none, number).reason()).isEqualTo("no row has sex=F");
        assertThat(Change.of(number, none).reason()).contains("no number in the baseline", "no row has sex=F");
        assertThat(Change.of(number, number).value()).hasValue(0.0);
    }
}
