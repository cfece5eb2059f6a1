// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Requirements and the graph on the page. */
class TraceReportTest {
    @Test
    void shouldTraceRequirementsToTheRowsOfTheirGates() throws Exception {
        Document page = Pages.parse(Reports.createTraced());

        String text = Pages.text(Pages.byId(page, "requirements"));
        assertThat(text)
                .contains("2 of 3 are open")
                .contains(
                        "URS-1 Tells people who die within five years", "high A person at risk is not followed up. R-4")
                .contains("Quinn Quality <quinn@example.org>, quality: approved, saw 1 of 1")
                .contains("monitor/psi/live/prediction not judged", "no gate shows it");
        assertThat(Pages.all(Pages.byId(page, "requirements"), "a").get(0).getAttribute("href"))
                .isEqualTo("#gate-1");
        assertThat(Pages.text(Pages.byId(Pages.parse(Reports.createMixed()), "requirements")))
                .contains("The spec lists no requirements");
    }

    @Test
    void shouldDrawTheGraphAndSayItInWords() throws Exception {
        Document page = Pages.parse(Reports.createTraced());

        String text = Pages.text(Pages.byId(page, "lineage"));
        assertThat(text)
                .contains(
                        "From source to release: flchain: serum free light chain; steps extract, label, split, live-feed")
                .contains("s3 bucket study, key external.csv, versionId 3HL4 not compared")
                .contains("registry.sas7bdat not here")
                .contains("epochs 20 given 10 changed", "momentum \u2013 default 0.9 changed")
                .contains("learningRate 0.1 default 0.1", "4 differ from version 6")
                .contains("dataset/train dataset", "made in step/split derived from source");
        assertThat(Pages.byClass(page, "box").stream()
                        .map(box -> Pages.text(Pages.all(box, "title").get(0))))
                .contains("step: split; reads labelled.csv; split.py; declared, not run")
                .anyMatch(title -> title.startsWith("read, no gate on it: external; 412 rows"));
    }
}
