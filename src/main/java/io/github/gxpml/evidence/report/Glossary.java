// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

/** How to read each metric that a gate is set on. */
final class Glossary implements Section {
    @Override
    public String id() {
        return "metrics";
    }

    @Override
    public String title() {
        return "How to read the metrics";
    }

    @Override
    public void write(Html html, ReportData data) {
        var index = new GateIndex(data);
        if (index.metrics().isEmpty()) {
            html.element("p", "No gate was judged, so there is no metric to read.");
            return;
        }
        html.open("dl", "class", "glossary");
        for (String id : index.metrics()) {
            MetricView metric = data.metric(id);
            html.open("div", "id", index.glossary(id))
                    .open("dt")
                    .data(metric.title())
                    .text(" ")
                    .element("code", id)
                    .close("dt")
                    .open("dd")
                    .data(metric.direction());
            html.text(metric.ideal()
                    .map(ideal -> " Ideal value: " + Figures.plain(ideal) + ".")
                    .orElse(" It has no ideal value."));
            if (!metric.sign().isBlank()) {
                html.text(" ").data(metric.sign());
            }
            html.close("dd").close("div");
        }
        html.close("dl");
    }
}
