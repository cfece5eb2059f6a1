// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import io.github.gxpml.evidence.BundleDocument;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The gates as a JUnit report, which every build server can show: one suite for each stage, one case for each gate.
 * FAIL is a failure, UNDECIDED an error, so that neither is taken for a pass.
 */
public final class GateJUnit {
    private final XMLStreamWriter xml;

    private GateJUnit(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes the report.
     *
     * @param bundle what the run is
     * @param gates every gate that was judged
     * @return XML, UTF-8
     */
    public static byte[] write(BundleDocument bundle, List<GateResult> gates) {
        var out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            new GateJUnit(xml).suites(bundle, gates);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return out.toByteArray();
    }

    private void suites(BundleDocument bundle, List<GateResult> gates) throws XMLStreamException {
        Map<String, List<GateResult>> stages = new LinkedHashMap<>();
        for (GateResult result : gates) {
            stages.computeIfAbsent(result.gate().stage(), stage -> new ArrayList<>())
                    .add(result);
        }
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        open("testsuites", bundle.identifier(), gates);
        for (Map.Entry<String, List<GateResult>> stage : stages.entrySet()) {
            open("testsuite", stage.getKey(), stage.getValue());
            attribute("timestamp", bundle.startedAt().toString());
            for (GateResult result : stage.getValue()) {
                testcase(bundle.model() + "." + stage.getKey(), result);
            }
            close();
        }
        close();
        xml.writeEndDocument();
    }

    private void open(String element, String name, List<GateResult> gates) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("name", name);
        attribute("tests", Integer.toString(gates.size()));
        attribute("failures", count(gates, Verdict.FAIL));
        attribute("errors", count(gates, Verdict.UNDECIDED));
    }

    private static String count(List<GateResult> gates, Verdict verdict) {
        return Long.toString(
                gates.stream().filter(result -> result.verdict() == verdict).count());
    }

    private void testcase(String suite, GateResult result) throws XMLStreamException {
        String id = result.gate().id();
        String stage = result.gate().stage() + "/";
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        attribute("classname", suite);
        attribute("name", id.startsWith(stage) ? id.substring(stage.length()) : id);
        if (result.verdict() != Verdict.PASS) {
            xml.writeStartElement(result.verdict() == Verdict.FAIL ? "failure" : "error");
            attribute("type", result.verdict().name());
            attribute("message", result.reason());
            xml.writeCharacters(legal(LimitText.value(result)
                    + LimitText.interval(result).map(interval -> " " + interval).orElse("") + ", "
                    + LimitText.limit(result.gate()) + " asked for ("
                    + LimitText.on(result.gate().on()) + "), n "
                    + result.metric().n()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void close() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** XML has no way at all to write some characters. */
    private static String legal(String text) {
        return text.codePoints()
                .map(c -> c == '\t' || c == '\n' || c >= 0x20 && c < 0xD800 || c > 0xDFFF && c != 0xFFFE && c != 0xFFFF
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
