// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;

/**
 * What the orders of two models' scores say about the same labels, in exact integers; see {@link RankSums} for a and b.
 *
 * @param positives rows with positive label
 * @param negatives rows with negative label
 * @param challenger sum over positives of the challenger's a
 * @param champion sum over positives of the champion's a
 * @param positiveSquares sum over positives of the squared difference of the two a
 * @param negativeSquares sum over negatives of the squared difference of the two b
 */
public record RivalRanks(
        long positives,
        long negatives,
        BigInteger challenger,
        BigInteger champion,
        BigInteger positiveSquares,
        BigInteger negativeSquares) {}
