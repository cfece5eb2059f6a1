// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

/** Texts within the limits of the service. */
final class Texts {
    private static final String ELLIPSIS = "…";

    private Texts() {}

    /** Cuts a text to so many UTF-16 units, which are never fewer than characters, and never in the middle of one. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - ELLIPSIS.length();
        if (Character.isHighSurrogate(text.charAt(end - 1)) && Character.isLowSurrogate(text.charAt(end))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    /** Says of an empty text that there is none, as the service knows no empty ones. */
    static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
