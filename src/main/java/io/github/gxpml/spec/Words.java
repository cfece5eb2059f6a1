// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts what others wrote into our sentences: short, visible and harmless to a terminal. */
final class Words {
    private static final int SHOWN = 60;

    private Words() {}

    /** Returns a text in backticks, as names of the spec's language are shown. */
    static String name(String text) {
        return "`" + shown(text) + "`";
    }

    /** Returns a text in double quotes, as values are shown. */
    static String quoted(String text) {
        return "\"" + shown(text) + "\"";
    }

    /** Returns {@code a, b or c}. */
    static String oneOf(Collection<String> names) {
        return joined(names, " or ");
    }

    /** Returns {@code a, b and c}. */
    static String allOf(Collection<String> names) {
        return joined(names, " and ");
    }

    private static String joined(Collection<String> names, String last) {
        List<String> all = names.stream().map(Words::shown).toList();
        if (all.size() < 2) {
            return String.join("", all);
        }
        int most = Math.min(all.size() - 1, 30);
        String head = String.join(", ", all.subList(0, most));
        return all.size() - 1 > most
                ? head + " and " + (all.size() - most) + " others"
                : head + last + all.get(all.size() - 1);
    }

    private static String shown(String text) {
        int cut = text.codePointCount(0, Math.min(text.length(), SHOWN * 2)) > SHOWN
                ? text.offsetByCodePoints(0, SHOWN)
                : Math.min(text.length(), SHOWN * 2);
        String seen = text.codePoints()
                .limit(text.codePointCount(0, cut))
                .mapToObj(c -> Characters.isHidden(c) || c == '\n' || c == '\t' ? escaped(c) : Character.toString(c))
                .collect(Collectors.joining());
        return cut < text.length() ? seen + "..." : seen;
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> Characters.codePoint(c).toLowerCase(Locale.ROOT).replace("u+", "\\u");
        };
    }
}
