// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.data.ScoreCurve.Cell;
import io.github.gxpml.metric.Bench;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCurveTest {
    @TempDir
    Path folder;

    private record Case(boolean positive, double score) {}

    private static final Set<Target> TARGETS = targets(0, 0.25, 0.3, 0.5, 0.75, 0.8, 0.95, 1);

    private static Set<Target> targets(double... at) {
        Set<Target> targets = new HashSet<>();
        for (Kind kind : Kind.values()) {
            for (double share : at) {
                targets.add(new Target(kind, share));
            }
        }
        return targets;
    }

    private States states(Bench bench, List<Case> cases, Slice slice) throws DataException {
        String[] rows = cases.stream()
                .map(c -> (c.positive ? 1 : 0) + "," + c.score + ",0," + (c.positive ? "F" : "M") + ",60")
                .toArray(String[]::new);
        return bench.engine()
                .states(bench.scored(rows), List.of(new Need.Curve(slice, TARGETS), new Need.Ranks(slice)));
    }

    private ScoreCurve curve(Bench bench, List<Case> cases) throws DataException {
        return states(bench, cases, Slice.ALL).curves().get(States.ALL);
    }

    private static List<Case> random(long seed, int n, int distinct) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean positive = random.nextInt(3) == 0;
            double score = 0.3 * (positive ? 1 : 0) + 0.7 * random.nextDouble();
            cases.add(new Case(positive, Math.round(score * distinct) / (double) distinct));
        }
        return cases;
    }

    @Test
    void shouldKeepEveryScoreWhereThereAreFew() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoreCurve curve = curve(
                    bench,
                    List.of(
                            new Case(true, 0.75),
                            new Case(false, 0.25),
                            new Case(true, 0.25),
                            new Case(false, 0.25),
                            new Case(true, 1)));
            assertThat(curve.cells())
                    .containsExactly(
                            new Cell(0.25, 0.25, 1, 2, fixed(0.25), fixed(0.5)),
                            new Cell(0.75, 0.75, 1, 0, fixed(0.75), BigInteger.ZERO),
                            new Cell(1, 1, 1, 0, fixed(1), BigInteger.ZERO));
            assertThat(curve.equalMass()).hasSize(3);
        }
    }

    private static BigInteger fixed(double number) {
        return BigInteger.valueOf((long) (number * FixedPoint.ONE));
    }

    @Test
    void shouldKeepEveryScoreHoweverUnevenlyRowsLie() throws Exception {
        List<Case> cases = new ArrayList<>(Collections.nCopies(5000, new Case(false, 0.5)));
        for (int i = 0; i < 100; i++) {
            cases.add(new Case(i % 2 == 0, 0.6 + i / 1000.0));
        }
        try (Bench bench = new Bench(folder)) {
            ScoreCurve curve = curve(bench, cases);
            assertThat(curve.cells()).hasSize(101).allMatch(cell -> cell.lowest() == cell.highest());
            assertThat(curve.positives()).isEqualTo(50);
            assertThat(curve.negatives()).isEqualTo(5050);
        }
    }

    @Test
    void shouldKeepAsManyCellsOfEqualMassAsThereIsRoomFor() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Case> cases = random(1, 2400, 1 << 30);
            ScoreCurve curve = curve(bench, cases);
            assertThat(curve.cells()).hasSize(ScoreCurve.CELLS).allMatch(cell -> cell.rows() == 10);
            assertThat(curve.equalMass()).hasSize(ScoreCurve.BINS).allMatch(bin -> bin.rows() == 160);
            assertThat(curve.positives())
                    .isEqualTo(cases.stream().filter(Case::positive).count());
            for (int i = 1; i < curve.cells().size(); i++) {
                assertThat(curve.cells().get(i).lowest())
                        .isGreaterThan(curve.cells().get(i - 1).highest());
            }
        }
    }

    @Test
    void shouldKeepTiesWhole() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Case> cases = random(2, 1500, 1 << 30);
            for (int i = 0; i < 1000; i++) {
                cases.add(new Case(i % 4 == 0, 0.4));
            }
            ScoreCurve curve = curve(bench, cases);
            assertThat(curve.cells().stream()
                            .filter(cell -> cell.lowest() <= 0.4 && cell.highest() >= 0.4)
                            .map(Cell::rows))
                    .hasSize(1)
                    .allMatch(rows -> rows >= 1000);
            assertThat(curve.cells().stream().mapToLong(Cell::rows).sum()).isEqualTo(2500);
        }
    }

    @Test
    void shouldSumTheScoresOfBinsToTheLastBit() throws Exception {
        List<Case> cases = random(3, 1000, 1 << 20);
        BigDecimal sum = cases.stream().map(c -> new BigDecimal(c.score)).reduce(BigDecimal.ZERO, BigDecimal::add);
        try (Bench bench = new Bench(folder)) {
            BigInteger found = curve(bench, cases).equalMass().stream()
                    .map(bin -> bin.positiveScores().add(bin.negativeScores()))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(FixedPoint.decimal(found)).isEqualByComparingTo(sum);
        }
    }

    @Test
    void shouldFindTheThresholdsThatATryOfAllFinds() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (int distinct : List.of(4, 30, 1 << 30)) {
                for (long seed = 0; seed < 4; seed++) {
                    List<Case> cases = random(seed, distinct > 1000 ? 900 : 150, distinct);
                    ScoreCurve curve = curve(bench, cases);
                    assertThat(curve.points()).hasSize(TARGETS.size());
                    for (OperatingPoint point : curve.points()) {
                        assertThat(point).as("%s of %s", point.target(), cases).isEqualTo(tried(point.target(), cases));
                    }
                }
            }
        }
    }

    /** The definition, by trying every score as threshold. */
    private static OperatingPoint tried(Target target, List<Case> cases) {
        long positives = cases.stream().filter(Case::positive).count();
        long negatives = cases.size() - positives;
        OperatingPoint best = null;
        double bestSize = -1;
        List<Double> thresholds = new ArrayList<>(
                cases.stream().map(Case::score).distinct().sorted().toList());
        Collections.reverse(thresholds);
        if (target.kind() == Kind.SENSITIVITY && target.at() == 0) {
            return OperatingPoint.none(target);
        }
        for (double threshold : thresholds) {
            long tp = cases.stream()
                    .filter(c -> c.positive && c.score >= threshold)
                    .count();
            long fp = cases.stream()
                    .filter(c -> !c.positive && c.score >= threshold)
                    .count();
            double sensitivity = (double) tp / positives;
            double specificity = 1 - (double) fp / negatives;
            double precision = (double) tp / (tp + fp);
            double size = switch (target.kind()) {
                case SENSITIVITY -> sensitivity >= target.at() - 1e-12 ? specificity : -1;
                case SPECIFICITY -> specificity >= target.at() - 1e-12 && tp > 0 ? sensitivity : -1;
                case PRECISION -> precision >= target.at() && tp > 0 ? sensitivity : -1;
                case RECALL -> sensitivity >= target.at() - 1e-12 && tp > 0 ? precision : -1;
            };
            boolean tied =
                    best != null && size == bestSize && target.kind() == Kind.RECALL && tp > best.truePositives();
            if (size > bestSize || tied) {
                bestSize = size;
                best = new OperatingPoint(target, Optional.of(threshold), tp, fp);
            }
        }
        return best == null ? OperatingPoint.none(target) : best;
    }

    @Test
    void shouldTakeDecimalSharesAtTheirWord() {
        assertThat(new Target(Kind.SENSITIVITY, 0.1).least(10)).isEqualTo(1);
        assertThat(new Target(Kind.SENSITIVITY, 0.95).least(20)).isEqualTo(19);
        assertThat(new Target(Kind.SENSITIVITY, 0.7).least(10)).isEqualTo(7);
        assertThat(new Target(Kind.SENSITIVITY, 1e-300).least(10)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(Kind.RECALL, 1.1))
                .withMessageContaining("between 0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Target(Kind.RECALL, Double.NaN));
    }

    @Test
    void shouldGiveTheSameSumsOfRanksWithAndWithoutTheCurve() throws Exception {
        for (int distinct : List.of(20, 1 << 30)) {
            List<Case> cases = random(7, 800, distinct);
            try (Bench bench = new Bench(folder)) {
                States with = states(bench, cases, Slice.ALL);
                String[] rows = cases.stream()
                        .map(c -> (c.positive ? 1 : 0) + "," + c.score + ",0,F,60")
                        .toArray(String[]::new);
                States without = bench.engine().states(bench.scored(rows), List.of(new Need.Ranks(Slice.ALL)));
                assertThat(without.curves()).isEmpty();
                assertThat(with.ranks()).isEqualTo(without.ranks());
            }
        }
    }

    @Test
    void shouldScanBothSidesOfAFacet() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Case> cases = random(5, 300, 100);
            Slice women = Slice.of(Bench.SEX);
            Slice rest = new Slice(Optional.of(Bench.SEX), true);
            ScoreCurve disfavoured = states(bench, cases, women).curves().get("sex=F");
            ScoreCurve favoured = states(bench, cases, rest).curves().get("not sex=F");
            assertThat(disfavoured.negatives()).isZero();
            assertThat(favoured.positives()).isZero();
            assertThat(disfavoured.positives() + favoured.negatives()).isEqualTo(300);
        }
    }

    @Test
    void shouldHaveNoCellsWithoutLabels() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable none = bench.scored(",0.5,1,F,80", ",0.25,0,M,80");
            ScoreCurve curve = bench.engine()
                    .states(none, List.of(new Need.Curve(Slice.ALL, TARGETS)))
                    .curves()
                    .get(States.ALL);
            assertThat(curve.cells()).isEmpty();
            assertThat(curve.equalMass()).isEmpty();
            assertThat(curve.points()).allMatch(point -> point.threshold().isEmpty());
        }
    }

    @Test
    void shouldNameSlices() {
        assertThat(Slice.named("", List.of(Bench.SEX))).contains(Slice.ALL);
        assertThat(Slice.named("sex=F", List.of(Bench.SEX))).contains(Slice.of(Bench.SEX));
        assertThat(Slice.named("not sex=F", List.of(Bench.SEX))).contains(new Slice(Optional.of(Bench.SEX), true));
        assertThat(Slice.named("not age>75", List.of(Bench.SEX))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slice(Optional.empty(), true))
                .withMessageContaining("name a facet");
    }
}
