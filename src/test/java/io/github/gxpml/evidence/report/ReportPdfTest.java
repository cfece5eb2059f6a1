// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.gate.GateResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

class ReportPdfTest {
    @Test
    void shouldBeArchivable() throws Exception {
        assertThat(broken(ReportPdf.write(Reports.createMixed()))).isEmpty();
        assertThat(broken(ReportPdf.write(
                        Reports.createHostile("<script>\"'& \u202Eevil\u0000 \u05D0 \u4F60 \uD83D\uDE00"))))
                .isEmpty();
    }

    @Test
    void shouldNotTakeAnyDocumentForArchivable() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(out);
        }

        assertThat(broken(out.toByteArray())).isNotEmpty();
    }

    @Test
    void shouldWriteEqualBytesForEqualData() {
        assertThat(ReportPdf.write(Reports.createPassing())).isEqualTo(ReportPdf.write(Reports.createPassing()));
    }

    @Test
    void shouldHoldEveryReasonAndEveryGap() throws Exception {
        ReportData data = Reports.createMixed();
        String text = squeezed(text(ReportPdf.write(data)));

        for (GateResult gate : data.verdicts().gates()) {
            assertThat(text).contains(squeezed(gate.reason()));
        }
        data.bundle().notChecked().forEach(gap -> assertThat(text).contains(squeezed(gap)));
    }

    @Test
    void shouldNameModelAndRunOnEveryPageButTheFirst() throws Exception {
        ReportData data = Reports.createMany(60);
        try (PDDocument document = Loader.loadPDF(ReportPdf.write(data))) {
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                var stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                String text = stripper.getText(document);
                assertThat(text).contains(page + " / " + document.getNumberOfPages());
                assertThat(text).contains(data.bundle().model());
                assertThat(text.contains("Why")).isEqualTo(text.contains("Interval and limit"));
            }
        }
    }

    @Test
    void shouldDrawEveryShapeInAColourOfItsOwn() {
        for (ReportData data : List.of(Reports.createMixed(), Reports.createUndecided())) {
            PrintPage.elements(PrintPage.of(data)).forEach(element -> {
                for (String name : Set.of("fill", "stroke")) {
                    assertThat(element.getAttribute(name)).isNotEqualTo("currentColor");
                }
            });
        }
    }

    private static List<String> broken(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.PDFA_2_U;
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                    .distinct()
                    .toList();
        }
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(false);
            return stripper.getText(document);
        }
    }

    /** Where lines break is the page's affair. */
    private static String squeezed(String text) {
        return text.replaceAll("[\\s\u200B]+", "");
    }
}
