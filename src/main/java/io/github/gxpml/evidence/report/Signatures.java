// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.spec.RegisterSpec.ApprovalSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Who approved the release: signature blocks, and whose signatures are still waited for. */
final class Signatures implements Section {
    @Override
    public String id() {
        return "approvals";
    }

    @Override
    public String title() {
        return "Who approved";
    }

    @Override
    public void write(Html html, ReportData data) {
        html.element("p", summary(data) + ".");
        if (!data.approvals().isEmpty()) {
            html.open("ul", "class", "signatures");
            data.approvals().forEach(approval -> signature(html, approval));
            html.close("ul");
        }
    }

    /**
     * Says in one line who signed and who is waited for.
     *
     * @param data of the report
     * @return a sentence without its full stop
     */
    static String summary(ReportData data) {
        if (data.asked().isEmpty()) {
            return "The spec asks for none: nobody was asked";
        }
        String missing = missing(data);
        if (missing.isEmpty()) {
            return "Everyone who was asked has signed: " + asked(data.asked());
        }
        return (data.bundle().state() == State.PENDING ? "Waiting for: " : "Not signed: ") + missing;
    }

    /**
     * Says which signatures are missing.
     *
     * @param data of the report
     * @return for example {@code quality (1), business (1)}; empty if none is missing
     */
    static String missing(ReportData data) {
        return data.asked().stream()
                .filter(asked -> missing(data, asked) > 0)
                .map(asked -> asked.role() + " (" + missing(data, asked) + ")")
                .collect(Collectors.joining(", "));
    }

    private static long missing(ReportData data, ApprovalSpec asked) {
        long given = data.approvals().stream()
                .filter(approval ->
                        approval.notCounted().isEmpty() && approval.role().equals(asked.role()))
                .map(ApprovalView::keyId)
                .distinct()
                .count();
        return Math.max(0, asked.count() - given);
    }

    private static String asked(List<ApprovalSpec> asked) {
        return asked.stream()
                .map(approval -> approval.role() + " (" + approval.count() + ")")
                .collect(Collectors.joining(", "));
    }

    private static void signature(Html html, ApprovalView approval) {
        boolean counts = approval.notCounted().isEmpty();
        html.open("li", "class", counts ? "signature" : "signature void");
        html.open("p", "class", "name").data(approval.name()).close("p");
        html.open("p", "class", "meaning").data(approval.meaning()).text(" as ");
        html.open("strong").data(approval.role()).close("strong").close("p");
        approval.notCounted()
                .ifPresent(why -> html.open("p", "class", "warning")
                        .element("strong", "Does not count: ")
                        .data(why)
                        .close("p"));
        html.open("dl", "class", "facts");
        Parts.fact(html, "Reason", approval.reason());
        Parts.fact(html, "Signed", () -> signed(html, approval));
        Parts.fact(html, "Key", () -> Parts.digest(html, approval.keyId()));
        html.close("dl").close("li");
    }

    private static void signed(Html html, ApprovalView approval) {
        Figures.local(approval.at(), approval.zone()).ifPresent(local -> html.text(local + " "));
        html.data(approval.zone()).text(" (");
        Parts.time(html, approval.at());
        html.text(")");
    }
}
