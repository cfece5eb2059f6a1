// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads a page as XML, which fails on anything that was not escaped. */
final class Pages {
    private Pages() {}

    static Document parse(byte[] page) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(page));
    }

    static Document parse(ReportData data) throws Exception {
        return parse(ReportWriter.write(data));
    }

    static List<Element> all(Document page, String tag) {
        return elements(page.getElementsByTagName(tag));
    }

    static List<Element> all(Element parent, String tag) {
        return elements(parent.getElementsByTagName(tag));
    }

    static Element byId(Document page, String id) {
        return all(page, "*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no element has the id " + id));
    }

    static List<Element> byClass(Document page, String name) {
        return all(page, "*").stream()
                .filter(element ->
                        List.of(element.getAttribute("class").split(" ")).contains(name))
                .toList();
    }

    static String text(Element element) {
        return element.getTextContent().replaceAll("\\s+", " ").trim();
    }

    private static List<Element> elements(NodeList nodes) {
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
