// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.drift.Comparison.Binned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-square test of homogeneity of two rows of counts. */
final class ChiSquare {
    private static final double SMALLEST_EXPECTED = 5;

    private ChiSquare() {}

    private record Cell(long baseline, long current) {}

    /**
     * What the test gives.
     *
     * @param statistic sum over cells of (observed - expected)^2 / expected
     * @param freedom degrees of freedom, at least 1
     */
    record Test(double statistic, int freedom) {
        double chance() {
            double chance = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
            return Math.min(1, Math.max(0, chance));
        }

        String told() {
            return "chi-square " + Numbers.text(statistic) + " with " + freedom + " degrees of freedom";
        }
    }

    /** Carries out the test; empty if there are not two bins that are large enough. */
    static Optional<Test> of(Binned bins) {
        long m = bins.m();
        long n = bins.n();
        List<Cell> cells = merged(bins.before(), bins.now(), m, n);
        if (cells.size() < 2) {
            return Optional.empty();
        }
        double statistic = 0;
        for (Cell cell : cells) {
            double pooled = (double) (cell.baseline() + cell.current()) / (m + n);
            statistic += square(cell.baseline() - pooled * m) / (pooled * m)
                    + square(cell.current() - pooled * n) / (pooled * n);
        }
        return Optional.of(new Test(statistic, cells.size() - 1));
    }

    private static List<Cell> merged(List<Long> baseline, List<Long> current, long m, long n) {
        List<Cell> cells = new ArrayList<>();
        Cell rest = new Cell(0, 0);
        for (int i = 0; i < baseline.size(); i++) {
            Cell cell = new Cell(baseline.get(i), current.get(i));
            if (large(cell, m, n)) {
                cells.add(cell);
            } else {
                rest = plus(rest, cell);
            }
        }
        if (large(rest, m, n)) {
            cells.add(rest);
        } else if (rest.baseline() + rest.current() > 0 && !cells.isEmpty()) {
            // what is still too small must not be dropped
            cells.set(cells.size() - 1, plus(cells.get(cells.size() - 1), rest));
        }
        return cells;
    }

    private static boolean large(Cell cell, long m, long n) {
        double pooled = (double) (cell.baseline() + cell.current()) / (m + n);
        return pooled * Math.min(m, n) >= SMALLEST_EXPECTED;
    }

    private static Cell plus(Cell a, Cell b) {
        return new Cell(a.baseline() + b.baseline(), a.current() + b.current());
    }

    private static double square(double x) {
        return x * x;
    }
}
