// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of any size without rounding: {@code mantissa * 2^exponent}. Equal numbers are equal records.
 *
 * @param mantissa odd, or 0
 * @param exponent 0 if the mantissa is 0
 */
public record Exact(BigInteger mantissa, int exponent) {
    /** Nothing. */
    public static final Exact ZERO = new Exact(BigInteger.ZERO, 0);

    private static final int MOST_BITS = 1 << 14;

    /** Takes factors of two out of the mantissa; refuses sizes that no sum of doubles has. */
    public Exact {
        if (Math.abs((long) exponent) > MOST_BITS || mantissa.bitLength() > MOST_BITS) {
            throw new IllegalArgumentException("a number with exponent " + exponent + " and " + mantissa.bitLength()
                    + " bits is beyond what is computed with");
        }
        int twos = Math.max(0, mantissa.getLowestSetBit());
        mantissa = mantissa.shiftRight(twos);
        exponent = mantissa.signum() == 0 ? 0 : exponent + twos;
    }

    /**
     * Takes over a number.
     *
     * @param value finite
     * @return exactly the same number
     */
    public static Exact of(double value) {
        long bits = Double.doubleToLongBits(value);
        int biased = (int) (bits >> 52 & 0x7ff);
        long fraction = bits & (1L << 52) - 1;
        BigInteger size = BigInteger.valueOf(biased == 0 ? fraction : fraction | 1L << 52);
        return new Exact(bits < 0 ? size.negate() : size, Math.max(biased, 1) - 1075);
    }

    /**
     * Adds.
     *
     * @param other any number
     * @return the exact sum
     */
    public Exact plus(Exact other) {
        int lowest = Math.min(exponent, other.exponent);
        return new Exact(
                mantissa.shiftLeft(exponent - lowest).add(other.mantissa.shiftLeft(other.exponent - lowest)), lowest);
    }

    /**
     * Multiplies.
     *
     * @param other any number
     * @return the exact product
     */
    public Exact times(Exact other) {
        return new Exact(mantissa.multiply(other.mantissa), exponent + other.exponent);
    }

    /**
     * Returns the same number in decimal digits, which may be many.
     *
     * @return exactly the same number
     */
    public BigDecimal decimal() {
        return exponent >= 0
                ? new BigDecimal(mantissa.shiftLeft(exponent))
                : new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
    }
}
