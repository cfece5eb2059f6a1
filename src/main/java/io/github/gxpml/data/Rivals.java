// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Labels against the predictions of two models on the same rows: the challenger and the champion. The rivals of two
 * parts add up to those of the whole. Sums are in {@link FixedPoint}.
 *
 * @param cells labelled rows by label, challenger's class and champion's class, see {@link #cell}
 * @param unlabelled rows without a label
 * @param squaredError sum of the challenger's squared error less the champion's over labelled rows
 * @param squaredErrorSquares sum of the squares of those
 * @param logLoss sum of the challenger's log loss less the champion's over labelled rows but the certain errors
 * @param logLossSquares sum of the squares of those
 * @param certainErrors labelled rows where a score of either model is exactly 0 or 1 and wrong; they are in no log loss
 */
public record Rivals(
        List<Long> cells,
        long unlabelled,
        BigInteger squaredError,
        BigInteger squaredErrorSquares,
        BigInteger logLoss,
        BigInteger logLossSquares,
        long certainErrors) {

    private static final int CELLS = 8;

    /** No rows. */
    public static final Rivals NONE = new Rivals(
            Collections.nCopies(CELLS, 0L), 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);

    /** Copies the cells and checks their number. */
    public Rivals {
        cells = List.copyOf(cells);
        if (cells.size() != CELLS) {
            throw new IllegalArgumentException("there are " + cells.size() + " cells where " + CELLS + " belong");
        }
    }

    /**
     * Returns where a row is counted.
     *
     * @param positive its label
     * @param challenger what the challenger predicts
     * @param champion what the champion predicts
     * @return position in {@link #cells}
     */
    public static int cell(boolean positive, boolean challenger, boolean champion) {
        return (positive ? 4 : 0) + (challenger ? 2 : 0) + (champion ? 1 : 0);
    }

    /**
     * Counts labelled rows.
     *
     * @return the number
     */
    public long labelled() {
        return cells.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Adds the rows of another part.
     *
     * @param other the other part
     * @return the rivals of both parts
     */
    public Rivals plus(Rivals other) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            sum.add(cells.get(i) + other.cells.get(i));
        }
        return new Rivals(
                sum,
                unlabelled + other.unlabelled,
                squaredError.add(other.squaredError),
                squaredErrorSquares.add(other.squaredErrorSquares),
                logLoss.add(other.logLoss),
                logLossSquares.add(other.logLossSquares),
                certainErrors + other.certainErrors);
    }
}
