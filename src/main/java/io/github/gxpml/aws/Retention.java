// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something is kept.
 *
 * @param number how many
 * @param years whether of years, else of days
 */
record Retention(int number, boolean years) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4}) (day|year)s?");

    static Retention of(String text) throws IOException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IOException("`evidence.retention` says no number of days or years: " + text);
        }
        return new Retention(
                Integer.parseInt(matcher.group(1)), matcher.group(2).equals("year"));
    }

    Instant from(Instant begin) {
        var utc = begin.atOffset(ZoneOffset.UTC);
        return (years ? utc.plusYears(number) : utc.plusDays(number)).toInstant();
    }
}
