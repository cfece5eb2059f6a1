// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.List;

/** A square drawing of two shares against each other, both from 0 to 1, with a diagonal to compare with. */
final class Plot {
    private static final double LEFT = 46;
    private static final double TOP = 10;
    private static final double SIDE = 250;
    private static final List<Double> TICKS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

    private final Html html;

    private Plot(Html html) {
        this.html = html;
    }

    /**
     * Opens a drawing.
     *
     * @param html where to
     * @param words what it shows, for those who do not see it
     * @param across what is drawn from left to right
     * @param up what is drawn upwards
     * @return draws on
     */
    static Plot open(Html html, String words, String across, String up) {
        html.open(
                "svg",
                "class",
                "plot",
                "viewBox",
                "0 0 310 310",
                "width",
                "310",
                "height",
                "310",
                "role",
                "img",
                "aria-label",
                words,
                "fill",
                "none",
                "stroke",
                "currentColor",
                "font-size",
                "10.5");
        html.element("title", words);
        var plot = new Plot(html);
        plot.axes(across, up);
        return plot;
    }

    private void axes(String across, String up) {
        var grid = new StringBuilder();
        for (double tick : TICKS) {
            grid.append("M")
                    .append(Svg.px(x(tick)))
                    .append(',')
                    .append(Svg.px(TOP))
                    .append('v')
                    .append(Svg.px(SIDE));
            grid.append("M")
                    .append(Svg.px(LEFT))
                    .append(',')
                    .append(Svg.px(y(tick)))
                    .append('h')
                    .append(Svg.px(SIDE));
            String number = Figures.plain(tick);
            label(number, x(tick), TOP + SIDE + 14, "middle");
            label(number, LEFT - 6, y(tick) + 3.5, "end");
        }
        html.empty("path", "class", "grid", "d", grid.toString(), "stroke-opacity", ".25");
        label(across, LEFT + SIDE / 2, TOP + SIDE + 34, "middle");
        html.element(
                "text",
                up,
                "transform",
                "rotate(-90)",
                "x",
                Svg.px(-(TOP + SIDE / 2)),
                "y",
                "12",
                "text-anchor",
                "middle",
                "fill",
                "currentColor",
                "stroke",
                "none");
        html.empty("path", "class", "chance", "d", "M" + at(0, 0) + "L" + at(1, 1), "stroke-dasharray", "4 4");
    }

    private void label(String text, double x, double y, String anchor) {
        html.element(
                "text",
                text,
                "x",
                Svg.px(x),
                "y",
                Svg.px(y),
                "text-anchor",
                anchor,
                "fill",
                "currentColor",
                "stroke",
                "none");
    }

    /** Draws a line through points. */
    void line(List<double[]> points) {
        var path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.length() == 0 ? 'M' : 'L').append(at(point[0], point[1]));
        }
        html.empty("path", "class", "line", "d", path.toString());
    }

    /** Draws a point with the interval of its upward number; its area tells how many rows it stands on. */
    void dot(double across, double up, double[] interval, double share) {
        html.empty("path", "class", "whisker", "d", "M" + at(across, interval[0]) + "L" + at(across, interval[1]));
        String radius = Svg.px(2.5 + 7 * Math.sqrt(share));
        html.empty(
                "circle",
                "class",
                "dot",
                "cx",
                Svg.px(x(across)),
                "cy",
                Svg.px(y(up)),
                "r",
                radius,
                "fill",
                "currentColor");
    }

    /** Draws a square mark. */
    void mark(double across, double up) {
        html.empty("path", "class", "mark", "d", "M" + at(across, up) + "m-5,0l5,-5l5,5l-5,5z", "fill", "currentColor");
    }

    void close() {
        html.close("svg");
    }

    private static String at(double across, double up) {
        return Svg.px(x(across)) + "," + Svg.px(y(up));
    }

    private static double x(double across) {
        return LEFT + SIDE * across;
    }

    private static double y(double up) {
        return TOP + SIDE * (1 - up);
    }
}
