// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Locale;
import java.util.OptionalInt;

/** Tells characters that a person can read from those that hide or rearrange what stands there. */
final class Characters {
    private Characters() {}

    /**
     * Tells whether a character shows nothing, changes the direction of a line or is none at all. Line feed and tab are
     * not hidden.
     */
    static boolean isHidden(int c) {
        boolean layout = c == '\n' || c == '\t' || c == '\r';
        return !layout && (Character.isISOControl(c) || isDirection(c) || isNone(c));
    }

    private static boolean isDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x2028 || c == 0x2029;
    }

    private static boolean isNone(int c) {
        return c == 0xFEFF || c >= 0xD800 && c <= 0xDFFF || (c & 0xFFFE) == 0xFFFE;
    }

    /** Returns the first hidden character of a text. */
    static OptionalInt firstHidden(String text) {
        return text.codePoints().filter(Characters::isHidden).findFirst();
    }

    /** Returns {@code U+001B}. */
    static String codePoint(int c) {
        return String.format(Locale.ROOT, "U+%04X", c);
    }
}
