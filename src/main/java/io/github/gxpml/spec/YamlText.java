// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes any text as a YAML scalar that reads back as the same text: plain where that is safe, else double-quoted. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");
    /** Words that some YAML reader or other takes for true, false or nothing. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String of(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
    }

    /** Writes a value where the schema takes numbers as texts too, so that a short whole number needs no quotes. */
    static String value(String text) {
        return WHOLE.matcher(text).matches() ? text : of(text);
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> append(out, c);
            }
        });
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        if (c == '\r' || Characters.isHidden(c)) {
            out.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }
}
