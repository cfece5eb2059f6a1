// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
    private static final List<String> ALL = Metrics.all().stream()
            .map(Metric::info)
            .filter(info -> info.scope() == Scope.COLUMN && !info.id().equals("completeness"))
            .map(info -> info.id())
            .toList();

    @TempDir
    Path folder;

    private static Table table(Bench bench, String name, List<String> cells) throws Exception {
        return bench.table(name, cells.stream().collect(Collectors.joining("\n1,", "id,x\n1,", "\n")));
    }

    private static List<String> cells(double... numbers) {
        return DoubleStream.of(numbers).mapToObj(Double::toString).toList();
    }

    private Map<String, MetricValue> compare(long minimum, List<String> before, List<String> now) throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = Baseline.of(bench.engine(), table(bench, "before", before), List.of("x"), "", "");
            return values(bench, baseline, minimum, table(bench, "now", now));
        }
    }

    private static Map<String, MetricValue> values(Bench bench, Baseline baseline, long minimum, Table now)
            throws Exception {
        var options = new Options(0.95, minimum, Optional.of(baseline));
        List<Request> requests =
                ALL.stream().map(id -> Request.ofColumn(id, "x")).toList();
        List<MetricValue> values = new Evaluation(bench.engine(), Bench.data(), options)
                .of(now, requests)
                .values();
        Map<String, MetricValue> byId = new LinkedHashMap<>();
        for (int i = 0; i < ALL.size(); i++) {
            byId.put(ALL.get(i), values.get(i));
        }
        return byId;
    }

    private static double number(Map<String, MetricValue> values, String id) {
        assertThat(values.get(id).value())
                .as("%s: %s", id, values.get(id).reason())
                .isPresent();
        return values.get(id).value().get();
    }

    /** 0, 0, 1, 3 against 0, 1, 1, 7: the curves differ by 1/4 on [0, 1) and on [3, 7). */
    @Test
    void shouldComputeTheWassersteinDistanceByHand() throws Exception {
        Map<String, MetricValue> values = compare(0, cells(0, 0, 1, 3), cells(0, 1, 1, 7));
        assertThat(number(values, "wasserstein")).isCloseTo(0.25 + 1, within(1e-15));
        assertThat(number(values, "wasserstein_norm")).isCloseTo(1.25 / Math.sqrt(1.5), within(1e-15));
        assertThat(values.get("wasserstein").detail()).isEqualTo("4 numbers against 4 in the baseline");
        assertThat(number(values, "linf")).isEqualTo(number(values, "ks")).isEqualTo(0.25);
    }

    /** Everything moved by 1000, below and above whatever was there before. */
    @ParameterizedTest
    @ValueSource(doubles = {-1000, 1000})
    void shouldMeasureNumbersOutsideOfTheFrozenPointsExactly(double shift) throws Exception {
        double[] before = {1, 2, 4, 8, 16};
        double[] now = DoubleStream.of(before).map(x -> x + shift).toArray();
        Map<String, MetricValue> values = compare(0, cells(before), cells(now));
        assertThat(number(values, "wasserstein")).isCloseTo(1000, within(1e-10));
        assertThat(number(values, "ks")).isEqualTo(1);
        Interval interval = values.get("wasserstein").interval().orElseThrow();
        assertThat(interval.lower()).isLessThan(1000);
    }

    /** Symmetric in what it measures: the same distance whichever side is frozen, where all values are points. */
    @Test
    void shouldGiveTheSameDistanceBothWaysWhereAllValuesAreKnown() throws Exception {
        List<String> a = cells(1, 1, 2, 3, 3);
        List<String> b = cells(1, 2, 2, 2, 3);
        Map<String, MetricValue> there = compare(0, a, b);
        Map<String, MetricValue> back = compare(0, b, a);
        for (String id : List.of("wasserstein", "ks", "linf", "js_distance", "tvd")) {
            assertThat(number(there, id)).as(id).isCloseTo(number(back, id), within(1e-15));
        }
    }

    @Test
    void shouldTellByHowMuchADistanceOnCoarsePointsMayBeOff() throws Exception {
        var random = new Random(8);
        double[] before = random.doubles(9000).map(x -> x * x).toArray();
        double[] now = random.doubles(3000).map(x -> 0.1 + x * x).toArray();
        Map<String, MetricValue> values = compare(0, cells(before), cells(now));
        double expected = exact(before, now);
        MetricValue found = values.get("wasserstein");
        assertThat(found.detail()).contains("it may be off by up to");
        double off = Double.parseDouble(found.detail().replaceAll("(?s).*off by up to ([0-9.e-]+).*", "$1"));
        assertThat(off).isBetween(1e-6, 1e-3);
        assertThat(found.value().orElseThrow()).isCloseTo(expected, within(off));
        assertThat(values.get("ks").detail()).contains("too low by up to");
    }

    /** By the definition: mean distance of the sorted values, each repeated so that both lists are as long. */
    private static double exact(double[] before, double[] now) {
        double[] a = DoubleStream.of(before).sorted().toArray();
        double[] b = DoubleStream.of(now).sorted().toArray();
        int repeat = a.length / b.length;
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i / repeat]))
                .average()
                .orElseThrow();
    }

    /** p = (1/2, 1/2, 0), q = (1/2, 0, 1/2): half of the rows moved; divergence (ln 2) / 2. */
    @Test
    void shouldCompareSharesByHand() throws Exception {
        Map<String, MetricValue> values = compare(0, List.of("a", "a", "b", "b"), List.of("a", "a", "c", "c"));
        assertThat(number(values, "tvd")).isEqualTo(0.5);
        assertThat(number(values, "linf")).isEqualTo(0.5);
        assertThat(number(values, "js_distance")).isCloseTo(Math.sqrt(Math.log(2) / 2), within(1e-15));
        assertThat(number(values, "linf_robust")).isZero();
        assertThat(values.get("tvd").detail())
                .isEqualTo("2 rows have values that the baseline does not list, counted as one bin");
        for (String id : List.of("ks", "ks_p", "wasserstein", "wasserstein_norm")) {
            assertThat(values.get(id).reason()).contains("not numeric");
        }
    }

    /** Two by two: 30/70 against 50/50 gives 200 (30 50 - 70 50)^2 / (100 100 80 120). */
    @Test
    void shouldComputeChiSquareByHand() throws Exception {
        List<String> before = new ArrayList<>(Collections.nCopies(30, "a"));
        before.addAll(Collections.nCopies(70, "b"));
        List<String> now = new ArrayList<>(Collections.nCopies(50, "a"));
        now.addAll(Collections.nCopies(50, "b"));
        Map<String, MetricValue> values = compare(0, before, now);
        assertThat(number(values, "chi2")).isCloseTo(200.0 * 2000 * 2000 / (100.0 * 100 * 80 * 120), within(1e-12));
        assertThat(values.get("chi2").detail()).isEqualTo("chi-square 8.333 with 1 degrees of freedom");
    }

    private static MetricValue deequ(String id, Optional<Double> alpha, CategoryCounts before, CategoryCounts now) {
        var frozen = ColumnBaseline.of(before);
        Request request = Request.ofColumn(id, "x");
        var comparison = new Comparison(
                frozen,
                Optional.empty(),
                Optional.of(now),
                Optional.empty(),
                alpha.map(request::at).orElse(request),
                Options.at(0.95));
        return id.equals("linf") ? NumberDistances.largest(comparison) : NumberDistances.robust(comparison);
    }

    private static CategoryCounts counts(long... counts) {
        List<String> names = List.of("a", "b", "c", "d", "e", "g");
        List<Long> known =
                IntStream.range(0, counts.length - 1).mapToObj(i -> counts[i]).toList();
        return new CategoryCounts(names.subList(0, known.size()), known, counts[counts.length - 1], 0);
    }

    /** The numbers of Deequ's own tests (KLLDistanceTest); its category f is new, so it is the last count here. */
    @Test
    void shouldGiveTheNumbersOfDeequsTests() throws Exception {
        CategoryCounts small = counts(10, 20, 25, 10, 5, 0);
        assertThat(deequ("linf", Optional.empty(), small, counts(11, 20, 25, 10, 10, 0))
                        .value())
                .hasValueSatisfying(v -> assertThat(v).isCloseTo(0.06015037593984962, within(1e-15)));
        assertThat(deequ("linf_robust", Optional.empty(), small, counts(11, 20, 25, 10, 10, 0))
                        .value())
                .contains(0.0);
        assertThat(number(compare(0, cells(1, 2, 3, 4), cells(2, 3, 4, 5)), "linf"))
                .isEqualTo(0.25);
        assertThat(number(compare(0, cells(1, 2, 3, 4), cells(2, 3, 4, 5)), "linf_robust"))
                .isZero();
        CategoryCounts before = counts(207, 20, 25, 14, 25, 13, 0);
        CategoryCounts now = counts(22, 20, 25, 12, 13, 0, 15);
        assertThat(deequ("linf_robust", Optional.of(0.003), before, now).value().orElseThrow())
                .isCloseTo(0.2726338046550349, within(1e-14));
        assertThat(deequ("linf_robust", Optional.of(0.1), before, now).value().orElseThrow())
                .isCloseTo(0.33774199396969184, within(1e-14));
        assertThat(deequ("linf_robust", Optional.of(1.5), before, now).reason()).contains("between 0 and 1");
    }

    @Test
    void shouldGiveDeequsStabilityIndex() {
        double[] before = {428, 425, 414, 427, 440, 447, 380, 386, 444, 386};
        double[] now = {426, 437, 429, 391, 469, 433, 360, 443, 371, 418};
        assertThat(Shares.psi(Shares.of(now), Shares.of(before))).isCloseTo(0.007406694184014186, within(1e-15));
    }

    @Test
    void shouldSeeNoDriftInAnEqualTable() throws Exception {
        List<String> rows = List.of("1.5", "2.5", "", "2.5", "7", "9", "11", "-4", "0", "NaN");
        Map<String, MetricValue> values = compare(0, rows, rows);
        for (String id : List.of("psi", "ks", "wasserstein", "wasserstein_norm", "js_distance", "linf", "tvd")) {
            assertThat(number(values, id)).as(id).isZero();
            Interval interval = values.get(id).interval().orElseThrow();
            assertThat(interval.lower()).isZero();
            assertThat(interval.upper()).isPositive();
        }
    }

    @Test
    void shouldTakeAConstantColumnAsItIs() throws Exception {
        Map<String, MetricValue> same = compare(0, cells(5, 5, 5, 5), cells(5, 5, 5));
        assertThat(number(same, "psi")).isZero();
        assertThat(number(same, "wasserstein_norm")).isZero();
        assertThat(same.get("chi2").reason()).contains("two bins");
        Map<String, MetricValue> moved = compare(0, cells(5, 5, 5, 5), cells(5.5, 5.5));
        assertThat(number(moved, "wasserstein")).isEqualTo(0.5);
        // Evidently's floor of the standard deviation
        assertThat(number(moved, "wasserstein_norm")).isEqualTo(500);
        assertThat(number(moved, "tvd")).isEqualTo(1);
        assertThat(number(moved, "js_distance")).isCloseTo(Math.sqrt(Math.log(2)), within(1e-15));
    }

    @Test
    void shouldGiveAMissingValueABinAndLeaveItOutOfOrders() throws Exception {
        Map<String, MetricValue> values =
                compare(0, cells(1, 2, 3, 4), List.of("1", "", "", "2", "3", "4", "oops", ""));
        assertThat(number(values, "tvd")).isEqualTo(0.5);
        assertThat(number(values, "ks")).isZero();
        assertThat(number(values, "wasserstein")).isZero();
        assertThat(values.get("ks").n()).isEqualTo(4);
        assertThat(values.get("ks").detail())
                .isEqualTo("4 numbers against 4 in the baseline; 4 rows without a number are left out");
    }

    @Test
    void shouldHaveNoNumberWhereThereIsNothingToCompare() throws Exception {
        Map<String, MetricValue> values = compare(0, cells(1, 2, 3), List.of("", "", ""));
        assertThat(values.get("ks").reason()).isEqualTo("the column has no number in the table");
        assertThat(values.get("wasserstein").reason()).isEqualTo("the column has no number in the table");
        assertThat(number(values, "tvd")).isEqualTo(1);
        Map<String, MetricValue> text = compare(0, List.of("a", "b"), List.of("", ""));
        assertThat(number(text, "tvd")).isEqualTo(1);
    }

    @Test
    void shouldHaveAnHonestIntervalForOneRow() throws Exception {
        Map<String, MetricValue> values = compare(0, cells(1, 2, 3, 4), cells(2));
        for (String id : List.of("psi", "ks", "js_distance", "linf", "tvd", "wasserstein")) {
            Interval interval = values.get(id).interval().orElseThrow();
            assertThat(interval.lower()).as(id).isZero();
            assertThat(interval.upper())
                    .as(id)
                    .isGreaterThan(values.get(id).value().orElseThrow());
        }
    }

    @Test
    void shouldSurviveTheLargestNumbers() throws Exception {
        List<String> far = List.of("-1.7976931348623157E308", "1.7976931348623157E308");
        Map<String, MetricValue> values = compare(0, far, cells(0, 1));
        assertThat(values.get("wasserstein").reason()).contains("larger than any number");
        assertThat(number(values, "ks")).isEqualTo(0.5);
    }

    /** Holds for every drift metric by its name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "psi",
                "ks",
                "ks_p",
                "wasserstein",
                "wasserstein_norm",
                "chi2",
                "chi2_p",
                "js_distance",
                "linf",
                "linf_robust",
                "tvd"
            })
    void shouldBeUndefinedBelowTheMinimumOfRows(String id) throws Exception {
        List<String> rows = cells(IntStream.range(0, 99).asDoubleStream().toArray());
        assertThat(ALL).contains(id);
        assertThat(compare(100, rows, rows).get(id).reason())
                .isEqualTo("only 99 rows, monitor.minimumRows asks for 100");
        assertThat(compare(99, rows, rows).get(id).value()).isPresent();
    }

    @Test
    void shouldNotJudgeAnOrderOfTooFewNumbers() throws Exception {
        List<String> sparse = new ArrayList<>(Collections.nCopies(95, ""));
        sparse.addAll(cells(1, 2, 3, 4, 5));
        Map<String, MetricValue> values = compare(50, sparse, sparse);
        for (String id : List.of("ks", "ks_p", "wasserstein", "wasserstein_norm", "linf", "linf_robust")) {
            assertThat(values.get(id).reason())
                    .as(id)
                    .isEqualTo("only 5 rows have a number, at least 50 are asked for");
        }
        assertThat(number(values, "psi")).isZero();
    }

    @Test
    void shouldLeaveOutLabelsThatHaveNotComeYet() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table before = table(bench, "before", List.of("0", "0", "0", "1"));
            Baseline baseline =
                    Baseline.of(bench.engine(), before, List.of("x"), "", "").labelled("x");
            Table late = table(bench, "now", List.of("", "1", "", "0", "", ""));
            Map<String, MetricValue> values = values(bench, baseline, 2, late);
            assertThat(number(values, "tvd")).isEqualTo(0.25);
            assertThat(values.get("tvd").n()).isEqualTo(2);
            assertThat(values.get("tvd").detail()).isEqualTo("4 rows without a label are left out");
            assertThat(values(bench, baseline, 3, late).get("psi").reason())
                    .isEqualTo("only 2 rows have a label, at least 3 are asked for");
            Table none = table(bench, "now", List.of("", "", ""));
            assertThat(values(bench, baseline, 0, none).get("psi").reason())
                    .isEqualTo("no row of the table has a label yet");
            Table without = bench.table("now", "id\n1\n2\n");
            assertThat(values(bench, baseline, 0, without).get("psi").reason())
                    .isEqualTo("table now has no column `x`");
        }
    }

    @Test
    void shouldSayThatTiesMakeThePValueTooHigh() throws Exception {
        var random = new Random(1);
        List<String> before = random.ints(400, 0, 2).mapToObj(String::valueOf).toList();
        int alarms = 0;
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = Baseline.of(bench.engine(), table(bench, "before", before), List.of("x"), "", "");
            for (int i = 0; i < 60; i++) {
                List<String> now =
                        random.ints(100, 0, 2).mapToObj(String::valueOf).toList();
                Map<String, MetricValue> values = values(bench, baseline, 0, table(bench, "now", now));
                assertThat(values.get("ks_p").detail())
                        .contains("of the numbers are equal, so the p-value is too high");
                alarms += number(values, "ks_p") < 0.3 ? 1 : 0;
            }
        }
        // 18 would be expected of a p-value that is right
        assertThat(alarms).isLessThan(9);
        assertThat(compare(
                                0,
                                cells(1, 2, 3),
                                cells(IntStream.range(0, 50).asDoubleStream().toArray()))
                        .get("ks_p")
                        .detail())
                .doesNotContain("equal");
    }
}
