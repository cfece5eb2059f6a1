// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.spec.GateSpec.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gate as a drawing: the axis, the allowed range shaded, a triangle above the ideal value, the interval as a whisker
 * and the value as a mark whose shape tells the verdict. The part that the limit applies to is drawn heavy.
 */
final class IntervalBar {
    private static final double LEFT = 8;
    private static final double WIDTH = 160;
    private static final double MIDDLE = 15;
    private static final double AXIS = 27;

    private final Html html;
    private final Scale scale;

    IntervalBar(Html html, Scale scale) {
        this.html = html;
        this.scale = scale;
    }

    /**
     * Draws a gate.
     *
     * @param result gate and number
     * @param ideal value of the metric, if it has one
     */
    void draw(GateResult result, Optional<Double> ideal) {
        String words = words(result, ideal);
        Svg.open(html, "bar", 176, 40, words);
        band(result.gate());
        axis();
        ideal.ifPresent(this::ideal);
        result.metric()
                .interval()
                .ifPresent(interval -> whisker(interval, result.gate().on()));
        result.metric().value().ifPresentOrElse(value -> value(value, result), this::noNumber);
        html.close("svg");
    }

    private String words(GateResult result, Optional<Double> ideal) {
        var parts = new ArrayList<String>(List.of(LimitText.value(result)));
        result.metric()
                .interval()
                .ifPresent(interval ->
                        parts.add(LimitText.level(interval) + " interval " + LimitText.interval(result, interval)));
        parts.add("limit " + LimitText.limit(result.gate()) + " on the "
                + LimitText.on(result.gate().on()));
        ideal.ifPresent(number -> parts.add("ideal " + Figures.plain(number)));
        parts.add("axis from " + Figures.plain(scale.low()) + " to " + Figures.plain(scale.high()));
        return String.join("; ", parts);
    }

    private void band(Gate gate) {
        double from = gate.min().map(this::x).orElse(LEFT);
        double to = gate.max().map(this::x).orElse(LEFT + WIDTH);
        if (gate.min().isEmpty() && gate.max().isEmpty()) {
            return;
        }
        if (from < to) {
            html.empty(
                    "rect",
                    "class",
                    "band",
                    "x",
                    Svg.px(from),
                    "y",
                    "6",
                    "width",
                    Svg.px(to - from),
                    "height",
                    "18",
                    "fill",
                    "currentColor",
                    "fill-opacity",
                    ".12",
                    "stroke",
                    "none");
        }
        Scale.limits(gate).forEach(limit -> line("limit", "M" + Svg.px(x(limit)) + ",6v18"));
    }

    private void axis() {
        line(
                "axis",
                "M" + Svg.px(LEFT) + "," + Svg.px(AXIS) + "h" + Svg.px(WIDTH) + "m0,-2v4m-" + Svg.px(WIDTH) + ",0v-4");
        label(LEFT, "start", scale.low());
        label(LEFT + WIDTH, "end", scale.high());
    }

    private void label(double x, String anchor, double number) {
        html.element(
                "text",
                Figures.plain(number),
                "x",
                Svg.px(x),
                "y",
                "39",
                "text-anchor",
                anchor,
                "font-size",
                "10",
                "fill",
                "currentColor",
                "stroke",
                "none");
    }

    private void ideal(double number) {
        html.empty(
                "path",
                "class",
                "ideal",
                "d",
                "M" + Svg.px(x(number)) + ",6l-4,-6h8z",
                "fill",
                "currentColor",
                "stroke",
                "none");
    }

    private void whisker(Interval interval, On on) {
        if (interval.lower() > scale.high() || interval.upper() < scale.low()) {
            return;
        }
        double from = x(interval.lower());
        double to = x(interval.upper());
        String style = on == On.INTERVAL ? "whisker heavy" : "whisker";
        line(style, "M" + Svg.px(from) + "," + Svg.px(MIDDLE) + "H" + Svg.px(to));
        end(from, scale.beyond(interval.lower()) ? -1 : 0, on == On.LOWER_BOUND || on == On.INTERVAL);
        end(to, scale.beyond(interval.upper()) ? 1 : 0, on == On.UPPER_BOUND || on == On.INTERVAL);
    }

    private void end(double x, int arrow, boolean heavy) {
        String shape = arrow == 0
                ? "M" + Svg.px(x) + ",10v10"
                : "M" + Svg.px(x - 4 * arrow) + ",11l" + 4 * arrow + ",4l" + -4 * arrow + ",4";
        line(heavy ? "whisker heavy" : "whisker", shape);
    }

    private void value(double number, GateResult result) {
        double x = x(number);
        String style = "dot " + Marks.style(result.verdict());
        if (scale.beyond(number)) {
            int way = number < scale.low() ? -1 : 1;
            html.empty(
                    "path",
                    "class",
                    style,
                    "fill",
                    "currentColor",
                    "d",
                    "M" + Svg.px(x + 6 * way) + "," + Svg.px(MIDDLE) + "l" + -9 * way + ",-5v10z");
            return;
        }
        html.empty(
                "path",
                "class",
                style,
                "fill",
                result.verdict() == Verdict.UNDECIDED ? "none" : "currentColor",
                "d",
                "M" + Svg.px(x) + "," + Svg.px(MIDDLE) + shape(result.verdict()));
    }

    private static String shape(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "m-4.5,0a4.5,4.5 0 1 1 9,0a4.5,4.5 0 1 1 -9,0z";
            case FAIL -> "m-4,-4h8v8h-8z";
            case UNDECIDED -> "m0,-5.5l5.5,5.5 -5.5,5.5 -5.5,-5.5z";
        };
    }

    private void noNumber() {
        html.element(
                "text",
                "no number",
                "class",
                "none",
                "x",
                "88",
                "y",
                "19",
                "text-anchor",
                "middle",
                "font-size",
                "11",
                "fill",
                "currentColor",
                "stroke",
                "none");
    }

    private void line(String style, String path) {
        html.empty("path", "class", style, "d", path);
    }

    private double x(double number) {
        return LEFT + WIDTH * scale.place(number);
    }

    /**
     * Draws one of the marks by itself, for the legend.
     *
     * @param html where to
     * @param verdict whose mark
     */
    static void mark(Html html, Verdict verdict) {
        Svg.mark(html);
        html.empty(
                "path",
                "class",
                "dot " + Marks.style(verdict),
                "d",
                "M7,7" + shape(verdict),
                "fill",
                verdict == Verdict.UNDECIDED ? "none" : "currentColor");
        html.close("svg");
    }
}
