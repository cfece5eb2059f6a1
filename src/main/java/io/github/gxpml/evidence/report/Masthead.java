// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import java.util.List;
import java.util.Locale;

/** The head of the page: which run this is, what all gates together say, and who stands behind it. */
final class Masthead {
    private static final double BAR = 600;

    private Masthead() {}

    /**
     * Writes the head.
     *
     * @param html where to
     * @param data what to show
     * @param sections what the page goes on with, for the contents
     */
    static void write(Html html, ReportData data, List<Section> sections) {
        BundleDocument bundle = data.bundle();
        html.open("header", "class", "masthead")
                .open("p", "class", "product")
                .data(bundle.product())
                .text(" \u00B7 evidence of one run")
                .close("p")
                .open("h1")
                .data(bundle.model())
                .text(" ")
                .element("span", "run " + bundle.run(), "class", "run")
                .close("h1");
        outcome(html, data);
        facts(html, data);
        contents(html, sections);
        html.close("header");
    }

    private static void outcome(Html html, ReportData data) {
        List<GateResult> gates = data.verdicts().gates();
        Outcome outcome = Outcome.of(data);
        html.open("div", "class", "outcome " + Marks.style(outcome.verdict()), "id", "outcome");
        Marks.shape(html, outcome.verdict(), 72);
        html.open("div")
                .open("p", "class", "word")
                .element("span", "Overall verdict: ", "class", "unseen")
                .text(outcome.verdict().name())
                .close("p")
                .element("p", outcome.sentence(), "class", "sentence")
                .element("p", release(data), "class", "sentence")
                .close("div");
        tally(html, new Outcome.Tally(gates));
        html.close("div");
    }

    private static String release(ReportData data) {
        String meaning = Outcome.meaning(data.bundle().state());
        String missing = Signatures.missing(data);
        if (missing.isEmpty()) {
            return meaning;
        }
        return meaning + (data.bundle().state() == State.PENDING ? " Waiting for: " : " Not signed: ") + missing + ".";
    }

    private static void tally(Html html, Outcome.Tally tally) {
        html.open("div", "class", "tally");
        int all = Math.max(1, tally.gates().size());
        html.open(
                "svg",
                "viewBox",
                "0 0 600 10",
                "preserveAspectRatio",
                "none",
                "width",
                "100%",
                "height",
                "10",
                "aria-hidden",
                "true");
        double x = 0;
        for (Verdict verdict : Verdict.values()) {
            double width = BAR * tally.of(verdict) / all;
            html.empty(
                    "rect",
                    "class",
                    Marks.style(verdict),
                    "x",
                    pixels(x),
                    "y",
                    "0",
                    "width",
                    pixels(Math.max(0, width - 2)),
                    "height",
                    "10");
            x += width;
        }
        html.close("svg").open("ul");
        for (Verdict verdict : Verdict.values()) {
            html.open("li", "class", Marks.style(verdict));
            Marks.shape(html, verdict, 14);
            html.text(" " + Figures.count(tally.of(verdict)) + " " + verdict.name())
                    .close("li");
        }
        html.close("ul").close("div");
    }

    private static String pixels(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }

    private static void facts(Html html, ReportData data) {
        BundleDocument bundle = data.bundle();
        html.open("dl", "class", "facts");
        html.open("div", "class", "wide")
                .element("dt", "Intended use")
                .open("dd")
                .data(bundle.intendedUse());
        html.close("dd").close("div");
        Parts.fact(html, "Risk class", bundle.riskClass().name().toLowerCase(Locale.ROOT));
        Parts.fact(html, "State of the run", bundle.state().name().toLowerCase(Locale.ROOT));
        Parts.fact(
                html,
                "Registered version",
                data.release().map(ReleaseView::version).orElse("not registered"));
        Parts.fact(
                html,
                "Status in the registry",
                data.release().map(ReleaseView::status).orElse("not registered"));
        Parts.fact(html, "Started by", bundle.startedBy());
        Parts.fact(html, "Started at", () -> Parts.time(html, bundle.startedAt()));
        Parts.fact(html, "Signatures", Signatures.summary(data));
        Parts.fact(html, "Not checked", () -> html.element("a", gaps(bundle), "href", "#not-checked"));
        html.close("dl");
    }

    private static String gaps(BundleDocument bundle) {
        int count = bundle.notChecked().size();
        return count == 0
                ? "nothing is named"
                : Figures.word(count) + (count == 1 ? " point" : " points") + ", see below";
    }

    private static void contents(Html html, List<Section> sections) {
        html.open("nav", "aria-label", "Contents").open("ul");
        for (Section section : sections) {
            html.open("li")
                    .element("a", section.title(), "href", "#" + section.id())
                    .close("li");
        }
        html.close("ul").close("nav");
    }
}
