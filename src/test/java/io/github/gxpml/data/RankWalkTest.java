// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.gxpml.data.RankPlan.Wanted;
import io.github.gxpml.data.RankWalk.Found;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankWalkTest {
    private static final int SLICES = 5;
    private static final RankPlan PLAN = new RankPlan(Collections.nCopies(SLICES, new Wanted(true, List.of())));

    private record Case(double score, long code) {
        boolean in(int slice) {
            return (RankPlan.slices(code) >> slice & 1) != 0;
        }

        boolean positive() {
            return RankPlan.label(code);
        }
    }

    private static List<Case> cases(int n, int distinct) {
        Random random = new Random(n);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            // the last slice stays empty, and some rows are in no slice
            long slices = random.nextInt(1 << SLICES - 1);
            cases.add(new Case(
                    random.nextInt(distinct) / (double) distinct, RankPlan.code(random.nextInt(3) == 0, slices)));
        }
        cases.sort(Comparator.comparingDouble(Case::score));
        return cases;
    }

    private static SliceCounts counts(List<Case> cases) {
        SliceCounts counts = new SliceCounts(SLICES);
        cases.forEach(c -> counts.add(c.code(), 1));
        return counts;
    }

    private static List<Found> walk(List<Case> all, int from, int to) {
        RankWalk walk = new RankWalk(PLAN, counts(all), counts(all.subList(0, from)));
        all.subList(from, to).forEach(c -> walk.take(c.score(), c.code()));
        return walk.end();
    }

    private static long tiedTwice(List<Case> others, double score, boolean above) {
        return others.stream()
                .mapToLong(other -> other.score() == score ? 1 : above == other.score() > score ? 2 : 0)
                .sum();
    }

    @Test
    void shouldCompareEachPositiveWithEachNegative() {
        List<Case> cases = cases(400, 60);

        List<Found> found = walk(cases, 0, cases.size());

        for (int i = 0; i < SLICES; i++) {
            int slice = i;
            List<Case> positives =
                    cases.stream().filter(c -> c.in(slice) && c.positive()).toList();
            List<Case> negatives =
                    cases.stream().filter(c -> c.in(slice) && !c.positive()).toList();
            RankSums sums = found.get(i).sums();
            assertThat(sums.positives()).isEqualTo(positives.size());
            assertThat(sums.negatives()).isEqualTo(negatives.size());
            assertThat(sums.placements())
                    .isEqualTo(BigInteger.valueOf(positives.stream()
                            .mapToLong(c -> tiedTwice(negatives, c.score(), false))
                            .sum()));
            assertThat(sums.positiveSquares())
                    .isEqualTo(BigInteger.valueOf(positives.stream()
                            .mapToLong(c -> tiedTwice(negatives, c.score(), false))
                            .map(a -> a * a)
                            .sum()));
            assertThat(sums.negativeSquares())
                    .isEqualTo(BigInteger.valueOf(negatives.stream()
                            .mapToLong(c -> tiedTwice(positives, c.score(), true))
                            .map(b -> b * b)
                            .sum()));
        }
    }

    @Test
    void shouldFindTheSameInPartsAsInOneWalk() {
        List<Case> cases = cases(3000, 800);
        List<Found> whole = walk(cases, 0, cases.size());
        int half = cases.size() / 2;
        while (cases.get(half).score() == cases.get(half - 1).score()) {
            half++;
        }

        List<Found> low = walk(cases, 0, half);
        List<Found> high = walk(cases, half, cases.size());

        for (int i = 0; i < SLICES; i++) {
            assertThat(low.get(i).sums().plus(high.get(i).sums()))
                    .isEqualTo(whole.get(i).sums());
            assertThat(low.get(i).scores() + high.get(i).scores())
                    .isEqualTo(whole.get(i).scores());
            var cells = low.get(i).cells();
            high.get(i).cells().forEach((position, cell) -> cells.merge(position, cell, ScoreCurve.Cell::plus));
            assertThat(cells).isEqualTo(whole.get(i).cells());
        }
    }

    @Test
    void shouldAddPrecisionBeyond64BitsOfFixedPoint() {
        // three million positives of one score: their precision, 43 bits after the point, has more than 64 bits
        int rows = 3_000_000;
        RankPlan plan = new RankPlan(List.of(new Wanted(false, List.of())));
        SliceCounts totals = new SliceCounts(1);
        totals.add(RankPlan.code(true, 1), rows);
        RankWalk walk = new RankWalk(plan, totals, new SliceCounts(1));
        for (int i = 0; i < rows; i++) {
            walk.take(0.25, RankPlan.code(true, 1));
        }

        assertThat(walk.end().get(0).sums().precision())
                .isEqualTo(BigInteger.valueOf(rows).shiftLeft(43));
    }

    @Test
    void shouldRefuseMoreSlicesThanACodeHasBits() {
        List<Wanted> many = Collections.nCopies(RankPlan.MOST + 1, new Wanted(false, List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RankPlan(many))
                .withMessageContaining("63 slices");
    }
}
