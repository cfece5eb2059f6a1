// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument.StageRecord;
import java.time.Duration;
import java.util.List;

/** What happened, stage by stage. */
final class Stages implements Section {
    @Override
    public String id() {
        return "stages";
    }

    @Override
    public String title() {
        return "What happened";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.bundle().stages().isEmpty()) {
            html.element("p", "No stage was begun.");
            return;
        }
        Parts.openTable(html, "plain", "Stages of the run", List.of("Stage", "Began", "Took", "Outcome and notes"));
        data.bundle().stages().forEach(stage -> stage(html, stage));
        Parts.closeTable(html);
    }

    private static void stage(Html html, StageRecord stage) {
        html.open("tr")
                .open("th", "scope", "row")
                .data(stage.name())
                .close("th")
                .open("td");
        Parts.time(html, stage.startedAt());
        html.close("td").open("td", "class", "number");
        html.text(stage.finishedAt()
                .map(end -> Figures.duration(Duration.between(stage.startedAt(), end)))
                .orElse("not finished"));
        html.close("td").open("td").data(stage.outcome());
        if (!stage.notes().isEmpty()) {
            Parts.list(html, "notes", stage.notes());
        }
        html.close("td").close("tr");
    }
}
