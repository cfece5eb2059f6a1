// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.report.DriftView.Moved;
import io.github.gxpml.gate.GateResult;
import java.util.List;

/** The columns whose drift was judged: how they were distributed in the baseline and are now, beside the numbers. */
final class DriftPictures implements Section {
    private static final List<String> COLUMNS = List.of("Column", "Baseline and now", "Judged");

    @Override
    public String id() {
        return "drift";
    }

    @Override
    public String title() {
        return "Columns against the baseline";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.pictures().drifts().isEmpty()) {
            html.element("p", "No gate of this run is on the drift of a column.");
            return;
        }
        html.element(
                "p",
                "Shaded: the share of rows in each bin in the frozen baseline; the line: now. The bins are those that"
                        + " drift is measured by: of numbers the values themselves or ten ranges that held equal shares"
                        + " of the baseline, else the values; all equally wide here. The last are other and missing values.");
        data.pictures().drifts().forEach(view -> table(html, data, view));
    }

    private static void table(Html html, ReportData data, DriftView view) {
        html.open("h3").data(view.stage()).text(", table ").data(view.table()).close("h3");
        Parts.openTable(html, "plain drift", "Drift of table " + view.table(), COLUMNS);
        view.columns().forEach(column -> column(html, data, column));
        Parts.closeTable(html);
    }

    private static void column(Html html, ReportData data, Moved column) {
        html.open("tr").open("th", "scope", "row").data(column.name()).close("th");
        html.open("td", "class", "drawn");
        column.shares()
                .ifPresentOrElse(
                        shares -> Sparkline.draw(html, column.name(), shares),
                        () -> html.text("not there on both sides"));
        html.close("td").open("td").open("ul", "class", "judged");
        column.gates().forEach(gate -> gate(html, data, gate));
        html.close("ul").close("td").close("tr");
    }

    private static void gate(Html html, ReportData data, GateResult result) {
        html.open("li");
        Marks.badge(html, result.verdict());
        html.text(" ")
                .data(data.metric(result.gate().metric()).title())
                .text(" ")
                .element("strong", LimitText.value(result))
                .text(", allowed: " + LimitText.limit(result.gate()))
                .close("li");
    }
}
