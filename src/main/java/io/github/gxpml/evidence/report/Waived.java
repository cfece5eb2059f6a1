// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

/** Which gates people let the run go on in spite of, and whether that counts. */
final class Waived implements Section {
    @Override
    public String id() {
        return "waivers";
    }

    @Override
    public String title() {
        return "What was waived";
    }

    @Override
    public void write(Html html, ReportData data) {
        if (data.waivers().isEmpty()) {
            html.element("p", "Nothing: no gate was waived.");
            return;
        }
        html.element("p", "A waiver lets the run go on; it does not change the verdict.");
        html.open("ul", "class", "signatures");
        data.waivers().forEach(waiver -> waiver(html, waiver));
        html.close("ul");
    }

    private static void waiver(Html html, WaiverView waiver) {
        html.open("li", "class", waiver.notCounted().isEmpty() ? "signature" : "signature void");
        html.open("p", "class", "name").open("code").data(waiver.gate()).close("code").close("p");
        html.open("p", "class", "meaning")
                .text("waived until ")
                .element("strong", waiver.until().toString())
                .close("p");
        waiver.notCounted()
                .ifPresent(why -> html.open("p", "class", "warning")
                        .element("strong", "Does not count: ")
                        .data(why)
                        .close("p"));
        html.open("dl", "class", "facts");
        Parts.fact(html, "Reason", waiver.reason());
        if (!waiver.scope().isEmpty()) {
            Parts.fact(html, "Scope", waiver.scope());
        }
        Parts.fact(html, "Proposed by", waiver.proposed());
        Parts.fact(html, "Confirmed by", waiver.confirmed().orElse("nobody yet"));
        html.close("dl").close("li");
    }
}
