// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Numbers as text, read and written exactly as the embedded database does it, for engines that have it not at hand. */
final class NumberText {
    /** Underscores may stand between digits; nothing else is taken but what is written here, and no other digits. */
    private static final Pattern NUMBER =
            Pattern.compile("\\+?-?(\\d+(_\\d+)*\\.?|(\\d+(_\\d+)*)?\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

    private static final Pattern NAN = Pattern.compile("\\+?-?nan(\\(\\w*\\))?");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int PLAIN_FROM = -4;
    private static final int PLAIN_BELOW = 16;
    private static final int SURE_DIGITS = 15;
    private static final int MOST_DIGITS = 17;

    private NumberText() {}

    /** Reads a number; not a number, infinities and surrounding blanks are allowed, suffixes of a type are not. */
    static OptionalDouble read(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && blank(text.charAt(from))) {
            from++;
        }
        while (to > from && blank(text.charAt(to - 1))) {
            to--;
        }
        String number = text.substring(from, to);
        if (plain(number)) {
            return OptionalDouble.of(Double.parseDouble(number));
        }
        if (NUMBER.matcher(number).matches()) {
            String clean = number.replace("_", "");
            return OptionalDouble.of(Double.parseDouble(clean.startsWith("+") ? clean.substring(1) : clean));
        }
        return word(number.toLowerCase(Locale.ROOT));
    }

    /** The common case, without a pattern: an optional minus, digits and at most one point between them. */
    private static boolean plain(String text) {
        int length = text.length();
        int first = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int points = 0;
        for (int i = first; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return length > first + points && points <= 1;
    }

    private static OptionalDouble word(String lower) {
        String unsigned = lower.startsWith("+") ? lower.substring(1) : lower;
        return switch (unsigned) {
            case "inf", "infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> NAN.matcher(lower).matches() ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
        };
    }

    private static boolean blank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /**
     * Writes a double with the fewest digits that tell it from all others; with an exponent below 1e-4 and from 1e16.
     */
    static String of(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        boolean minus = Double.doubleToRawLongBits(number) < 0;
        return (minus ? "-" : "") + unsigned(shortest(Math.abs(number)));
    }

    /** Writes a float in the same way. */
    static String of(float number) {
        if (Float.isNaN(number) || Float.isInfinite(number)) {
            return of((double) number);
        }
        boolean minus = Float.floatToRawIntBits(number) < 0;
        return (minus ? "-" : "") + unsigned(shortest(Math.abs(number)));
    }

    private static BigDecimal shortest(float number) {
        var exact = new BigDecimal(number);
        // a decimal in the very middle of two floats tells neither
        var half = new BigDecimal(Math.ulp(number)).divide(TWO);
        return shortest(
                exact,
                1,
                rounded -> rounded.floatValue() == number
                        && rounded.subtract(exact).abs().compareTo(half) < 0);
    }

    /** Double.toString of Java 17 sometimes has a digit too many. */
    private static BigDecimal shortest(double number) {
        int digits = number < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
        return shortest(new BigDecimal(number), digits, rounded -> rounded.doubleValue() == number);
    }

    private static BigDecimal shortest(BigDecimal exact, int from, Predicate<BigDecimal> same) {
        for (int digits = from; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (same.test(rounded)) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String unsigned(BigDecimal number) {
        if (number.signum() == 0) {
            return "0.0";
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= PLAIN_FROM && exponent < PLAIN_BELOW) {
            return stripped.scale() > 0 ? stripped.toPlainString() : stripped.toPlainString() + ".0";
        }
        String digits = stripped.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Integer.toString(Math.abs(exponent));
        return mantissa + (exponent < 0 ? "e-" : "e+") + (size.length() == 1 ? "0" + size : size);
    }
}
