// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.RequirementsDocument.Requirement;
import io.github.gxpml.evidence.RequirementsDocument.State;
import io.github.gxpml.evidence.RequirementsDocument.Traced;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import java.util.List;
import java.util.Optional;

/** What the model must do: each requirement with its risk, its gates and the signatures that covered them. */
final class Requirements implements Section {
    @Override
    public String id() {
        return "requirements";
    }

    @Override
    public String title() {
        return "What it must do";
    }

    @Override
    public void write(Html html, ReportData data) {
        List<Requirement> requirements = data.requirements().requirements();
        if (requirements.isEmpty()) {
            html.element("p", "The spec lists no requirements; its gates are traced to none.");
            return;
        }
        long open = requirements.stream()
                .filter(requirement -> requirement.state() == State.OPEN)
                .count();
        html.element(
                "p",
                open == 0
                        ? "Every requirement has gates, and all of them are PASS."
                        : Figures.count(open) + " of " + Figures.count(requirements.size())
                                + " are open: they have no gate, or one that is not PASS or not judged yet.");
        var index = new GateIndex(data);
        Parts.openTable(
                html,
                "plain",
                "Requirements, their risks, gates and signatures",
                List.of("Requirement", "What it says", "Risk", "State", "Gates", "Signatures"));
        requirements.forEach(requirement -> row(html, data, index, requirement));
        Parts.closeTable(html);
    }

    private static void row(Html html, ReportData data, GateIndex index, Requirement requirement) {
        html.open("tr")
                .open("th", "scope", "row")
                .data(requirement.id())
                .close("th")
                .open("td");
        html.data(requirement.text()).close("td").open("td");
        requirement
                .risk()
                .ifPresentOrElse(
                        risk -> {
                            html.element("strong", risk.severity().word());
                            html.text(" ")
                                    .data(risk.text())
                                    .text(" ")
                                    .open("small")
                                    .data(risk.id())
                                    .close("small");
                        },
                        () -> html.text("none named"));
        html.close("td").open("td");
        boolean met = requirement.state() == State.MET;
        html.element("span", met ? "met" : "open", "class", met ? "badge pass" : "badge open");
        html.text(" ").element("small", requirement.reason()).close("td").open("td");
        gates(html, data, index, requirement.gates());
        html.close("td").open("td");
        signatures(html, requirement);
        html.close("td").close("tr");
    }

    private static void gates(Html html, ReportData data, GateIndex index, List<Traced> gates) {
        if (gates.isEmpty()) {
            html.text("none");
            return;
        }
        html.open("ul", "class", "notes");
        for (Traced gate : gates) {
            html.open("li");
            Optional<GateResult> result = find(data, gate);
            if (result.isPresent()) {
                html.open("a", "href", "#" + index.anchor(result.get()))
                        .data(gate.id())
                        .close("a");
            } else {
                html.data(gate.id());
            }
            html.text(" ")
                    .element("small", gate.verdict().map(Verdict::name).orElse("not judged"))
                    .close("li");
        }
        html.close("ul");
    }

    private static Optional<GateResult> find(ReportData data, Traced traced) {
        return data.verdicts().gates().stream()
                .filter(result -> result.gate().id().equals(traced.id())
                        && result.gate().min().equals(traced.min())
                        && result.gate().max().equals(traced.max()))
                .findFirst();
    }

    private static void signatures(Html html, Requirement requirement) {
        if (requirement.signatures().isEmpty()) {
            html.text("none");
            return;
        }
        Parts.list(
                html,
                "notes",
                requirement.signatures().stream()
                        .map(signed -> signed.person() + ", " + signed.role() + ": "
                                + (signed.meaning() == Approval.Meaning.APPROVED ? "approved" : "rejected")
                                + ", saw " + signed.gates() + " of "
                                + requirement.gates().size())
                        .toList());
    }
}
