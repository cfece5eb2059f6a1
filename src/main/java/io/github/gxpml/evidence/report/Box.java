// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.List;

/**
 * A box of the lineage picture: a heading and a few lines, cut to its width, with the whole text as its title.
 *
 * @param x left edge
 * @param y upper edge
 * @param width of the box
 * @param kind what it stands for, set small above the heading
 * @param heading its name
 * @param lines what to know about it
 */
record Box(double x, double y, double width, String kind, String heading, List<String> lines) {
    private static final double HEAD = 46;
    private static final double LINE = 16;
    private static final double PADDING = 12;
    private static final double WIDE = 8.2;
    private static final int WIDE_LETTERS = 0x1100;
    private static final double SMALL = 6;
    private static final double NARROW = 6.4;

    double height() {
        return HEAD + LINE * lines.size() + (lines.isEmpty() ? 2 : PADDING - 4);
    }

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height();
    }

    double middle() {
        return y + height() / 2;
    }

    double centre() {
        return x + width / 2;
    }

    /**
     * Draws the box.
     *
     * @param html where to
     */
    void draw(Html html) {
        html.open("g", "class", "box");
        html.element("title", kind + ": " + heading + (lines.isEmpty() ? "" : "; " + String.join("; ", lines)));
        html.empty(
                "rect",
                "x",
                Svg.px(x),
                "y",
                Svg.px(y),
                "width",
                Svg.px(width),
                "height",
                Svg.px(height()),
                "rx",
                "5",
                "fill",
                "none",
                "stroke",
                "currentColor");
        write(html, "kind", y + 17, kind, SMALL);
        write(html, "heading", y + 36, heading, WIDE);
        for (int i = 0; i < lines.size(); i++) {
            write(html, "line", y + HEAD + 8 + LINE * i, lines.get(i), NARROW);
        }
        html.close("g");
    }

    private void write(Html html, String style, double at, String text, double glyph) {
        html.element(
                "text",
                cut(VisibleText.of(text), (width - 2 * PADDING) / glyph),
                "class",
                style,
                "x",
                Svg.px(x + PADDING),
                "y",
                Svg.px(at),
                "fill",
                "currentColor");
    }

    private static String cut(String text, double room) {
        double used = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            // CJK, symbols and emoji are taken as twice as wide: better cut early than written over the edge
            used += text.codePointAt(i) >= WIDE_LETTERS ? 2 : 1;
            if (used > room) {
                return text.substring(0, Math.max(0, text.offsetByCodePoints(i, i > 0 ? -1 : 0))) + "\u2026";
            }
        }
        return text;
    }
}
