// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Number, extremes and exact sums of a numeric column, for mean and standard deviation. Values are whole multiples of a
 * unit that is 2^-62 of the largest magnitude in the column, rounded down: a value costs at most that much, whatever
 * the order of rows, the number of threads or the engine, and no magnitude overflows. Sums of parts add up.
 *
 * @param n rows with a finite number
 * @param min smallest number; empty if there is none
 * @param max largest number; empty if there is none
 * @param unit the unit as a power of two
 * @param sum of the values, in units
 * @param squares sum of the squared values, in squared units
 */
public record Moments(
        long n, Optional<Double> min, Optional<Double> max, int unit, BigInteger sum, BigInteger squares) {
    /** Bits of a value in units. */
    static final int BITS = 62;

    /** A column without numbers. */
    public static final Moments NONE =
            new Moments(0, Optional.empty(), Optional.empty(), 0, BigInteger.ZERO, BigInteger.ZERO);

    /** Far more digits than a double has, so that only the last step rounds. */
    private static final MathContext PRECISE = new MathContext(80);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Checks that the extremes are there exactly if there are numbers. */
    public Moments {
        if (n < 0 || min.isPresent() != n > 0 || max.isPresent() != n > 0) {
            throw new IllegalArgumentException(
                    "moments of " + n + " numbers cannot have the extremes " + min + " and " + max);
        }
    }

    /** The unit, as a power of two, of a column with these extremes. */
    static int unit(double min, double max) {
        double largest = Math.max(Math.abs(min), Math.abs(max));
        return largest == 0 ? 0 : Math.max(Math.getExponent(largest), Double.MIN_EXPONENT) + 1 - BITS;
    }

    /**
     * Returns the arithmetic mean.
     *
     * @return empty if there is no number
     */
    public Optional<Double> mean() {
        return n == 0
                ? Optional.empty()
                : Optional.of(scaled(new BigDecimal(sum).divide(BigDecimal.valueOf(n), PRECISE), unit));
    }

    /**
     * Returns the sum.
     *
     * @return empty if there is no number, or the sum is larger than any double
     */
    public Optional<Double> total() {
        return Optional.of(scaled(new BigDecimal(sum), unit)).filter(total -> n > 0 && Double.isFinite(total));
    }

    /**
     * Returns the standard deviation of these numbers themselves, that is, with divisor n.
     *
     * @return empty if there is no number
     */
    public Optional<Double> deviation() {
        return deviation(n);
    }

    /**
     * Returns the standard deviation as an estimate from a sample, that is, with divisor n - 1.
     *
     * @return empty if there are fewer than two numbers
     */
    public Optional<Double> sampleDeviation() {
        return n < 2 ? Optional.empty() : deviation(n - 1);
    }

    private Optional<Double> deviation(long divisor) {
        if (n == 0) {
            return Optional.empty();
        }
        BigInteger rows = BigInteger.valueOf(n);
        BigInteger centred = rows.multiply(squares).subtract(sum.multiply(sum));
        BigDecimal variance =
                new BigDecimal(centred).divide(new BigDecimal(rows).multiply(BigDecimal.valueOf(divisor)), PRECISE);
        return Optional.of(scaled(variance.sqrt(PRECISE), unit));
    }

    private static double scaled(BigDecimal value, int power) {
        return value.multiply(TWO.pow(power, PRECISE), PRECISE).doubleValue();
    }

    /**
     * Adds the rows of another part.
     *
     * @param other moments of the same column in other rows
     * @return the moments of both parts, in the smaller unit of the two
     */
    public Moments plus(Moments other) {
        if (n == 0 || other.n == 0) {
            return n == 0 ? other : this;
        }
        int common = Math.min(unit, other.unit);
        return new Moments(
                n + other.n,
                of(min, other.min, Math::min),
                of(max, other.max, Math::max),
                common,
                sum.shiftLeft(unit - common).add(other.sum.shiftLeft(other.unit - common)),
                squares.shiftLeft(2 * (unit - common)).add(other.squares.shiftLeft(2 * (other.unit - common))));
    }

    private static Optional<Double> of(Optional<Double> a, Optional<Double> b, BinaryOperator<Double> rule) {
        return Optional.of(rule.apply(a.orElseThrow(), b.orElseThrow()));
    }
}
