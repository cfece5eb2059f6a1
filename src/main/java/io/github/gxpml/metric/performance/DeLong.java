// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The variance of an area under the ROC curve, or of a difference of two on the same rows (DeLong, DeLong and
 * Clarke-Pearson 1988, Biometrics 44:837). Takes doubled placements, as {@link io.github.gxpml.data.RankSums} has them.
 */
public final class DeLong {
    private DeLong() {}

    /**
     * Returns an area, or a difference of areas.
     *
     * @param placements sum over positives of doubled placements, or of their differences
     * @param positives number of them, not 0
     * @param negatives number of them, not 0
     * @return correctly rounded
     */
    public static double area(BigInteger placements, long positives, long negatives) {
        BigDecimal pairs = BigDecimal.valueOf(positives).multiply(BigDecimal.valueOf(negatives));
        return new BigDecimal(placements)
                .divide(pairs.multiply(BigDecimal.valueOf(2)), MathContext.DECIMAL128)
                .doubleValue();
    }

    /**
     * Returns the variance of {@link #area}.
     *
     * @param placements sum over positives of doubled placements, or of their differences
     * @param positiveSquares sum over positives of the squares of those
     * @param negativeSquares sum over negatives of the squares of theirs
     * @param positives number of them, at least 2
     * @param negatives number of them, at least 2
     * @return not negative
     */
    public static double variance(
            BigInteger placements,
            BigInteger positiveSquares,
            BigInteger negativeSquares,
            long positives,
            long negatives) {
        return share(placements, positiveSquares, positives, negatives)
                + share(placements, negativeSquares, negatives, positives);
    }

    private static double share(BigInteger sum, BigInteger squares, long rows, long others) {
        BigDecimal n = BigDecimal.valueOf(rows);
        BigDecimal total = new BigDecimal(sum);
        BigDecimal centred =
                new BigDecimal(squares).subtract(total.multiply(total).divide(n, MathContext.DECIMAL128));
        BigDecimal scale = BigDecimal.valueOf(others).pow(2).multiply(BigDecimal.valueOf(4));
        return centred.divide(scale, MathContext.DECIMAL128)
                .divide(BigDecimal.valueOf(rows - 1).multiply(n), MathContext.DECIMAL128)
                .doubleValue();
    }
}
