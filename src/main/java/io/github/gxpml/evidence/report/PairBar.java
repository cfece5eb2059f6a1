// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;

/** Two numbers above each other on one axis, each a dot on its interval: filled for the group, hollow for the rest. */
final class PairBar {
    private static final double LEFT = 8;
    private static final double WIDTH = 160;
    private static final double UPPER = 8;
    private static final double LOWER = 20;
    private static final double AXIS = 29;

    private final Html html;
    private final Scale scale;

    PairBar(Html html, Scale scale) {
        this.html = html;
        this.scale = scale;
    }

    /**
     * Draws the two sides of a facet.
     *
     * @param line one metric of both
     */
    void draw(GroupView.Line line) {
        String words = line.title() + ", " + line.facet() + " " + words(line.with()) + "; everyone else "
                + words(line.without()) + "; axis from " + Figures.plain(scale.low()) + " to "
                + Figures.plain(scale.high());
        Svg.open(html, "bar", 176, 42, words);
        path(
                "axis",
                "M" + Svg.px(LEFT) + "," + Svg.px(AXIS) + "h" + Svg.px(WIDTH) + "m0,-2v4m-" + Svg.px(WIDTH) + ",0v-4");
        label(LEFT, "start", scale.low());
        label(LEFT + WIDTH, "end", scale.high());
        side(line.with(), UPPER, "dot group");
        side(line.without(), LOWER, "dot rest");
        html.close("svg");
    }

    /** Draws one of the two dots for the legend. */
    static void sample(Html html, String style) {
        Svg.mark(html);
        html.empty("circle", "class", "dot " + style, "cx", "7", "cy", "7", "r", "4", "fill", "none");
        html.close("svg");
    }

    private void side(MetricValue value, double y, String style) {
        value.interval().ifPresent(interval -> whisker(interval, y));
        value.value()
                .ifPresent(number -> html.empty(
                        "circle",
                        "class",
                        style,
                        "cx",
                        Svg.px(x(number)),
                        "cy",
                        Svg.px(y),
                        "r",
                        "4",
                        "fill",
                        style.endsWith("group") ? "currentColor" : "none"));
    }

    private void whisker(Interval interval, double y) {
        double from = x(interval.lower());
        double to = x(interval.upper());
        path(
                "whisker",
                "M" + Svg.px(from) + "," + Svg.px(y) + "H" + Svg.px(to) + "M" + Svg.px(from) + "," + Svg.px(y - 3.5)
                        + "v7M" + Svg.px(to) + "," + Svg.px(y - 3.5) + "v7");
    }

    private void path(String style, String path) {
        html.empty("path", "class", style, "d", path);
    }

    private void label(double x, String anchor, double number) {
        html.element(
                "text",
                Figures.plain(number),
                "x",
                Svg.px(x),
                "y",
                "41",
                "text-anchor",
                anchor,
                "font-size",
                "10",
                "fill",
                "currentColor",
                "stroke",
                "none");
    }

    private double x(double number) {
        return LEFT + WIDTH * scale.place(number);
    }

    /** Says a number with its interval. */
    static String words(MetricValue value) {
        String interval = value.interval().map(PairBar::words).orElse("");
        return value.value().map(PairBar::rounded).orElse("no number") + (interval.isEmpty() ? "" : " " + interval);
    }

    /** Says an interval. */
    static String words(Interval interval) {
        return "[" + rounded(interval.lower()) + ", " + rounded(interval.upper()) + "]";
    }

    /** Says a number. */
    static String rounded(double number) {
        return Figures.rounded(number, java.util.List.of());
    }
}
