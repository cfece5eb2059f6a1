// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.Tails;
import java.util.List;
import java.util.Optional;

/**
 * The area between two cumulative curves, also called earth mover's distance or W1, on the baseline's points. Between
 * two points the curves are taken as straight lines; outside of them the exact sum of the numbers there is used.
 *
 * <p>Counts are in cells: what lies before the first point, the first point, what lies between it and the second, and
 * so on to what lies behind the last.
 */
final class Wasserstein {
    private static final int GROUPS = 100;

    private final List<Double> points;
    private final double[] before;
    private final double[] now;
    private final double gapBelow;
    private final double gapAbove;

    private Wasserstein(NumberCounts frozen, NumberCounts current, double gapBelow, double gapAbove) {
        points = frozen.points();
        before = cells(frozen);
        now = cells(current);
        this.gapBelow = gapBelow;
        this.gapAbove = gapAbove;
    }

    /** Sets up; empty if some numbers lie outside the points and it is not known where. */
    static Optional<Wasserstein> of(NumberCounts frozen, NumberCounts current, Optional<Tails> tails) {
        int last = frozen.points().size();
        boolean outsideBefore = frozen.between().get(0) > 0 || frozen.between().get(last) > 0;
        Optional<Double> below = tails.flatMap(tail -> tail.below().mean());
        Optional<Double> above = tails.flatMap(tail -> tail.above().mean());
        boolean lacking = current.between().get(0) > 0 && below.isEmpty()
                || current.between().get(last) > 0 && above.isEmpty();
        if (last == 0 || outsideBefore || lacking) {
            return Optional.empty();
        }
        return Optional.of(new Wasserstein(
                frozen,
                current,
                below.map(mean -> frozen.points().get(0) - mean).orElse(0.0),
                above.map(mean -> mean - frozen.points().get(last - 1)).orElse(0.0)));
    }

    private static double[] cells(NumberCounts counts) {
        double[] cells = new double[2 * counts.points().size() + 1];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i % 2 == 0 ? counts.between().get(i / 2) : counts.at().get(i / 2);
        }
        return cells;
    }

    /** The distance, in units of the column. */
    double value() {
        return area(difference(Shares.of(before), Shares.of(now)));
    }

    private static double[] difference(double[] p, double[] q) {
        double[] difference = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            difference[i] = p[i] - q[i];
        }
        return difference;
    }

    /** The area below the absolute running sum. */
    private double area(double[] shares) {
        double area = Math.abs(shares[0]) * gapBelow;
        double height = shares[0];
        for (int i = 1; i < points.size(); i++) {
            height += shares[2 * i - 1];
            double next = height + shares[2 * i];
            area += width(i) * mean(height, next);
            height = next;
        }
        return area + Math.abs(shares[shares.length - 1]) * gapAbove;
    }

    private double width(int i) {
        return points.get(i) - points.get(i - 1);
    }

    /** The mean absolute height of a straight line. */
    private static double mean(double from, double to) {
        return from * to >= 0
                ? Math.abs(from + to) / 2
                : (from * from + to * to) / (2 * (Math.abs(from) + Math.abs(to)));
    }

    /** By how much the value may be off, since nobody knows how numbers lie between two points. */
    double error() {
        double[] p = Shares.of(before);
        double[] q = Shares.of(now);
        double high = 0;
        double low = 0;
        double f = p[0];
        double g = q[0];
        for (int i = 1; i < points.size(); i++) {
            f += p[2 * i - 1];
            g += q[2 * i - 1];
            double nextF = f + p[2 * i];
            double nextG = g + q[2 * i];
            if (p[2 * i] > 0 || q[2 * i] > 0) {
                double taken = mean(f - g, nextF - nextG);
                high += width(i) * (Math.max(nextF - g, nextG - f) - taken);
                low += width(i) * (taken - Math.max(0, Math.max(f - nextG, g - nextF)));
            }
            f = nextF;
            g = nextG;
        }
        return Math.max(0, Math.max(high, low));
    }

    /** How far apart the two may seem by chance alone. */
    double radius(double level) {
        int[] group = groups();
        double[] p = Shares.of(before);
        double[] q = Shares.of(now);
        var resampling = new Resampling(grouped(before, group), grouped(now, group));
        double[] seenBefore = resampling.sharesBefore();
        double[] seenNow = resampling.sharesNow();
        double[] noise = new double[p.length];
        return resampling.radius(level, (drawnBefore, drawnNow) -> {
            for (int i = 0; i < noise.length; i++) {
                noise[i] = noise(p[i], drawnBefore[group[i]], seenBefore[group[i]])
                        - noise(q[i], drawnNow[group[i]], seenNow[group[i]]);
            }
            return area(noise);
        });
    }

    /** A cell moves with its group. */
    private static double noise(double share, double drawn, double seen) {
        return share == 0 ? 0 : share * (drawn / seen - 1);
    }

    /** Neighbouring cells drawn as one, because thousands of cells would take seconds and change little. */
    private int[] groups() {
        int[] group = new int[before.length];
        int size = Math.max(1, (int) Math.ceil((double) before.length / GROUPS));
        for (int i = 0; i < group.length; i++) {
            group[i] = i / size;
        }
        return group;
    }

    private static double[] grouped(double[] cells, int[] group) {
        double[] sums = new double[group[group.length - 1] + 1];
        for (int i = 0; i < cells.length; i++) {
            sums[group[i]] += cells[i];
        }
        return sums;
    }
}
