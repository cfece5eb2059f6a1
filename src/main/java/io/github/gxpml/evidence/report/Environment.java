// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.lineage.EnvironmentDocument;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Machine and software that the run happened on, folded away on screen. */
final class Environment implements Section {
    @Override
    public String id() {
        return "environment";
    }

    @Override
    public String title() {
        return "Environment";
    }

    @Override
    public void write(Html html, ReportData data) {
        EnvironmentDocument environment = data.environment();
        html.open("details")
                .open("summary")
                .data(environment.os() + ", " + environment.java())
                .close("summary");
        html.open("dl", "class", "facts");
        Parts.fact(html, "Product", environment.product());
        Parts.fact(html, "Operating system", environment.os());
        Parts.fact(html, "Processor", environment.architecture() + ", " + environment.processors() + " available");
        Parts.fact(html, "Processor model", environment.cpu());
        Parts.fact(html, "Graphics processor", environment.gpu());
        Parts.fact(html, "BLAS of the system", environment.blas());
        Parts.fact(html, "Largest heap", Figures.size(environment.memoryBytes()));
        Parts.fact(html, "Java", environment.java());
        Parts.fact(html, "Locale", environment.locale());
        Parts.fact(
                html, "Time zone", environment.timeZone() + " (times on this page are UTC unless they say otherwise)");
        Parts.fact(html, "Container", environment.container().isEmpty() ? "none declared" : environment.container());
        html.close("dl");
        pairs(html, "Libraries that numbers depend on", environment.libraries());
        pairs(html, "Program files by SHA-256", environment.digests());
        pairs(html, "Declared variables", environment.variables());
        html.close("details");
    }

    private static void pairs(Html html, String caption, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            html.element("p", caption + ": none on record.");
            return;
        }
        Parts.openTable(html, "pairs", caption, List.of("Name", "Value"));
        new TreeMap<>(pairs)
                .forEach((name, value) -> html.open("tr")
                        .open("th", "scope", "row")
                        .element("code", name)
                        .close("th")
                        .open("td")
                        .element("code", value)
                        .close("td")
                        .close("tr"));
        Parts.closeTable(html);
    }
}
