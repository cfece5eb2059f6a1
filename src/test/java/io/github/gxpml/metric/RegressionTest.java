// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.BySide;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Exact;
import io.github.gxpml.data.Residuals;
import io.github.gxpml.data.ScoredTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked by hand: labels 1, 2, 3, 4, predictions 2, 2, 2, 6, so errors 1, 0, -1, 2. */
class RegressionTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private static ScoredTable scored(LabelBench bench, String... rows) throws DataException {
        List<String> labels = new ArrayList<>();
        List<String> predictions = new ArrayList<>(List.of("predicted"));
        for (String row : rows) {
            String[] cells = row.split(":", -1);
            labels.add(cells[0] + "," + (labels.size() % 2 == 0 ? "F" : "M") + ",60");
            predictions.add(cells[1]);
        }
        return bench.scored(labels, predictions.toArray(String[]::new));
    }

    private MetricValue value(String id, String... rows) throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            return bench.value(scored(bench, rows), Request.of(id));
        }
    }

    private static void undefined(MetricValue value, String reason) {
        assertThat(value.value()).isEmpty();
        assertThat(value.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "mae, 1",
        "rmse, 1.224744871391589",
        "mean_error, 0.5",
        // (1 + 0 + 1/3 + 1/2) / 4
        "mape, 0.4583333333333333",
        // 1 - 6 / 5
        "r2, -0.2"
    })
    void shouldComputeErrors(String id, double expected) throws Exception {
        MetricValue value = value(id, "1:2", "2:2", "3:2", "4:6");
        assertThat(value.value().orElseThrow()).isCloseTo(expected, within(EXACT));
        assertThat(value.interval().orElseThrow().lower()).isLessThan(expected);
        assertThat(value.interval().orElseThrow().upper()).isGreaterThan(expected);
        assertThat(value.n()).isEqualTo(4);
    }

    @Test
    void shouldLeaveOutAndCountRowsThatHaveNoNumber() throws Exception {
        MetricValue value = value("mae", "1:2", ":5", "NaN:5", "inf:5", "n/a:5", "1e200:5", "3:6");
        assertThat(value.value()).contains(2.0);
        assertThat(value.n()).isEqualTo(2);
        assertThat(value.detail()).isEqualTo("5 rows without a label are left out");
        undefined(value("mae", ":1", ":2"), "no row has a label that is a number");
    }

    @Test
    void shouldLeaveOutAndCountLabelsOfZeroFromRelativeErrors() throws Exception {
        MetricValue value = value("mape", "0:1", "2:1", "-4:-3", "0.0:0", "1e-300:1");
        assertThat(value.value().orElseThrow()).isCloseTo(0.375, within(EXACT));
        assertThat(value.n()).isEqualTo(2);
        assertThat(value.detail()).isEqualTo("3 rows with a label of 0 are left out");
        undefined(value("mape", "0:1", "0:2"), "all labels are 0");
    }

    @Test
    void shouldTellWhyThereIsNoNumberOrNoInterval() throws Exception {
        undefined(value("r2", "3:1", "3:2", "3:3"), "all labels are the same");
        undefined(value("r2", "3:1"), "all labels are the same");
        MetricValue perfect = value("r2", "1:1", "2:2", "4:4");
        assertThat(perfect.value()).contains(1.0);
        assertThat(perfect.detail()).contains("no interval");
        MetricValue one = value("rmse", "3:5");
        assertThat(one.value()).contains(2.0);
        assertThat(one.interval()).isEmpty();
        MetricValue alike = value("mae", "1:3", "5:7");
        assertThat(alike.value()).contains(2.0);
        assertThat(alike.detail()).contains("the same error in every row");
    }

    @Test
    void shouldBearTheLargestAndTheSmallestNumbers() throws Exception {
        assertThat(value("rmse", "1e150:-1e150", "-1e150:1e150").value().orElseThrow())
                .isCloseTo(2e150, within(1e136));
        assertThat(value("mae", "4.9e-324:0", "0:4.9e-324").value()).contains(4.9e-324);
        assertThat(value("mean_error", "1e16:1e16", "1:2", "1:4").value().orElseThrow())
                .isCloseTo(4.0 / 3, within(1e-9));
        assertThat(value("r2", "1e150:1e150", "-1e150:0").value().orElseThrow()).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void shouldKeepItsDigitsFarFromZero() throws Exception {
        // 2^53 and its neighbours; their variance is lost where squares are summed as doubles
        MetricValue value = value(
                "r2",
                "9007199254740992:9007199254740992",
                "9007199254740994:9007199254740993",
                "9007199254740996:9007199254740996");
        // 9007199254740993 is no double and is read as ...992: errors 0, -2, 0; squared distances 4, 0, 4
        assertThat(value.value().orElseThrow()).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void shouldScaleWithTheUnitOfTheLabel() throws Exception {
        Random random = new Random(7);
        List<String> plain = new ArrayList<>();
        List<String> scaled = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double label = Math.rint(random.nextGaussian() * 1000) / 8;
            double predicted = label + Math.rint(random.nextGaussian() * 100) / 8;
            plain.add(label + ":" + predicted);
            scaled.add(Math.scalb(label, 80) + ":" + Math.scalb(predicted, 80));
        }
        for (String id : List.of("mae", "rmse", "mean_error", "r2", "mape")) {
            MetricValue one = value(id, plain.toArray(String[]::new));
            MetricValue other = value(id, scaled.toArray(String[]::new));
            double unit = id.equals("r2") || id.equals("mape") ? 1 : Math.scalb(1.0, 80);
            assertThat(other.value().orElseThrow() / unit)
                    .as(id)
                    .isCloseTo(one.value().orElseThrow(), within(EXACT * 100));
        }
    }

    @Test
    void shouldAddUpOverTheSidesOfAFacet() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            ScoredTable table = scored(bench, "1.1:2.7", "2.3:2.9", "3.5:1e7", "4.7:-6", ":3", "0:1", "7:7.1");
            var states = bench.result(table, Request.of("mae"))
                    .document()
                    .states()
                    .errors()
                    .orElseThrow();
            BySide<Residuals> sides = states.facets().get("sex=F");
            assertThat(sides.disfavoured().plus(sides.favoured())).isEqualTo(states.whole());
            assertThat(states.facets().get("age>75").disfavoured()).isEqualTo(Residuals.NONE);
            undefined(bench.value(table, Request.ofFacet("mae", "age>75")), "no row with age>75 has a label");
            undefined(bench.value(table, Request.ofFacet("mae", "x=y")), "has no facet `x=y`");
            assertThat(bench.value(table, Request.ofFacet("mae", "not sex=F")).n())
                    .isEqualTo(3);
        }
    }

    @Test
    void shouldMeasureWhetherIntervalsHoldWhatTheyPromise() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            ScoredTable table = bench.scored(
                    List.of("1,F,60", "2,F,60", "3,M,60", "4,M,60", ",M,60"),
                    "predicted,lower,upper",
                    "2,1,3",
                    "2,2,2",
                    "2,1,3",
                    "6,5,7",
                    "1,0,2");
            MetricValue coverage = bench.value(table, Request.of("interval_coverage"));
            assertThat(coverage.value()).contains(0.75);
            assertThat(coverage.interval()).contains(Intervals.wilson(new Share(3, 4, "labels"), 0.95));
            assertThat(coverage.detail()).isEqualTo("1 rows without a label are left out");
            MetricValue error =
                    bench.value(table, Request.of("interval_coverage_error").at(0.9));
            assertThat(error.value().orElseThrow()).isCloseTo(-0.15, within(EXACT));
            undefined(bench.value(table, Request.of("interval_coverage_error")), "no level is declared");
            undefined(bench.value(table, Request.of("interval_coverage_error").at(90)), "between 0 and 1, this is 90");
            undefined(bench.value(table, Request.of("mae").at(0.9)), "takes no `at`");
            ScoredTable without = scored(bench, "1:2", "2:2");
            undefined(bench.value(without, Request.of("interval_coverage")), "no columns lower and upper");
        }
    }

    @Test
    void shouldNeedALimitForMetricsOfTwoClasses() throws Exception {
        String[] rows = {"1:2", "6:7", "3:8", "9:1"};
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            for (String id : List.of("recall", "brier", "f1", "worst_slice_recall")) {
                undefined(bench.value(scored(bench, rows), Request.of(id)), "set `data.label.above`");
            }
            undefined(bench.value(scored(bench, rows), Request.ofFacet("DI", "sex=F")), "set `data.label.above`");
            undefined(
                    bench.value(scored(bench, rows), Request.of("macro_f1")),
                    "it is for labels of several classes (`type: multiclass`), and the label is declared as regression");
        }
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.of(5.0)))) {
            ScoredTable table = scored(bench, rows);
            assertThat(bench.value(table, Request.of("recall")).value()).contains(0.5);
            assertThat(bench.value(table, Request.of("precision")).value()).contains(0.5);
            assertThat(bench.value(table, Request.ofFacet("DPL", "sex=F")).value())
                    .contains(1.0);
            for (String id : List.of("roc_auc", "average_precision")) {
                undefined(bench.value(table, Request.of(id)), "no scores of a positive class");
            }
            for (String id : List.of("brier", "log_loss", "ece", "brier_reliability", "mce")) {
                undefined(bench.value(table, Request.of(id)), "no scores of a positive class");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,0,1|no valid `predicted`, first key `2` - it must be a finite number",
                ",0,1|no valid `predicted`, first key `2`",
                "inf,0,1|no valid `predicted`, first key `2`",
                "1e151,0,1|no valid `predicted`, first key `2`",
                "1,,1|no valid `lower`, first key `2`",
                "1,0,NaN|no valid `upper`, first key `2`",
                "1,1,0|no valid `lower` to `upper`, first key `2` - it must be an interval"
            })
    void shouldRefusePredictionsThatAreNone(String row, String reason) throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> bench.scored(List.of("1,F,60", "2,M,60"), "predicted,lower,upper", "1,0,2", row))
                    .withMessageContaining(reason);
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> bench.scored(List.of("1,F,60"), "predicted,lower", "1,0"))
                    .withMessageContaining("no column `upper`");
        }
    }

    @Test
    void shouldAddAndMultiplyExactly() {
        assertThat(Exact.of(0.1).decimal()).isEqualByComparingTo(new BigDecimal(0.1));
        assertThat(Exact.of(-4.9e-324).decimal()).isEqualByComparingTo(new BigDecimal(-4.9e-324));
        assertThat(Exact.of(1e308).plus(Exact.of(1)).plus(Exact.of(-1e308))).isEqualTo(Exact.of(1));
        assertThat(Exact.of(3).times(Exact.of(-0.5))).isEqualTo(Exact.of(-1.5));
        assertThat(Exact.of(-0.0)).isEqualTo(Exact.ZERO);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Exact(BigInteger.ONE, Integer.MAX_VALUE));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Exact(BigInteger.ONE, Integer.MIN_VALUE));
    }
}
