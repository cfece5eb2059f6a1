// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Numbers, sizes and times as people read them, the same in every locale. */
final class Figures {
    private static final double LARGE = 1e15;
    private static final double SMALL = 1e-4;
    private static final int MAX_DIGITS = 16;
    private static final int DIGEST = 12;
    private static final List<String> WORDS = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ZONED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Figures() {}

    /**
     * Returns a number with all its digits, as somebody would write it in a spec.
     *
     * @param number not NaN
     * @return for example {@code 0.8}, {@code 12,000} or {@code 2.5e-7}
     */
    static String plain(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "\u221E" : "-\u221E";
        }
        if (number == Math.rint(number) && Math.abs(number) < LARGE) {
            return count((long) number);
        }
        BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
        return extreme(number) ? scientific(exact) : exact.toPlainString();
    }

    /**
     * Returns a number rounded for reading, with as many digits as it takes to stay on its own side of every limit.
     *
     * @param number not NaN
     * @param limits what it is compared with
     * @return for example {@code 0.862}; {@code 0.7996} beside a limit of 0.8
     */
    static String rounded(double number, List<Double> limits) {
        if (Double.isInfinite(number) || number == Math.rint(number) && Math.abs(number) < LARGE) {
            return plain(number);
        }
        BigDecimal exact = new BigDecimal(number);
        for (int more = 0; more < MAX_DIGITS; more++) {
            BigDecimal rounded = shorten(exact, more);
            double shown = rounded.doubleValue();
            if (limits.stream().allMatch(limit -> sameSide(shown, number, limit + 0.0))) {
                return extreme(number) ? scientific(rounded) : grouped(rounded);
            }
        }
        return plain(number);
    }

    private static boolean sameSide(double shown, double number, double limit) {
        return Double.compare(shown, limit) == Double.compare(number, limit);
    }

    private static boolean extreme(double number) {
        return Math.abs(number) >= LARGE || Math.abs(number) < SMALL;
    }

    private static BigDecimal shorten(BigDecimal exact, int more) {
        double size = exact.abs().doubleValue();
        if (extreme(size)) {
            return exact.round(new MathContext(3 + more, RoundingMode.HALF_EVEN));
        }
        int decimals = size < 0.001 ? 5 : size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0;
        return exact.setScale(decimals + more, RoundingMode.HALF_EVEN);
    }

    private static String grouped(BigDecimal number) {
        return number.scale() == 0 ? count(number.longValueExact()) : number.toPlainString();
    }

    private static String scientific(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        return number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /**
     * Returns a whole number with commas between the thousands.
     *
     * @param number any
     * @return for example {@code 7,874}
     */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /**
     * Returns a small count in words.
     *
     * @param number not negative
     * @return {@code one}, {@code two} up to {@code twelve}, then digits
     */
    static String word(long number) {
        return number < WORDS.size() ? WORDS.get((int) number) : count(number);
    }

    /**
     * Returns a part of a whole in per cent with one decimal.
     *
     * @param part of the whole
     * @param whole not 0
     * @return for example {@code 12.2 %}
     */
    static String percent(double part, double whole) {
        BigDecimal percent = BigDecimal.valueOf(100 * part / whole).setScale(1, RoundingMode.HALF_EVEN);
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /**
     * Returns a size.
     *
     * @param bytes not negative
     * @return for example {@code 1.4 MB}, in powers of ten
     */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.95 && unit < 3) {
            size /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, "%.1f %s", size, List.of("kB", "MB", "GB", "TB").get(unit));
    }

    /**
     * Returns a time in UTC.
     *
     * @param at any
     * @return for example {@code 2026-11-23 05:00:00 UTC}
     */
    static String utc(Instant at) {
        return SECONDS.format(at.atZone(ZoneOffset.UTC)) + " UTC";
    }

    /**
     * Returns a time as the clock on the wall showed it.
     *
     * @param at any
     * @param zone name of a time zone
     * @return for example {@code 2026-11-23 06:00:00 +01:00}; empty if there is no such zone
     */
    static Optional<String> local(Instant at, String zone) {
        try {
            return Optional.of(ZONED.format(ZonedDateTime.ofInstant(at, ZoneId.of(zone))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns how long something took.
     *
     * @param time not negative
     * @return for example {@code 1.9 s}, {@code 3 min 5 s} or {@code 2 h 0 min}
     */
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /**
     * Shortens a digest.
     *
     * @param digest hexadecimal
     * @return its first twelve digits and an ellipsis, or all of it if it is no longer than that
     */
    static String digest(String digest) {
        return digest.length() <= DIGEST ? digest : digest.substring(0, DIGEST) + "\u2026";
    }
}
