// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Real numbers as integers with 43 bits after the point, so that a sum over rows is exact and does not depend on the
 * order of rows or the number of threads. Rounding a row costs at most 2^-44; the largest term, the squared log loss of
 * the smallest double, still fits into 63 bits.
 */
public final class FixedPoint {
    /** What one is. */
    public static final long ONE = 1L << 43;

    private FixedPoint() {}

    /**
     * Returns a sum as a decimal number.
     *
     * @param sum in fixed point
     * @return exactly the same number
     */
    public static BigDecimal decimal(BigInteger sum) {
        return new BigDecimal(sum).divide(BigDecimal.valueOf(ONE));
    }

    /**
     * Returns a mean.
     *
     * @param sum in fixed point
     * @param n number of terms, not 0
     * @return correctly rounded
     */
    public static double mean(BigInteger sum, long n) {
        return decimal(sum)
                .divide(BigDecimal.valueOf(n), MathContext.DECIMAL128)
                .doubleValue();
    }

    /**
     * Returns the unbiased variance of the terms of a sum.
     *
     * @param sum of the terms, in fixed point
     * @param squares sum of the squared terms, in fixed point
     * @param n number of terms, at least 2
     * @return not negative
     */
    public static double variance(BigInteger sum, BigInteger squares, long n) {
        BigDecimal total = decimal(sum);
        BigDecimal centred =
                decimal(squares).subtract(total.multiply(total).divide(BigDecimal.valueOf(n), MathContext.DECIMAL128));
        return Math.max(
                0,
                centred.divide(BigDecimal.valueOf(n - 1), MathContext.DECIMAL128)
                        .doubleValue());
    }
}
