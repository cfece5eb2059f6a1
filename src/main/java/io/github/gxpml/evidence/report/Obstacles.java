// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import java.util.List;

/** What was against the rules, then the gates that do not pass in a few lines, those that block first. */
final class Obstacles implements Section {
    private static final int MOST = 12;

    @Override
    public String id() {
        return "obstacles";
    }

    @Override
    public String title() {
        return "What stands in the way";
    }

    @Override
    public void write(Html html, ReportData data) {
        for (StageRecord stage : data.bundle().stages()) {
            for (String finding : stage.findings()) {
                html.open("p", "class", "finding").data(finding).close("p");
            }
        }
        List<GateResult> open = new Outcome.Tally(data.verdicts().gates()).open();
        if (open.isEmpty()) {
            boolean none = data.verdicts().gates().isEmpty();
            html.element("p", none ? "No gate was judged." : "No gate: every gate that was judged passes.");
            return;
        }
        var index = new GateIndex(data);
        html.open("ol", "class", "obstacles");
        open.stream().limit(MOST).forEach(result -> item(html, data, result, index.anchor(result)));
        html.close("ol");
        if (open.size() > MOST) {
            html.open("p")
                    .text("and " + Figures.count(open.size() - MOST) + " more: see the ")
                    .element("a", "table of verdicts", "href", "#verdicts")
                    .text(".")
                    .close("p");
        }
    }

    private static void item(Html html, ReportData data, GateResult result, String anchor) {
        Gate gate = result.gate();
        html.open("li");
        Marks.badge(html, result.verdict());
        html.open("div")
                .open("a", "href", "#" + anchor)
                .data(data.metric(gate.metric()).title())
                .close("a")
                .text(" on ")
                .data(LimitText.about(gate))
                .text(": " + LimitText.value(result) + "; allowed: " + LimitText.limit(gate) + " ")
                .element("span", effect(data, result), "class", "effect");
        html.open("p")
                .data(VerdictTables.reason(result))
                .close("p")
                .close("div")
                .close("li");
    }

    private static String effect(ReportData data, GateResult result) {
        return data.waived(result.gate().id())
                .map(waiver -> "WAIVED until " + waiver.until())
                .orElse(Outcome.Tally.blocks(result) ? "blocks" : "does not block");
    }
}
