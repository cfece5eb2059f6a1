// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.regression;

import io.github.gxpml.data.Exact;
import io.github.gxpml.data.Residuals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Means of exact sums with so many digits that differences of almost equal ones keep enough of them. */
final class Decimals {
    static final MathContext DIGITS = new MathContext(400);

    private Decimals() {}

    static BigDecimal mean(Exact sum, long n) {
        return sum.decimal().divide(BigDecimal.valueOf(n), DIGITS);
    }

    /** Mean of squares less square of mean. */
    static BigDecimal spread(BigDecimal mean, BigDecimal square) {
        return square.subtract(mean.multiply(mean)).max(BigDecimal.ZERO);
    }

    static double root(BigDecimal number) {
        return number.signum() <= 0 ? 0 : number.sqrt(MathContext.DECIMAL128).doubleValue();
    }

    /** The standard error of a mean, from the mean and that of the squares; 0 for one row or equal ones. */
    static double error(BigDecimal mean, BigDecimal square, long n) {
        return n < 2 ? 0 : root(spread(mean, square).divide(BigDecimal.valueOf(n - 1), DIGITS));
    }

    /**
     * Means of powers of the distance of a label to its mean.
     *
     * @param second of the squared distance
     * @param fourth of its fourth power
     * @param errors of the squared error
     * @param mixed of the squared error times the squared distance
     */
    record Centred(BigDecimal second, BigDecimal fourth, BigDecimal errors, BigDecimal mixed) {
        static Centred of(Residuals sums) {
            List<BigDecimal> raw = sums.labels().stream()
                    .map(sum -> Decimals.mean(sum, sums.rows()))
                    .toList();
            BigDecimal m = raw.get(0);
            BigDecimal m2 = m.multiply(m);
            BigDecimal second = raw.get(1).subtract(m2).max(BigDecimal.ZERO);
            BigDecimal fourth = raw.get(3)
                    .subtract(raw.get(2).multiply(m).multiply(BigDecimal.valueOf(4)))
                    .add(raw.get(1).multiply(m2).multiply(BigDecimal.valueOf(6)))
                    .subtract(m2.multiply(m2).multiply(BigDecimal.valueOf(3)));
            BigDecimal errors = Decimals.mean(sums.squaredError(), sums.rows());
            BigDecimal mixed = Decimals.mean(sums.mixed().get(1), sums.rows())
                    .subtract(Decimals.mean(sums.mixed().get(0), sums.rows())
                            .multiply(m)
                            .multiply(BigDecimal.valueOf(2)))
                    .add(errors.multiply(m2));
            return new Centred(second, fourth, errors, mixed);
        }
    }
}
