// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.time.Duration;

/** Reads durations as the schema allows them: {@code 45s}, {@code 30m}, {@code 2h}. */
final class Durations {
    private Durations() {}

    static Duration of(String text) {
        int last = text.length() - 1;
        long number = Long.parseLong(text.substring(0, last));
        return switch (text.charAt(last)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> throw new IllegalArgumentException("a duration ends in s, m or h, this is " + text);
        };
    }
}
