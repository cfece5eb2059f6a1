// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person probably meant. */
final class Suggestions {
    private static final int LONGEST = 40;
    private static final int MOST = 2000;

    private Suggestions() {}

    /**
     * Returns the nearest of the allowed words: equal but for case, dashes and underscores, or a few letters away.
     *
     * @return nothing if no word is near, or if there are too many to look through
     */
    static Optional<String> nearest(String written, Collection<String> allowed) {
        if (written.length() > LONGEST || allowed.size() > MOST) {
            return Optional.empty();
        }
        String plain = plain(written);
        int most = written.length() < 3 ? 0 : Math.max(1, written.length() / 3);
        return allowed.stream()
                .filter(word -> Math.abs(word.length() - written.length()) <= most + 2)
                .filter(word -> distance(plain, plain(word)) <= most)
                .min(Comparator.comparingInt(word -> distance(plain, plain(word))));
    }

    /** Returns {@code did you mean `x`?}, or else the given remedy. */
    static String orElse(String written, Collection<String> allowed, String remedy) {
        return nearest(written, allowed)
                .map(word -> "did you mean " + Words.name(word) + "?")
                .orElse(remedy);
    }

    /** Returns the number of letters to insert, remove, replace or swap with a neighbour. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replace, 1 + Math.min(last[j], now[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = now;
        }
        return last[b.length()];
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
