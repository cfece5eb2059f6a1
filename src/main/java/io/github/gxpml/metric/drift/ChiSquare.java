// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-square test of homogeneity of two rows of counts. */
final class ChiSquare {
    private static final double SMALLEST_EXPECTED = 5;

    private ChiSquare() {}

    private record Cell(long baseline, long current) {}

    static MetricValue chance(List<Long> baseline, List<Long> current) {
        long m = BinShares.total(baseline);
        long n = BinShares.total(current);
        if (m == 0 || n == 0) {
            return MetricValue.undefined(m == 0 ? "the baseline has no rows" : "there are no rows", n);
        }
        List<Cell> cells = merged(baseline, current, m, n);
        if (cells.size() < 2) {
            return MetricValue.undefined("there are not two bins with an expected count of 5 or more", n);
        }
        double statistic = 0;
        for (Cell cell : cells) {
            double pooled = (double) (cell.baseline() + cell.current()) / (m + n);
            statistic += square(cell.baseline() - pooled * m) / (pooled * m)
                    + square(cell.current() - pooled * n) / (pooled * n);
        }
        int freedom = cells.size() - 1;
        double chance = ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
        return MetricValue.exact(Math.min(1, Math.max(0, chance)), n)
                .withDetail("chi-square " + Numbers.text(statistic) + " with " + freedom + " degrees of freedom");
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
