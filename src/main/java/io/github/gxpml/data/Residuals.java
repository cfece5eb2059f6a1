// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers against predicted numbers of a set of rows: counts and sums, which add up over parts. Adding loses nothing;
 * before, each row's term is rounded to 2^-61 of the largest such term of the table, whatever the unit of the label.
 *
 * @param rows rows with a label
 * @param unlabelled rows without one, or with one that is not finite or larger than {@link #LARGEST}
 * @param error sum of (prediction - label)
 * @param absoluteError sum of |prediction - label|
 * @param squaredError sum of (prediction - label)^2
 * @param fourthPower sum of (prediction - label)^4
 * @param labels sums of the label, its square, its third and its fourth power
 * @param mixed sums of (prediction - label)^2 times the label, and times its square
 * @param zeroLabels rows whose label is 0, or too near 0 to divide by; they are in no relative error
 * @param relativeError sum of |prediction - label| / |label|
 * @param relativeSquares sum of the squares of those
 * @param intervals rows with a prediction interval
 * @param covered rows whose label lies in it, bounds included
 */
public record Residuals(
        long rows,
        long unlabelled,
        Exact error,
        Exact absoluteError,
        Exact squaredError,
        Exact fourthPower,
        List<Exact> labels,
        List<Exact> mixed,
        long zeroLabels,
        Exact relativeError,
        Exact relativeSquares,
        long intervals,
        long covered) {

    /** Largest size of a label or a prediction. */
    public static final double LARGEST = 1e150;

    private static final int POWERS = 4;
    private static final int MIXED = 2;

    /** No rows. */
    public static final Residuals NONE = new Residuals(
            0,
            0,
            Exact.ZERO,
            Exact.ZERO,
            Exact.ZERO,
            Exact.ZERO,
            List.of(Exact.ZERO, Exact.ZERO, Exact.ZERO, Exact.ZERO),
            List.of(Exact.ZERO, Exact.ZERO),
            0,
            Exact.ZERO,
            Exact.ZERO,
            0,
            0);

    /** Copies the lists and checks their lengths. */
    public Residuals {
        labels = List.copyOf(labels);
        mixed = List.copyOf(mixed);
        if (labels.size() != POWERS || mixed.size() != MIXED) {
            throw new IllegalArgumentException(
                    "there are " + labels.size() + " sums of labels and " + mixed.size() + " mixed ones");
        }
    }

    /**
     * Adds the rows of another part.
     *
     * @param part the other part
     * @return the sums of both parts
     */
    public Residuals plus(Residuals part) {
        return new Residuals(
                rows + part.rows,
                unlabelled + part.unlabelled,
                error.plus(part.error),
                absoluteError.plus(part.absoluteError),
                squaredError.plus(part.squaredError),
                fourthPower.plus(part.fourthPower),
                plus(labels, part.labels),
                plus(mixed, part.mixed),
                zeroLabels + part.zeroLabels,
                relativeError.plus(part.relativeError),
                relativeSquares.plus(part.relativeSquares),
                intervals + part.intervals,
                covered + part.covered);
    }

    private static List<Exact> plus(List<Exact> first, List<Exact> second) {
        List<Exact> sums = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            sums.add(first.get(i).plus(second.get(i)));
        }
        return sums;
    }
}
