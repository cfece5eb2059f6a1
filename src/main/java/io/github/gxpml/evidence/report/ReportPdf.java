// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import io.github.gxpml.evidence.BundleDocument;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.xml.DomXmpParser;
import org.apache.xmpbox.xml.XmpParsingException;
import org.apache.xmpbox.xml.XmpSerializer;

/**
 * Writes {@code report.pdf}: the page of {@link ReportWriter} on A4, as PDF/A-2u (ISO 19005-2) with its fonts and its
 * colour profile inside. Equal data give equal bytes. Nothing is fetched from anywhere.
 */
public final class ReportPdf {
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final int BOLD = 700;
    private static final int NORMAL = 400;

    private ReportPdf() {}

    /**
     * Readies the drawing of text. The first font adds a hook that cleans up after all of them, which Java refuses once
     * the process is ending: who may have to write a report then calls this before.
     */
    public static void prepare() {
        try (InputStream in = stream("DejaVuSans.ttf")) {
            Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("the font of report.pdf cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the report.
     *
     * @param data what to show
     * @return the document
     */
    public static byte[] write(ReportData data) {
        XRLog.setLoggingEnabled(false);
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder();
        builder.usePdfAConformance(PdfAConformance.PDFA_2_U);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        builder.withProducer(data.bundle().product());
        builder.useUriResolver((base, uri) -> null);
        builder.useSVGDrawer(new BatikSVGDrawer());
        font(builder, "DejaVuSans.ttf", "Report", NORMAL);
        font(builder, "DejaVuSans-Bold.ttf", "Report", BOLD);
        font(builder, "DejaVuSansMono.ttf", "Report Mono", NORMAL);
        builder.withW3cDocument(PrintPage.of(data), "");
        builder.toStream(out);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen()) {
            pin(document, data.bundle());
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException("report.pdf cannot be written: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        FSSupplier<InputStream> bytes = () -> stream(file);
        builder.useFont(
                bytes, family, weight, FontStyle.NORMAL, true, EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG));
    }

    private static InputStream stream(String font) {
        InputStream in = ReportPdf.class.getResourceAsStream(FONTS + font);
        if (in == null) {
            throw new IllegalStateException(font + " is missing from the jar: build it again");
        }
        return in;
    }

    /** The renderer dates a document with the clock, and numbers it with the clock and the address of the file. */
    private static void pin(PDDocument document, BundleDocument bundle) throws IOException {
        Calendar started = calendar(bundle.startedAt());
        PDDocumentInformation information = document.getDocumentInformation();
        information.setCreationDate(started);
        information.setModificationDate(started);
        document.setDocumentId(bundle.startedAt().toEpochMilli());
        try {
            var parser = new DomXmpParser();
            parser.setStrictParsing(false);
            PDMetadata old = document.getDocumentCatalog().getMetadata();
            XMPMetadata metadata = parser.parse(old.toByteArray());
            metadata.getXMPBasicSchema().setCreateDate(started);
            metadata.getXMPBasicSchema().setModifyDate(started);
            metadata.getXMPBasicSchema().setMetadataDate(started);
            var bytes = new ByteArrayOutputStream();
            new XmpSerializer().serialize(metadata, bytes, true);
            var pinned = new PDMetadata(document);
            pinned.importXMPMetadata(bytes.toByteArray());
            document.getDocumentCatalog().setMetadata(pinned);
        } catch (XmpParsingException | javax.xml.transform.TransformerException e) {
            throw new IOException("its metadata cannot be dated: " + e.getMessage(), e);
        }
    }

    /** Whole seconds: the two places that a date stands in must agree. */
    private static Calendar calendar(Instant at) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(at.getEpochSecond() * 1000);
        return calendar;
    }
}
