// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

/** What this evidence does not show. */
final class Gaps implements Section {
    @Override
    public String id() {
        return "not-checked";
    }

    @Override
    public String title() {
        return "What was not checked";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.bundle().notChecked().isEmpty()) {
            html.element(
                    "p", "The bundle names nothing that was left unchecked. It shows what is on this page, no more.");
        } else {
            Parts.list(html, "gaps", data.bundle().notChecked());
        }
    }
}
