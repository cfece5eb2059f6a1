// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.report.GroupView.Line;
import io.github.gxpml.metric.MetricValue;
import java.util.List;

/** What the model does for each group and for everyone else, metric by metric: numbers, and both drawn on one axis. */
final class GroupCharts implements Section {
    private static final List<String> COLUMNS =
            List.of("Metric", "Group", "Everyone else", "Group and everyone else, with intervals");

    @Override
    public String id() {
        return "groups";
    }

    @Override
    public String title() {
        return "Groups beside everyone else";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.pictures().groups().isEmpty()) {
            html.element("p", "No table that was judged has facets with predictions, so there is nothing to compare.");
            return;
        }
        html.element(
                "p",
                "The numbers themselves, whose differences the bias gates judge, at the confidence level of validation."
                        + " That two intervals overlap does not show that the groups are alike.");
        html.open("p", "class", "legend").open("span");
        PairBar.sample(html, "group");
        html.text(" the group").close("span").text(" ").open("span");
        PairBar.sample(html, "rest");
        html.text(" everyone else").close("span").close("p");
        data.pictures().groups().forEach(view -> table(html, view));
    }

    private static void table(Html html, GroupView view) {
        html.open("h3").data(view.stage()).text(", table ").data(view.table()).close("h3");
        Parts.openTable(html, "plain groups", "Groups of table " + view.table(), COLUMNS);
        String facet = "";
        for (Line line : view.lines()) {
            if (!line.facet().equals(facet)) {
                facet = line.facet();
                html.open("tr", "class", "facet")
                        .open("th", "colspan", Integer.toString(COLUMNS.size()), "scope", "rowgroup")
                        .data(facet)
                        .close("th")
                        .close("tr");
            }
            line(html, line);
        }
        Parts.closeTable(html);
    }

    private static void line(Html html, Line line) {
        html.open("tr").open("th", "scope", "row").text(line.title()).close("th");
        number(html, line.with());
        number(html, line.without());
        html.open("td", "class", "drawn");
        new PairBar(html, Scale.around(List.of(line.with(), line.without()))).draw(line);
        html.close("td").close("tr");
    }

    private static void number(Html html, MetricValue value) {
        html.open("td", "class", "number");
        if (value.value().isEmpty()) {
            html.text("no number ")
                    .open("small")
                    .data(value.reason())
                    .close("small")
                    .close("td");
            return;
        }
        html.element("span", PairBar.rounded(value.value().get()), "class", "value");
        value.interval()
                .ifPresent(interval -> html.text(" ").element("span", PairBar.words(interval), "class", "interval"));
        html.text(" ").element("small", "n = " + Figures.count(value.n())).close("td");
    }
}
