// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * What the order of scores says about labels, in exact integers. Of a whole table only: two parts must be sorted
 * together. Ties count half.
 *
 * @param positives rows with positive label
 * @param negatives rows with negative label
 * @param placements sum over positives of a, where a is twice the number of negatives below plus the number of ties
 * @param positiveSquares sum over positives of a^2
 * @param negativeSquares sum over negatives of b^2, where b is twice the number of positives above plus the ties
 * @param precision sum over positives of the precision at their score as threshold, in {@link FixedPoint}
 */
public record RankSums(
        long positives,
        long negatives,
        BigInteger placements,
        BigInteger positiveSquares,
        BigInteger negativeSquares,
        BigInteger precision)
        implements Serializable {
    /** No rows. */
    static final RankSums NONE = new RankSums(0, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** Adds the sums of other rows of the same sort; sums of two sorts do not add up. */
    RankSums plus(RankSums other) {
        return new RankSums(
                positives + other.positives,
                negatives + other.negatives,
                placements.add(other.placements),
                positiveSquares.add(other.positiveSquares),
                negativeSquares.add(other.negativeSquares),
                precision.add(other.precision));
    }
}
