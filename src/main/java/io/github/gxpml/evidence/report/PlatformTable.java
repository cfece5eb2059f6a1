// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.PreflightDocument;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.port.Platform.Check;
import java.util.List;

/** What was looked at of the platform before stages, check by check. */
final class PlatformTable implements Section {
    @Override
    public String id() {
        return "platform";
    }

    @Override
    public String title() {
        return "Platform";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.platform().isEmpty()) {
            html.element("p", "The platform was not looked at before a stage.");
            return;
        }
        html.element(
                "p",
                "As the services of the account answered; a check that could not be decided opens nothing. A compliant"
                        + " conformance pack is no proof of compliance with a regulation.");
        data.platform().forEach(document -> table(html, document));
    }

    private static void table(Html html, PreflightDocument document) {
        Parts.openTable(
                html,
                "plain",
                "Platform before stage " + document.stage(),
                List.of("Verdict", "Check", "Of", "Why", "Looked at"));
        document.checks().forEach(check -> row(html, check));
        Parts.closeTable(html);
    }

    private static void row(Html html, Check check) {
        html.open("tr").open("td");
        Marks.badge(html, Verdict.valueOf(check.state().name()));
        html.close("td").open("th", "scope", "row").element("code", check.id()).close("th");
        html.open("td").data(check.subject()).close("td");
        html.open("td").data(check.reason()).close("td").open("td");
        Parts.time(html, check.at());
        html.close("td").close("tr");
    }
}
