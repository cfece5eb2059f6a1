// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Bench;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentsTest {
    @TempDir
    Path folder;

    private static Moments scan(Bench bench, List<String> cells) throws DataException {
        Table table = bench.table(
                "t", cells.stream().map(cell -> "1," + cell).collect(Collectors.joining("\n", "id,x\n", "\n")));
        return bench.engine()
                .states(table, List.of(new Need.Sums("x")))
                .moments()
                .get("x");
    }

    private Moments create(double... values) throws DataException {
        try (Bench bench = new Bench(folder)) {
            return scan(
                    bench, DoubleStream.of(values).mapToObj(Double::toString).toList());
        }
    }

    @Test
    void shouldGiveMeanAndDeviationByHand() throws Exception {
        Moments moments = create(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(moments.n()).isEqualTo(8);
        assertThat(moments.min()).contains(2.0);
        assertThat(moments.max()).contains(9.0);
        assertThat(moments.mean()).contains(5.0);
        assertThat(moments.total()).contains(40.0);
        assertThat(moments.deviation()).contains(2.0);
        assertThat(moments.sampleDeviation().orElseThrow()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
    }

    /** A sum of doubles gives 0 for the deviation, or a negative variance. */
    @Test
    void shouldKeepASmallSpreadFarFromZero() throws Exception {
        Moments moments = create(1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75, -0.0);
        Moments near = create(1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75);
        assertThat(near.mean()).contains(1e9 + 0.5);
        assertThat(near.sampleDeviation()).contains(0.25);
        assertThat(moments.min()).contains(0.0);
    }

    @Test
    void shouldOverflowForNoMagnitude() throws Exception {
        Moments largest = create(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(largest.mean()).contains(Double.MAX_VALUE);
        assertThat(largest.deviation()).contains(0.0);
        assertThat(largest.total()).isEmpty();
        Moments opposite = create(Double.MAX_VALUE, -Double.MAX_VALUE);
        assertThat(opposite.mean()).contains(0.0);
        assertThat(opposite.deviation()).contains(Double.MAX_VALUE);
        Moments smallest = create(Double.MIN_VALUE, 3 * Double.MIN_VALUE);
        assertThat(smallest.mean()).contains(2 * Double.MIN_VALUE);
        assertThat(smallest.deviation()).contains(Double.MIN_VALUE);
        Moments mixed = create(1e300, 1, -1e-300);
        assertThat(mixed.mean().orElseThrow()).isCloseTo(1e300 / 3, within(1e285));
    }

    @Test
    void shouldGiveAConstantColumnNoSpread() throws Exception {
        assertThat(create(0.1, 0.1, 0.1).mean()).contains(0.1);
        assertThat(create(0.1, 0.1, 0.1).deviation()).contains(0.0);
        assertThat(create(0, 0).deviation()).contains(0.0);
        assertThat(create(7).sampleDeviation()).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsNoFiniteNumber() throws Exception {
        try (Bench bench = new Bench(folder)) {
            assertThat(scan(bench, List.of("3", "NaN", "", "5", "Infinity")).mean())
                    .contains(4.0);
            Moments none = scan(bench, List.of("a", "b"));
            assertThat(none).isEqualTo(Moments.NONE);
            assertThat(none.mean()).isEmpty();
            assertThat(none.deviation()).isEmpty();
            assertThat(none.total()).isEmpty();
        }
    }

    /** Exact rational arithmetic of the same doubles beside it; any order of rows gives the same bits. */
    @Test
    void shouldAgreeWithExactArithmeticInAnyOrderAndAddUp() throws Exception {
        var random = new Random(4);
        try (Bench bench = new Bench(folder)) {
            for (double spread : new double[] {1, 1e-6, 1e6}) {
                List<Double> values = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    values.add(1000 + spread * random.nextGaussian());
                }
                Moments moments =
                        scan(bench, values.stream().map(String::valueOf).toList());
                assertThat(moments.mean().orElseThrow() / Exact.mean(values)).isCloseTo(1, within(1e-15));
                assertThat(moments.deviation().orElseThrow() / Exact.deviation(values))
                        .isCloseTo(1, within(1e-14));
                Collections.shuffle(values, random);
                List<String> shuffled = values.stream().map(String::valueOf).toList();
                assertThat(scan(bench, shuffled)).isEqualTo(moments);
                Moments sum = scan(bench, shuffled.subList(0, 200)).plus(scan(bench, shuffled.subList(200, 500)));
                assertThat(sum.mean().orElseThrow() / moments.mean().orElseThrow())
                        .isCloseTo(1, within(1e-15));
                assertThat(sum.deviation().orElseThrow() / moments.deviation().orElseThrow())
                        .isCloseTo(1, within(1e-15));
                assertThat(sum.plus(Moments.NONE)).isEqualTo(sum);
            }
        }
    }

    @Test
    void shouldGiveTheSumsOfScoresToo() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored("1,0.75,1,F,60", "0,0.25,0,M,70");
            States states = bench.engine()
                    .states(table, List.of(new Need.Sums(ScoredTable.PREDICTION), new Need.Sums("absent")));
            assertThat(states.moments()).containsOnlyKeys(ScoredTable.PREDICTION);
            assertThat(states.moments().get(ScoredTable.PREDICTION).mean()).contains(0.5);
        }
    }

    @Test
    void shouldSurviveTheWayThroughJson() throws Exception {
        Moments moments = create(0.1, 0.7, -3.3);
        assertThat(Json.read(Json.pretty(moments), Moments.class)).isEqualTo(moments);
        assertThat(Json.read(Json.pretty(Moments.NONE), Moments.class)).isEqualTo(Moments.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Moments(1, Optional.empty(), Optional.empty(), 0, BigInteger.ONE, BigInteger.ONE))
                .withMessageContaining("extremes");
    }

    @Test
    void shouldTakeTheMagnitudeOfAttributionsFromThePredictions() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("validation", "id,y,sex,age,kappa\n1,1,F,60,1\n2,0,M,70,2\n");
            Path predictions = bench.write("""
                    id,score,predicted,attribution.age,"attribution.a ""b"" é"
                    1,0.9,1,-0.5,0.25
                    2,0.1,0,0.25,0
                    """);
            ScoredTable scored = bench.engine().scored(table, predictions, Bench.data());
            var found = bench.engine()
                    .states(scored, List.of(new Need.Attributed()))
                    .attributions();
            assertThat(found).containsOnlyKeys("age", "a \"b\" é");
            assertThat(found.get("age").mean()).contains(0.375);
            assertThat(found.get("a \"b\" é").mean()).contains(0.125);
            assertThat(bench.engine()
                            .states(table, List.of(new Need.Attributed()))
                            .attributions())
                    .isEmpty();
        }
    }

    /** Mean and standard deviation of the very same doubles, in decimal arithmetic without rounding. */
    private static final class Exact {
        static double mean(List<Double> values) {
            return sum(values)
                    .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
                    .doubleValue();
        }

        static double deviation(List<Double> values) {
            var context = new MathContext(60);
            var mean = sum(values).divide(BigDecimal.valueOf(values.size()), context);
            var squares = values.stream()
                    .map(value -> new BigDecimal(value).subtract(mean).pow(2))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return squares.divide(BigDecimal.valueOf(values.size()), context)
                    .sqrt(context)
                    .doubleValue();
        }

        private static BigDecimal sum(List<Double> values) {
            return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }
}
