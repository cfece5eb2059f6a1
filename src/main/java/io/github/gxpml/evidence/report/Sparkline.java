// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.metric.drift.ColumnShares;
import java.util.List;
import java.util.Locale;

/** A column in the baseline as shaded bars, and now as a line over them; every bin is equally wide. */
final class Sparkline {
    private static final double WIDTH = 176;
    private static final double HEIGHT = 36;
    private static final double FOOT = 38;
    private static final int MOST_WORDS = 20;

    private Sparkline() {}

    /**
     * Draws a column.
     *
     * @param html where to
     * @param name of the column
     * @param shares of its bins
     */
    static void draw(Html html, String name, ColumnShares shares) {
        String words =
                name + ", share of rows in " + shares.before().size() + " bins, baseline and now: " + words(shares);
        html.open(
                "svg",
                "class",
                "spark",
                "viewBox",
                "0 0 176 40",
                "width",
                "176",
                "height",
                "40",
                "role",
                "img",
                "aria-label",
                words,
                "fill",
                "none",
                "stroke",
                "currentColor");
        html.element("title", words);
        double most = Math.max(most(shares.before()), most(shares.now()));
        html.empty(
                "path",
                "class",
                "before",
                "d",
                "M0," + px(FOOT) + steps(shares.before(), most) + "V" + px(FOOT) + "z",
                "fill",
                "currentColor",
                "fill-opacity",
                ".2",
                "stroke",
                "none");
        html.empty("path", "class", "axis", "d", "M0," + px(FOOT) + "H" + px(WIDTH));
        String now = steps(shares.now(), most);
        html.empty("path", "class", "now", "d", "M" + now.substring(1));
        html.close("svg");
    }

    /** From the upper left corner of the first bar, "V..." first, to the upper right corner of the last. */
    private static String steps(List<Double> shares, double most) {
        double bar = WIDTH / shares.size();
        var path = new StringBuilder();
        for (int i = 0; i < shares.size(); i++) {
            double y = FOOT - HEIGHT * shares.get(i) / most;
            path.append(i == 0 ? "L0," + px(y) : "V" + px(y)).append("H").append(px(bar * (i + 1)));
        }
        return path.toString();
    }

    private static double most(List<Double> shares) {
        return shares.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    private static String words(ColumnShares shares) {
        var text = new StringBuilder();
        int shown = Math.min(MOST_WORDS, shares.before().size());
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(Figures.percent(shares.before().get(i), 1))
                    .append(" and ")
                    .append(Figures.percent(shares.now().get(i), 1));
        }
        return shown < shares.before().size() ? text + " and so on" : text.toString();
    }

    private static String px(double x) {
        String text = String.format(Locale.ROOT, "%.1f", x);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
