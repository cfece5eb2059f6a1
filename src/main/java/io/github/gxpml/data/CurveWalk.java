// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.ScoreCurve.Cell;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Cells of a curve while scores are walked through in ascending order. */
final class CurveWalk {
    private final long twice;
    private final SortedMap<Integer, Cell> cells = new TreeMap<>();
    private final List<Cell> singles = new ArrayList<>();
    private long scores;

    private int open = -1;
    private double lowest;
    private double highest;
    private long positives;
    private long negatives;
    private Wide positiveScores = new Wide();
    private Wide negativeScores = new Wide();

    CurveWalk(long rows) {
        twice = 2 * rows;
    }

    /** Takes the rows of the next score. */
    void take(double score, long p, long n, long below) {
        long fixed = Math.round(score * FixedPoint.ONE);
        scores++;
        if (scores <= ScoreCurve.CELLS) {
            singles.add(new Cell(score, score, p, n, product(fixed, p), product(fixed, n)));
        }
        int cell = (int) ((2 * below + p + n) * ScoreCurve.CELLS / twice);
        if (cell != open) {
            close();
            open = cell;
            lowest = score;
        }
        highest = score;
        positives += p;
        negatives += n;
        positiveScores.add(p, fixed);
        negativeScores.add(n, fixed);
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    private void close() {
        if (open >= 0) {
            cells.put(
                    open,
                    new Cell(lowest, highest, positives, negatives, positiveScores.value(), negativeScores.value()));
        }
        positives = 0;
        negatives = 0;
        positiveScores = new Wide();
        negativeScores = new Wide();
    }

    long scores() {
        return scores;
    }

    /** A cell for each of the first scores. */
    List<Cell> singles() {
        return singles;
    }

    /** Cells of about as many rows each, by position. */
    SortedMap<Integer, Cell> cells() {
        close();
        open = -1;
        return cells;
    }
}
