// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.Criticality;
import java.util.List;

/** Every gate, stage by stage: verdict, number with its interval drawn, limit, and why. */
final class VerdictTables implements Section {
    private static final List<String> COLUMNS =
            List.of("Verdict", "Metric", "On", "Value", "Interval and limit", "Limit", "n", "Why");
    private static final int MANY = 8;
    private static final int WORD = 12;

    @Override
    public String id() {
        return "verdicts";
    }

    @Override
    public String title() {
        return "Verdicts";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.verdicts().gates().isEmpty()) {
            html.element("p", "No gate was judged in this run.");
            return;
        }
        var index = new GateIndex(data);
        legend(html);
        if (data.verdicts().gates().size() > MANY) {
            choice(html);
        }
        html.open("div", "class", "stages");
        index.stages().forEach((stage, rows) -> stage(html, data, index, rows));
        html.close("div");
    }

    private static void legend(Html html) {
        html.open("p", "class", "legend");
        for (Verdict verdict : Verdict.values()) {
            html.open("span");
            IntervalBar.mark(html, verdict);
            html.text(" value, " + verdict.name()).close("span").text(" ");
        }
        sample(html, "M1,7h12M1,3v8M13,3v8", "whisker", "interval");
        sample(html, "M1,7h12M1,3v8M13,3v8", "whisker heavy", "the part that is judged");
        html.open("span")
                .open(
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
                        "true");
        html.empty("rect", "class", "band", "x", "0", "y", "1", "width", "12", "height", "12", "fill-opacity", ".12");
        html.empty("path", "class", "limit", "d", "M12,1v12", "stroke", "currentColor");
        html.close("svg").text(" allowed, up to the limit").close("span").text(" ");
        html.open("span")
                .open(
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
                        "true");
        html.empty("path", "class", "ideal", "d", "M7,11l-4,-7h8z")
                .close("svg")
                .text(" ideal value")
                .close("span");
        html.text(" All drawings of one metric share one axis, all of its differences another.")
                .close("p");
    }

    private static void sample(Html html, String path, String style, String words) {
        html.open("span")
                .open(
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
                        "true");
        html.empty("path", "class", style, "d", path, "stroke", "currentColor").close("svg");
        html.text(" " + words).close("span").text(" ");
    }

    private static void choice(Html html) {
        html.empty("input", "type", "radio", "name", "show", "id", "show-all", "class", "choice", "checked", "checked");
        html.element("label", "Show all gates", "for", "show-all");
        html.empty("input", "type", "radio", "name", "show", "id", "show-open", "class", "choice");
        html.element("label", "Only those that do not pass", "for", "show-open");
    }

    private static void stage(Html html, ReportData data, GateIndex index, List<GateIndex.Row> rows) {
        String name = rows.get(0).result().gate().stage();
        html.open("h3").data(name).close("h3");
        Parts.openTable(html, "verdicts", "Verdicts of stage " + name, COLUMNS);
        rows.forEach(row -> row(html, data, index, row));
        Parts.closeTable(html);
    }

    private static void row(Html html, ReportData data, GateIndex index, GateIndex.Row row) {
        GateResult result = row.result();
        Gate gate = result.gate();
        html.open("tr", "id", row.anchor(), "class", Marks.style(result.verdict()));
        html.open("th", "scope", "row", "data-label", "Verdict");
        Marks.badge(html, result.verdict());
        if (gate.criticality() == Criticality.UNSTABLE) {
            html.text(" ").element("span", "does not block", "class", "effect");
        }
        data.waived(gate.id())
                .filter(waiver -> result.verdict() != Verdict.PASS)
                .ifPresent(
                        waiver -> html.text(" ").element("span", "WAIVED until " + waiver.until(), "class", "effect"));
        html.close("th");
        metric(html, data, index, gate);
        html.open("td", "data-label", "On");
        about(html, gate);
        html.close("td");
        value(html, result);
        html.open("td", "class", "drawn", "data-label", "Interval and limit");
        new IntervalBar(html, index.scale(gate)).draw(result, index.ideal(gate));
        html.close("td");
        html.open("td", "data-label", "Limit").element("span", LimitText.limit(gate), "class", "limits");
        html.text(" ").element("small", LimitText.on(gate.on())).close("td");
        html.element("td", Figures.count(result.metric().n()), "class", "number", "data-label", "n");
        why(html, result);
        html.close("tr");
    }

    private static void metric(Html html, ReportData data, GateIndex index, Gate gate) {
        html.open("td", "data-label", "Metric")
                .open("a", "href", "#" + index.glossary(gate.metric()))
                .data(data.metric(gate.metric()).title())
                .close("a");
        html.text(" ").open("small").open("code");
        id(html, gate.metric());
        html.close("code").close("small");
        if (!gate.requirement().isEmpty()) {
            html.text(" ").open("small").text("for ").data(gate.requirement()).close("small");
        }
        gate.host()
                .ifPresent(from -> html.text(" ")
                        .open("small", "class", "host")
                        .text("asked for by the ")
                        .data(from)
                        .close("small"));
        html.close("td");
    }

    /** Long ids break where their words do. */
    private static void id(Html html, String metric) {
        int at = 0;
        for (int i = metric.indexOf('_', WORD); i > 0; i = metric.indexOf('_', at + WORD)) {
            html.data(metric.substring(at, i + 1)).empty("wbr");
            at = i + 1;
        }
        html.data(metric.substring(at));
    }

    private static void about(Html html, Gate gate) {
        for (String part : gate.subject()) {
            html.open("span", "class", "about").data(part).close("span");
        }
        if (!gate.table().isEmpty()) {
            html.text(" ")
                    .open(gate.subject().isEmpty() ? "span" : "small")
                    .data(gate.table())
                    .close(gate.subject().isEmpty() ? "span" : "small");
        } else if (gate.subject().isEmpty()) {
            html.text("the run");
        }
    }

    private static void value(Html html, GateResult result) {
        MetricValue metric = result.metric();
        html.open("td", "class", "number", "data-label", "Value");
        html.open("span", "class", "value");
        metric.value()
                .ifPresentOrElse(
                        exact -> html.element("data", LimitText.value(result), "value", Double.toString(exact)),
                        () -> html.text("no number"));
        html.close("span");
        metric.interval()
                .ifPresent(interval -> html.text(" ")
                        .element("span", LimitText.interval(result, interval), "class", "interval")
                        .text(" ")
                        .element("small", LimitText.level(interval)));
        html.close("td");
    }

    private static void why(Html html, GateResult result) {
        html.open("td", "class", "why", "data-label", "Why").data(reason(result));
        if (!result.metric().detail().isEmpty()) {
            html.text(" ").open("small").data(result.metric().detail()).close("small");
        }
        html.close("td");
    }

    /**
     * Returns why a gate says what it says.
     *
     * @param result any
     * @return the reason on record; why there is no number, where that is not part of it
     */
    static String reason(GateResult result) {
        String reason = result.reason().isBlank() && result.verdict() != Verdict.PASS
                ? "No reason was recorded."
                : result.reason();
        String missing = result.metric().reason();
        return missing.isEmpty() || reason.contains(missing) ? reason : reason + " (no number: " + missing + ")";
    }
}
