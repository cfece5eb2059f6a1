// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.gate.Verdict;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GateJUnitTest {
    @Test
    void shouldShowEveryGateWithItsVerdict() throws Exception {
        ReportData data = Reports.createMixed();
        Document xml = parse(GateJUnit.write(data.bundle(), data.verdicts().gates()));

        assertThat(elements(xml, "testcase")).hasSameSizeAs(data.verdicts().gates());
        assertThat(elements(xml, "failure")).hasSize(count(data, Verdict.FAIL)).isNotEmpty();
        assertThat(elements(xml, "error"))
                .hasSize(count(data, Verdict.UNDECIDED))
                .isNotEmpty();
        Element root = xml.getDocumentElement();
        assertThat(root.getAttribute("tests"))
                .isEqualTo(Integer.toString(data.verdicts().gates().size()));
        assertThat(root.getAttribute("failures")).isEqualTo(Integer.toString(count(data, Verdict.FAIL)));
        assertThat(root.getAttribute("errors")).isEqualTo(Integer.toString(count(data, Verdict.UNDECIDED)));
    }

    @Test
    void shouldSayWhyInEachFailure() throws Exception {
        ReportData data = Reports.createMixed();
        List<String> reasons = data.verdicts().gates().stream()
                .filter(gate -> gate.verdict() == Verdict.FAIL)
                .map(gate -> gate.reason())
                .toList();

        assertThat(elements(parse(GateJUnit.write(data.bundle(), data.verdicts().gates())), "failure"))
                .extracting(element -> element.getAttribute("message"))
                .containsExactlyInAnyOrderElementsOf(reasons);
    }

    @Test
    void shouldWriteHostileTextAsText() throws Exception {
        ReportData data = Reports.createHostile("]]>\"<a href='x'>&\u0000\uFFFE\uD800</a>");

        Document xml = parse(GateJUnit.write(data.bundle(), data.verdicts().gates()));

        assertThat(elements(xml, "a")).isEmpty();
        assertThat(elements(xml, "testcase")).hasSameSizeAs(data.verdicts().gates());
    }

    private static int count(ReportData data, Verdict verdict) {
        return (int) data.verdicts().gates().stream()
                .filter(gate -> gate.verdict() == verdict)
                .count();
    }

    private static Document parse(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static List<Element> elements(Document xml, String name) {
        NodeList nodes = xml.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
