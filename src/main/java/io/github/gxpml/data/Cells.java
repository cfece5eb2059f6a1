// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Cuts the line of numbers into cells: each number belongs to the key that it is rounded to, and to one of its sides.
 * Where a point lies inside of a cell, that cell is cut finer, down to single numbers; so every row of a cell lies on
 * the same side of every point, and counting rows by cell counts them exactly on and between the points.
 */
final class Cells {
    /** Bits that keys are rounded to; what is cut finer than the last is a key itself. */
    private static final int[] BITS = {12, 20, 32};

    private final List<Set<Double>> cut = new ArrayList<>();

    Cells() {
        for (int i = 0; i < BITS.length; i++) {
            cut.add(new TreeSet<>());
        }
    }

    /** Makes a number a key of its own. */
    void separate(double point) {
        for (int i = 0; i < BITS.length; i++) {
            double key = Rounding.round(point, BITS[i]);
            if (key == point) {
                return;
            }
            cut.get(i).add(key);
        }
    }

    void separate(Collection<Double> points) {
        points.forEach(this::separate);
    }

    /** Cuts the cells of a key one level finer; its middle, the key itself, needs no cut. */
    void refine(double key) {
        for (int i = 0; i < BITS.length; i++) {
            double coarse = Rounding.round(key, BITS[i]);
            if (cut.get(i).add(coarse)) {
                return;
            }
        }
    }

    /** An expression for the key of a column's number. */
    String key(String column) {
        return key(column, 0);
    }

    private String key(String column, int level) {
        if (level == BITS.length) {
            return column;
        }
        String coarse = Rounding.sql(column, BITS[level]);
        return cut.get(level).isEmpty()
                ? coarse
                : "CASE WHEN " + coarse + " IN (" + literals(cut.get(level)) + ") THEN " + key(column, level + 1)
                        + " ELSE " + coarse + " END";
    }

    private static String literals(Set<Double> numbers) {
        return numbers.stream().map(Sql::literal).collect(Collectors.joining(", "));
    }

    /**
     * The rows of one cell.
     *
     * @param key what its numbers are rounded to
     * @param side -1 for numbers below the key, 1 for those above it, 0 for the key itself
     * @param rows how many
     */
    record Cell(double key, int side, long rows) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int byKey = Double.compare(key, other.key);
            return byKey != 0 ? byKey : Integer.compare(side, other.side);
        }
    }

    /** Adds up cells on and between points. */
    static final class Tally {
        private final double[] points;
        private final long[] at;
        private final long[] between;

        Tally(List<Double> points) {
            // minus zero would be another number to the search
            this.points = points.stream().mapToDouble(point -> point + 0.0).toArray();
            this.at = new long[points.size()];
            this.between = new long[points.size() + 1];
        }

        void add(Cell cell) {
            int found = Arrays.binarySearch(points, cell.key());
            if (found < 0) {
                between[-found - 1] += cell.rows();
            } else if (cell.side() == 0) {
                at[found] += cell.rows();
            } else {
                between[cell.side() < 0 ? found : found + 1] += cell.rows();
            }
        }

        List<Long> at() {
            return Arrays.stream(at).boxed().toList();
        }

        List<Long> between() {
            return Arrays.stream(between).boxed().toList();
        }
    }
}
