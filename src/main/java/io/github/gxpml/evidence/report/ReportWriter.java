// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes {@code report.html}: one file that needs no script, no network and no other file, in light, dark and print.
 * Equal data give equal bytes. The page is HTML that is also well-formed XML.
 */
public final class ReportWriter {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    private static final List<Section> SECTIONS = List.of(
            new Obstacles(),
            new VerdictTables(),
            new Requirements(),
            new GroupCharts(),
            new DriftPictures(),
            new ScoreCurves(),
            new Glossary(),
            new Lineage(),
            new Reproducibility(),
            new Signatures(),
            new Waived(),
            new Gaps(),
            new Stages(),
            new PlatformTable(),
            new Environment(),
            new AuditTrail(),
            new Checking());

    private ReportWriter() {}

    /**
     * Writes the report.
     *
     * @param data what to show
     * @return the page, UTF-8
     */
    public static byte[] write(ReportData data) {
        return page(data, "report.css");
    }

    /** Writes the page with one of the style sheets beside this class. */
    static byte[] page(ReportData data, String css) {
        var html = new Html();
        html.open("html", "lang", "en");
        head(html, data.bundle(), css);
        html.open("body");
        html.element("a", "Skip to the verdicts", "class", "skip", "href", "#verdicts");
        Masthead.write(html, data, SECTIONS);
        html.open("main");
        for (Section section : SECTIONS) {
            String heading = section.id() + "-heading";
            html.open("section", "id", section.id(), "aria-labelledby", heading);
            html.element("h2", section.title(), "id", heading);
            section.write(html, data);
            html.close("section");
        }
        html.close("main");
        footer(html, data.bundle());
        html.close("body").close("html");
        return html.toBytes();
    }

    private static void head(Html html, BundleDocument bundle, String css) {
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", bundle.model() + ", run " + bundle.run() + ": evidence report");
        html.style(css(css)).close("head");
    }

    private static void footer(Html html, BundleDocument bundle) {
        html.open("footer").open("p");
        html.text(
                "This report shows evidence and its gaps. Whether that is enough under the rules that apply to you is "
                        + "your own assessment; this report does not make it.");
        html.close("p").open("p").data(bundle.product()).text(" \u00B7 ").data(bundle.model());
        html.text(" \u00B7 run " + bundle.run() + " \u00B7 started ");
        Parts.time(html, bundle.startedAt());
        html.close("p").close("footer");
    }

    private static String css(String name) {
        try (InputStream in = ReportWriter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the jar: " + e.getMessage(), e);
        }
    }
}
