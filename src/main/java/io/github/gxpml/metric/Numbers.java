// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers are printed for people, the same everywhere and in every locale. */
public final class Numbers {
    private static final int DECIMALS = 3;
    private static final int MOST_DECIMALS = 15;
    private static final double SMALL = 0.001;
    private static final double LARGE = 1000;

    private Numbers() {}

    /**
     * Prints a measured number: whole numbers as they are, others with three decimals, very small ones with two digits.
     *
     * @param number finite
     * @return for example {@code 0.861}, {@code 480}, {@code 1.2e-05}, {@code 7544}
     */
    public static String text(double number) {
        if (whole(number)) {
            return BigDecimal.valueOf(number).setScale(0).toPlainString();
        }
        double size = Math.abs(number);
        if (size < SMALL) {
            return scientific(number);
        }
        return rounded(number, size >= LARGE ? 0 : DECIMALS);
    }

    /**
     * Prints a limit: every digit that was written, and at least two decimals unless it is whole.
     *
     * @param limit finite
     * @return for example {@code 0.80}, {@code 0.075}, {@code 0}, {@code 1.25}
     */
    public static String limit(double limit) {
        if (whole(limit)) {
            return BigDecimal.valueOf(limit).setScale(0).toPlainString();
        }
        BigDecimal exact = BigDecimal.valueOf(limit);
        return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
    }

    /**
     * Prints a measured number with as many decimals as it takes to see on which side of a limit it lies.
     *
     * @param number finite
     * @param limit finite
     * @return for example {@code 0.7996} beside 0.8, where three decimals would read 0.800
     */
    public static String beside(double number, double limit) {
        String plain = text(number);
        if (number == limit || Double.compare(Double.parseDouble(plain), limit) == Double.compare(number, limit)) {
            return plain;
        }
        for (int decimals = DECIMALS + 1; decimals <= MOST_DECIMALS; decimals++) {
            String longer = rounded(number, decimals);
            if (Double.parseDouble(longer) != limit) {
                return longer;
            }
        }
        return Double.toString(number);
    }

    private static boolean whole(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15;
    }

    private static String rounded(double number, int decimals) {
        return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String scientific(double number) {
        BigDecimal digits = new BigDecimal(number).round(new MathContext(2, RoundingMode.HALF_EVEN));
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = unscaled.length() - 1 - digits.scale();
        String second = unscaled.length() > 1 ? unscaled.substring(1) : "0";
        int size = Math.abs(exponent);
        return (number < 0 ? "-" : "") + unscaled.charAt(0) + "." + second + (exponent < 0 ? "e-" : "e+")
                + (size < 10 ? "0" : "") + size;
    }
}
