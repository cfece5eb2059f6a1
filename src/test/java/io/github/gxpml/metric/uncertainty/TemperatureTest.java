// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.States;
import io.github.gxpml.data.TemperatureFit;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {
    private static final List<String> AFTER = List.of(
            "temperature_gain", "log_loss_after_temperature", "brier_after_temperature", "ece_after_temperature");

    @TempDir
    Path folder;

    /** Rows are "label,score"; those with a score of at least 0.5 are of women. */
    private static String[] rows(String... rows) {
        return List.of(rows).stream()
                .map(row -> row + ",1," + (Double.parseDouble(row.split(",", -1)[1]) >= 0.5 ? "F" : "M") + ",60")
                .toArray(String[]::new);
    }

    private static String[] times(int n, String... rows) {
        return Collections.nCopies(n, List.of(rows)).stream()
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private MetricValue value(String id, String... rows) throws Exception {
        try (Bench bench = new Bench(folder)) {
            return bench.value(bench.scored(rows(rows)), Request.of(id));
        }
    }

    /** Scores are 0.8 or 0.2, three of four on the right side: the scaled score must be 3/4, so T = ln 4 / ln 3. */
    private static final String[] QUARTER = {"1,0.8", "1,0.8", "1,0.8", "0,0.8", "0,0.2", "0,0.2", "0,0.2", "1,0.2"};

    @ParameterizedTest
    @CsvSource({
        "temperature, 1.2618595071429148",
        // H(3/4)
        "log_loss_after_temperature, 0.5623351446188083",
        // -(3/4) ln 0.8 - (1/4) ln 0.2 - H(3/4)
        "temperature_gain, 0.007381996975374117",
        // (3 * (1/4)^2 + (3/4)^2) / 4
        "brier_after_temperature, 0.1875",
        "ece_after_temperature, 0"
    })
    void shouldFitByHand(String id, double expected) throws Exception {
        MetricValue found = value(id, QUARTER);
        assertThat(found.value().orElseThrow()).isCloseTo(expected, within(1e-12));
        assertThat(found.n()).isEqualTo(8);
    }

    @Test
    void shouldTakeTheIntervalFromTheInformation() throws Exception {
        MetricValue found = value("temperature", QUARTER);
        // 8 rows, each (ln 4)^2 * 3/16 of curvature by 1/T
        double error = Math.log(4) / Math.log(3) / Math.sqrt(8 * Math.pow(Math.log(4), 2) * 3 / 16);
        double factor = Math.exp(1.959963984540054 * error);
        assertThat(found.interval().orElseThrow().lower()).isCloseTo(1.2618595071429148 / factor, within(1e-11));
        assertThat(found.interval().orElseThrow().upper()).isCloseTo(1.2618595071429148 * factor, within(1e-10));
    }

    @Test
    void shouldTellWhatWasBefore() throws Exception {
        assertThat(value("log_loss_after_temperature", QUARTER).detail()).isEqualTo("0.570 before; T = 1.262");
        assertThat(value("brier_after_temperature", QUARTER).detail()).isEqualTo("0.190 before; T = 1.262");
        assertThat(value("ece_after_temperature", QUARTER).detail()).isEqualTo("0.050 before; T = 1.262");
    }

    @Test
    void shouldProveTheLeastByTheDerivative() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<String> rows = synthetic(2000, 1.8, 4);
            TemperatureFit fit = fit(bench, rows);
            assertThat(fit.rows()).isEqualTo(2000);
            assertThat(fit.slope().abs()).isLessThan(BigInteger.valueOf(2000));
            assertThat(fit.curvature().signum()).isPositive();
        }
    }

    @Test
    void shouldBeNearOneWhereScoresAreCalibrated() throws Exception {
        try (Bench bench = new Bench(folder)) {
            MetricValue found = bench.value(scored(bench, synthetic(20_000, 1, 1)), Request.of("temperature"));
            assertThat(found.value().orElseThrow()).isCloseTo(1, within(0.05));
            assertThat(found.interval().orElseThrow().lower()).isLessThan(1);
            assertThat(found.interval().orElseThrow().upper()).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 2, 7})
    void shouldMultiplyByWhatTheLogitsAreMultipliedBy(double factor) throws Exception {
        try (Bench bench = new Bench(folder)) {
            double plain = 1 / fit(bench, synthetic(500, 1, 9)).inverse();
            double scaled = 1 / fit(bench, synthetic(500, factor, 9)).inverse();
            // logits of large size come back from a score near 1 with few digits
            assertThat(scaled / plain / factor).isCloseTo(1, within(factor > 5 ? 1e-3 : 1e-9));
        }
    }

    @Test
    void shouldNotDependOnWhichClassIsPositive() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<String> rows = List.of("1,0.9375", "0,0.75", "1,0.625", "0,0.125", "1,0.25", "0,0.0625", "1,0.5");
            List<String> swapped = rows.stream()
                    .map(row -> row.split(","))
                    .map(row -> (1 - Integer.parseInt(row[0])) + "," + (1 - Double.parseDouble(row[1])))
                    .toList();
            assertThat(fit(bench, swapped)).isEqualTo(fit(bench, rows));
        }
    }

    @Test
    void shouldFindTheTemperatureOfScoresThatSeparateAlmost() throws Exception {
        List<String> rows = new ArrayList<>(List.of(times(50, "1,0.7", "0,0.3")));
        rows.add("0,0.51");
        // e^(-0.847 b) * 0.847 * 100 = 0.04 / (1 + e^(-0.04 b)): a temperature far below 1
        MetricValue found = value("temperature", rows.toArray(String[]::new));
        assertThat(found.value().orElseThrow()).isBetween(0.1, 0.15);
        MetricValue loss = value("log_loss_after_temperature", rows.toArray(String[]::new));
        assertThat(loss.value().orElseThrow()).isBetween(0.0, 0.02);
    }

    @Test
    void shouldFindTheTemperatureOfTheMostExtremeScores() throws Exception {
        String tiny = "4.9e-324";
        String near = "0.9999999999999999";
        MetricValue found = value(
                "temperature",
                times(4, "0," + tiny, "1," + near, "0," + tiny, "1," + near, "1," + tiny, "0," + near, "1,0.9"));
        assertThat(found.value().orElseThrow()).isBetween(300.0, 1024.0);
        assertThat(value("log_loss_after_temperature", times(4, "0," + tiny, "1," + near, "0,0.9"))
                        .value())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,0.9;0,0.2;1,0.7            | every score is on the side of its label",
                "1,0.5;0,0.2;1,0.7            | every score is on the side of its label",
                "1,0.2;0,0.9;1,0.4            | the scores go against the labels",
                "1,0.8;1,0.2;0,0.8;0,0.2      | the scores go against the labels",
                "1,0.9;1,0.4                  | all labels are positive",
                "0,0.9;0,0.4;,0.4             | all labels are negative",
                "1,0.9;1,0.4;0,0;0,1          | all labels are positive",
                "1,0.5;0,0.5                  | every score is 0.5",
                "1,1;0,0;1,0                  | every labelled row has a score of exactly 0 or 1",
                ",0.4;,0.6                    | no row has a label",
                "1,0.9                        | all labels are positive"
            })
    void shouldSayWhyThereIsNoTemperature(String rows, String reason) throws Exception {
        MetricValue none = value("temperature", rows.strip().split(";"));
        assertThat(none.status()).isEqualTo(MetricValue.Status.UNDEFINED);
        assertThat(none.reason()).startsWith(reason);
        for (String id : AFTER) {
            assertThat(value(id, rows.strip().split(";")).reason())
                    .as(id)
                    .contains("there is no temperature to scale with: " + reason);
        }
    }

    @Test
    void shouldSayThatATemperatureIsOutOfReach() throws Exception {
        List<String> rows = new ArrayList<>(List.of(times(500, "1,0.502", "0,0.498")));
        rows.add("0,0.50000001");
        assertThat(value("temperature", rows.toArray(String[]::new)).reason())
                .startsWith("the scores separate the classes almost");
        List<String> noise = new ArrayList<>(List.of(times(500, "1,0.9999999999", "0,0.9999999999")));
        noise.add("1,0.50001");
        noise.add("1,0.50001");
        assertThat(value("temperature", noise.toArray(String[]::new)).reason())
                .startsWith("the scores separate the classes almost, or say almost nothing");
    }

    @Test
    void shouldLeaveScoresOfZeroAndOneOutOfTheFitAndCountThem() throws Exception {
        List<String> rows = new ArrayList<>(List.of(QUARTER));
        rows.addAll(List.of("1,1", "0,0", "0,0"));
        MetricValue found = value("temperature", rows.toArray(String[]::new));
        assertThat(found.value()).isEqualTo(value("temperature", QUARTER).value());
        assertThat(found.n()).isEqualTo(8);
        assertThat(found.detail()).contains("3 rows are left out, their score is exactly 0 or 1");
        MetricValue loss = value("log_loss_after_temperature", rows.toArray(String[]::new));
        assertThat(loss.n()).isEqualTo(11);
        assertThat(loss.value().orElseThrow()).isCloseTo(0.5623351446188083 * 8 / 11, within(1e-12));
    }

    @Test
    void shouldHaveNoLossWhereACertainScoreIsWrong() throws Exception {
        List<String> rows = new ArrayList<>(List.of(QUARTER));
        rows.add("0,1");
        for (String id : List.of("temperature_gain", "log_loss_after_temperature")) {
            assertThat(value(id, rows.toArray(String[]::new)).reason())
                    .contains("infinite, before and after: 1 rows have a score of exactly 0 or 1");
        }
        assertThat(value("brier_after_temperature", rows.toArray(String[]::new))
                        .value()
                        .orElseThrow())
                .isCloseTo((0.1875 * 8 + 1) / 9, within(1e-12));
        assertThat(value("ece_after_temperature", rows.toArray(String[]::new)).value())
                .isPresent();
    }

    @Test
    void shouldScaleAGroupWithTheTemperatureOfTheTableButFitItsOwn() throws Exception {
        try (Bench bench = new Bench(folder)) {
            // of women, with 0.8, 3 of 4 are right; of men, with 0.2, 5 of 6
            String[] rows =
                    rows("1,0.8", "1,0.8", "1,0.8", "0,0.8", "0,0.2", "0,0.2", "0,0.2", "0,0.2", "0,0.2", "1,0.2");
            ScoredTable table = bench.scored(rows);
            assertThat(bench.value(table, Request.ofFacet("temperature", "sex=F"))
                            .value()
                            .orElseThrow())
                    .isCloseTo(Math.log(4) / Math.log(3), within(1e-12));
            MetricValue loss = bench.value(table, Request.ofFacet("log_loss_after_temperature", "sex=F"));
            // 8 of 10 are right in the table: T = 1, and nothing changes
            assertThat(loss.value().orElseThrow())
                    .isCloseTo(-0.75 * Math.log(0.8) - 0.25 * Math.log(0.2), within(1e-11));
            assertThat(loss.detail()).contains("T = 1");
            assertThat(bench.value(table, Request.ofFacet("temperature", "nobody"))
                            .reason())
                    .contains("it has no facet `nobody`");
        }
    }

    private static List<String> synthetic(int n, double factor, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double z = random.nextGaussian() * 1.5;
            boolean y = random.nextDouble() < 1 / (1 + Math.exp(-z));
            rows.add((y ? 1 : 0) + "," + 1 / (1 + Math.exp(-factor * z)));
        }
        return rows;
    }

    private static ScoredTable scored(Bench bench, List<String> rows) throws Exception {
        return bench.scored(rows(rows.toArray(String[]::new)));
    }

    private static TemperatureFit fit(Bench bench, List<String> rows) throws Exception {
        Evaluation.Result result = bench.evaluation().of(scored(bench, rows), List.of(Request.of("temperature")));
        return result.document().states().uncertainty().temperatures().get(States.ALL);
    }
}
