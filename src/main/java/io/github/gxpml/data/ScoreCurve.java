// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Labelled rows along their scores, as exact counts: every cell's lower end is an exact point of the ROC curve and of
 * the precision-recall curve. Does not add up: two parts must be sorted together.
 *
 * @param cells ascending by score; each distinct score a cell of its own if there are at most {@value #CELLS}, else
 *     {@value #CELLS} cells of as many rows each as whole ties allow: a score belongs to the cell of its middle row
 * @param points the thresholds that were asked for, ordered by target
 */
public record ScoreCurve(List<Cell> cells, List<OperatingPoint> points) {
    /** Largest number of cells; a multiple of {@link #BINS}. */
    public static final int CELLS = 240;

    /** Number of bins of equal mass. */
    public static final int BINS = 15;

    /** Copies the lists. */
    public ScoreCurve {
        cells = List.copyOf(cells);
        points = List.copyOf(points);
    }

    /**
     * The labelled rows of one or more neighbouring scores.
     *
     * @param lowest smallest score
     * @param highest largest score
     * @param positives rows with positive label
     * @param negatives rows with negative label
     * @param positiveScores sum of the positives' scores, in {@link FixedPoint}
     * @param negativeScores sum of the negatives' scores, in {@link FixedPoint}
     */
    public record Cell(
            double lowest,
            double highest,
            long positives,
            long negatives,
            BigInteger positiveScores,
            BigInteger negativeScores)
            implements Serializable {

        /**
         * Counts the rows.
         *
         * @return at least 1
         */
        public long rows() {
            return positives + negatives;
        }

        /**
         * Adds a cell of higher scores.
         *
         * @param above no score of it lies below this cell's
         * @return the cell of both
         */
        public Cell plus(Cell above) {
            return new Cell(
                    lowest,
                    above.highest,
                    positives + above.positives,
                    negatives + above.negatives,
                    positiveScores.add(above.positiveScores),
                    negativeScores.add(above.negativeScores));
        }
    }

    /**
     * Counts rows with positive label.
     *
     * @return the number
     */
    public long positives() {
        return cells.stream().mapToLong(Cell::positives).sum();
    }

    /**
     * Counts rows with negative label.
     *
     * @return the number
     */
    public long negatives() {
        return cells.stream().mapToLong(Cell::negatives).sum();
    }

    /**
     * Finds a threshold.
     *
     * @param target what it must meet
     * @return the point, if it was asked for
     */
    public Optional<OperatingPoint> point(OperatingPoint.Target target) {
        return points.stream().filter(point -> point.target().equals(target)).findFirst();
    }

    /**
     * Joins the cells into bins of equal mass: a cell belongs to the bin of its middle row, so that ties stay whole.
     *
     * @return at most {@value #BINS} bins, ascending; none of them is empty
     */
    public List<Cell> equalMass() {
        long total = positives() + negatives();
        Cell[] bins = new Cell[BINS];
        long below = 0;
        for (Cell cell : cells) {
            int bin = (int) Math.floorDiv((2 * below + cell.rows()) * BINS, 2 * total);
            bins[bin] = bins[bin] == null ? cell : bins[bin].plus(cell);
            below += cell.rows();
        }
        return Arrays.stream(bins).filter(Objects::nonNull).toList();
    }
}
