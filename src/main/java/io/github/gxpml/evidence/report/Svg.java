// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.Locale;

/** What all small drawings share. */
final class Svg {
    private Svg() {}

    /**
     * Opens a drawing whose lines have the colour of the text around it; to be closed by who draws.
     *
     * @param html where to
     * @param style its class
     * @param width in pixels
     * @param height in pixels
     * @param words the same in words, for those who do not see it
     */
    static void open(Html html, String style, int width, int height, String words) {
        html.open(
                "svg",
                "class",
                style,
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(height),
                "role",
                "img",
                "aria-label",
                words,
                "fill",
                "none",
                "stroke",
                "currentColor");
        html.element("title", words);
    }

    /**
     * Opens a mark of 14 by 14 pixels that stands beside its words, as in a legend; to be closed by who draws.
     *
     * @param html where to
     */
    static void mark(Html html) {
        html.open(
                "svg",
                "class",
                "bar",
                "viewBox",
                "0 0 14 14",
                "width",
                "14",
                "height",
                "14",
                "aria-hidden",
                "true",
                "fill",
                "none",
                "stroke",
                "currentColor");
    }

    /**
     * Writes a coordinate, to a tenth of a pixel.
     *
     * @param number the coordinate
     * @return it, without a useless zero
     */
    static String px(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
