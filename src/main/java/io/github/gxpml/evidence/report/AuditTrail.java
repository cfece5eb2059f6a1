// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.util.List;

/** The last events of the audit log, folded away on screen. */
final class AuditTrail implements Section {
    @Override
    public String id() {
        return "audit";
    }

    @Override
    public String title() {
        return "Audit log";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.audit().isEmpty()) {
            html.element("p", "No event was handed to this report; the whole log is data/audit.jsonl.");
            return;
        }
        html.open("details")
                .element(
                        "summary",
                        "The last " + Figures.word(data.audit().size()) + " events; the whole log is data/audit.jsonl");
        Parts.openTable(html, "plain events", "Last events of the audit log", List.of("When", "Event", "Who", "What"));
        data.audit().forEach(event -> {
            html.open("tr").open("td");
            Parts.time(html, event.at());
            html.close("td").open("td").element("code", event.event()).close("td");
            html.open("td").data(event.who()).close("td");
            html.open("td").data(event.summary()).close("td").close("tr");
        });
        Parts.closeTable(html);
        html.close("details");
    }
}
