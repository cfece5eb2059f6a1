// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.metric.drift.ColumnShares;
import java.util.List;

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
        Svg.open(html, "spark", 176, 40, words);
        double most = Math.max(most(shares.before()), most(shares.now()));
        html.empty(
                "path",
                "class",
                "before",
                "d",
                "M0," + Svg.px(FOOT) + steps(shares.before(), most) + "V" + Svg.px(FOOT) + "z",
                "fill",
                "currentColor",
                "fill-opacity",
                ".2",
                "stroke",
                "none");
        html.empty("path", "class", "axis", "d", "M0," + Svg.px(FOOT) + "H" + Svg.px(WIDTH));
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
            path.append(i == 0 ? "L0," + Svg.px(y) : "V" + Svg.px(y))
                    .append("H")
                    .append(Svg.px(bar * (i + 1)));
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
}
