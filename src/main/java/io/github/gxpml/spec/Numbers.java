// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Reads numbers as the YAML 1.2 core schema writes them: decimal, octal {@code 0o7}, hexadecimal {@code 0xFF}. */
final class Numbers {
    private Numbers() {}

    /** Returns the nearest double, which is infinite for a number that is too large and NaN for {@code .nan}. */
    static double decimal(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".nan")) {
            return Double.NaN;
        }
        if (lower.endsWith(".inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return radix(text) == 10 ? Double.parseDouble(text) : whole(text).doubleValue();
    }

    /** Returns the value of a whole number that may be written with a fraction of zero, if it fits into 64 bits. */
    static Optional<Long> exact(String text) {
        try {
            BigDecimal number = radix(text) == 10 ? new BigDecimal(text) : new BigDecimal(whole(text));
            return Math.abs((long) number.precision() - number.scale()) > 20
                    ? zero(number)
                    : Optional.of(number.longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Tells whether a number other than 0 is so small that it would be read as 0. */
    static boolean vanishes(String text) {
        return decimal(text) == 0 && text.split("[eE]")[0].chars().anyMatch(c -> c >= '1' && c <= '9');
    }

    private static Optional<Long> zero(BigDecimal number) {
        return number.signum() == 0 ? Optional.of(0L) : Optional.empty();
    }

    private static BigInteger whole(String text) {
        return new BigInteger(text.substring(2), radix(text));
    }

    private static int radix(String text) {
        if (text.startsWith("0x")) {
            return 16;
        }
        return text.startsWith("0o") ? 8 : 10;
    }
}
