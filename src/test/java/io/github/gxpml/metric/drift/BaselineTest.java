// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    Path folder;

    private static Baseline create(Bench bench) throws DataException {
        return Baseline.of(bench.engine(), bench.reference(), List.of("age", "kappa", "region"), "m", "0".repeat(64));
    }

    @Test
    void shouldSurviveTheWayThroughJson() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = create(bench);
            byte[] json = Json.pretty(baseline);
            assertThat(Json.read(json, Baseline.class)).isEqualTo(baseline);
            assertThat(Json.pretty(create(bench))).isEqualTo(json);
            assertThat(baseline.columns()).containsOnlyKeys("age", "kappa", "prediction", "region");
        }
    }

    @Test
    void shouldRefuseAnotherFormat() throws Exception {
        try (Bench bench = new Bench(folder)) {
            String json = new String(Json.pretty(create(bench)), StandardCharsets.UTF_8);
            String later = json.replace("\"format\" : 2", "\"format\" : 3");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Json.read(later.getBytes(StandardCharsets.UTF_8), Baseline.class))
                    .withMessageContaining("format 3");
        }
    }

    @Test
    void shouldRefuseColumnsThatAreNotThereOrCannotBeTold() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored("1,0.9,1,F,60", "0,0.1,0,M,70");
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Baseline.of(bench.engine(), table, List.of("kapa"), "m", "x"))
                    .withMessageContaining("did you mean `kappa`?");
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Baseline.of(bench.engine(), table, List.of("prediction"), "m", "x"))
                    .withMessageContaining("rename the column");
        }
    }

    @Test
    void shouldSeeNoDriftInTheTableItWasMadeFrom() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Evaluation drift =
                    new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(create(bench))));
            List<Request> requests = List.of(
                    Request.ofColumn("psi", "kappa"),
                    Request.ofColumn("ks", "kappa"),
                    Request.ofColumn("psi", "region"),
                    Request.ofColumn("psi", "prediction"));
            assertThat(drift.of(bench.reference(), requests).values())
                    .extracting(MetricValue::value)
                    .containsOnly(Optional.of(0.0));
        }
    }

    private static NumberCounts counts(long... at) {
        List<Double> points =
                LongStream.range(0, at.length).mapToObj(i -> (double) i).toList();
        return new NumberCounts(
                points, Arrays.stream(at).boxed().toList(), Collections.nCopies(at.length + 1, 0L), 0, 0);
    }

    private static long[] equal(int points, long count) {
        long[] at = new long[points];
        Arrays.fill(at, count);
        return at;
    }

    @Test
    void shouldCutAtDeciles() {
        NumberCounts hundred = counts(equal(100, 3));
        assertThat(Bins.of(hundred).count(hundred)).containsOnly(30L).hasSize(10);
    }

    @Test
    void shouldMergeEqualDecilesAndWatchBelowTheSmallest() {
        long[] at = equal(30, 1);
        at[0] = 70;
        Bins bins = Bins.of(counts(at));
        // nothing below the smallest value; the value itself; then the upper deciles
        assertThat(bins.count(counts(at))).containsExactly(0L, 70L, 10L, 10L, 9L);
    }

    @Test
    void shouldGiveFewValuesABinEach() {
        NumberCounts few = counts(50, 0, 3);
        assertThat(Bins.of(few).count(few)).containsExactly(50L, 0L, 3L, 0L);
        NumberCounts other = new NumberCounts(few.points(), List.of(1L, 2L, 3L), List.of(4L, 5L, 6L, 7L), 0, 0);
        assertThat(Bins.of(few).count(other)).containsExactly(1L, 2L, 3L, 22L);
    }

    /** Shares 0.5, 0.5 against 0.8, 0.2: 0.3 ln 1.6 + 0.3 ln 2.5. */
    @Test
    void shouldComputePsiByHand() {
        double psi = Shares.psi(new double[] {0.5, 0.5}, new double[] {0.8, 0.2});
        assertThat(psi).isCloseTo(-0.3 * Math.log(0.5 / 0.8) + 0.3 * Math.log(0.5 / 0.2), within(1e-14));
    }

    @Test
    void shouldNeitherDropNorExplodeOnAnEmptyBin() {
        double psi = Shares.psi(new double[] {0.5, 0.5, 0}, new double[] {1, 0, 0});
        assertThat(psi).isCloseTo(0.5 * Math.log(2) + (0.5 - 0.0001) * Math.log(0.5 / 0.0001), within(1e-12));
    }

    /** Values of scipy.special.kolmogorov. */
    @Test
    void shouldGiveKolmogorovsDistribution() {
        assertThat(KolmogorovSmirnov.survival(0)).isEqualTo(1);
        assertThat(KolmogorovSmirnov.survival(0.3)).isCloseTo(0.9999906941986655, within(1e-12));
        assertThat(KolmogorovSmirnov.survival(1)).isCloseTo(0.26999967167735456, within(1e-12));
        assertThat(KolmogorovSmirnov.survival(1.17999)).isCloseTo(KolmogorovSmirnov.survival(1.18), within(1e-4));
        assertThat(KolmogorovSmirnov.survival(2)).isCloseTo(0.0006709252557796953, within(1e-15));
        assertThat(KolmogorovSmirnov.survival(40)).isEqualTo(0);
    }

    @Test
    void shouldTellByHowMuchACoarseDistanceMayBeWrong() {
        NumberCounts coarse = new NumberCounts(List.of(0.0, 1.0), List.of(1L, 1L), List.of(0L, 2L, 0L), 0, 0);
        assertThat(KolmogorovSmirnov.of(coarse, coarse).orElseThrow().error()).isEqualTo(0.5);
        assertThat(KolmogorovSmirnov.of(counts(1, 1), counts(1, 1))
                        .orElseThrow()
                        .error())
                .isZero();
    }

    @Test
    void shouldMergeSmallBinsAndDropNone() {
        assertThat(test(List.of(50L, 40L, 1L, 0L), List.of(40L, 50L, 0L, 1L))
                        .orElseThrow()
                        .freedom())
                .isEqualTo(1);
        assertThat(test(List.of(50L, 0L), List.of(50L, 0L))).isEmpty();
        assertThat(test(List.of(50L, 0L), List.of(20L, 30L)).orElseThrow().chance())
                .isLessThan(1e-8);
    }

    private static Optional<ChiSquare.Test> test(List<Long> before, List<Long> now) {
        return ChiSquare.of(new Comparison.Binned(before, now));
    }

    @Test
    void shouldCountValuesThatTheBaselineDoesNotKnow() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = create(bench);
            CategoryCounts frozen =
                    baseline.columns().get("region").categories().orElseThrow();
            Evaluation drift =
                    new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(baseline)));
            var live = bench.table("live", "id,region\n1,elsewhere\n2,elsewhere\n3,\n");
            var result = drift.of(live, List.of(Request.ofColumn("psi", "region")));
            CategoryCounts now = result.document().states().categories().get("region");
            assertThat(now.values()).isEqualTo(frozen.values());
            assertThat(now.other()).isEqualTo(2);
            assertThat(now.missing()).isEqualTo(1);
            assertThat(result.values().get(0).value().orElseThrow()).isGreaterThan(5);
        }
    }

    /** As the version before wrote it: no moments, no attributions. */
    @Test
    void shouldReadTheFormatBefore() throws Exception {
        String first = """
                {"format": 1, "model": "m", "table": "train", "sha256": "x", "rows": 2, "columns": {"age": {
                 "bins": {"ends": [], "kind": "VALUES"},
                 "categories": null,
                 "numbers": {"at": [1, 1], "between": [0, 0, 0], "missing": 0, "points": [60.0, 70.0],
                             "unreadable": 0}}}}
                """;
        Baseline baseline = Json.read(first.getBytes(StandardCharsets.UTF_8), Baseline.class);
        assertThat(baseline.columns().get("age").moments()).isEmpty();
        assertThat(baseline.columns().get("age").role()).isEqualTo(Role.FEATURE);
        assertThat(baseline.attributions()).isEmpty();
        assertThat(baseline.predictions()).isEmpty();
        assertThat(Json.read(Json.pretty(baseline), Baseline.class)).isEqualTo(baseline);
    }

    @Test
    void shouldFreezeMomentsOfNumbersOnly() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = create(bench);
            assertThat(baseline.columns().get("region").moments()).isEmpty();
            assertThat(baseline.columns()
                            .get("prediction")
                            .moments()
                            .orElseThrow()
                            .n())
                    .isEqualTo(baseline.rows());
            assertThat(baseline.columns().get("age").moments().orElseThrow().n())
                    .isEqualTo(baseline.columns()
                            .get("age")
                            .numbers()
                            .orElseThrow()
                            .numbers());
        }
    }

    @Test
    void shouldTakeTheScoreFromRowsThatTheModelHasNotSeen() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline seen = create(bench);
            Baseline unseen = Baseline.of(bench.engine(), bench.current(), List.of(), "m", "1".repeat(64));
            Baseline both = seen.withPredictionsOf(unseen);
            assertThat(both.columns().get("age")).isEqualTo(seen.columns().get("age"));
            assertThat(both.columns().get("prediction"))
                    .isEqualTo(unseen.columns().get("prediction"));
            assertThat(both.predictions()).contains(new Baseline.Source("live", "1".repeat(64), unseen.rows()));
            assertThat(both.labelled("age").columns().get("age").role()).isEqualTo(Role.LABEL);
            assertThat(both.labelled("absent")).isEqualTo(both);
        }
    }
}
