// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The report's page as paper wants it: with its own style sheet, without what only a screen can use. */
final class PrintPage {
    private static final Set<String> SCREEN_ONLY = Set.of("nav", "input", "label", "title");

    private static final int HEAD = 90;

    private PrintPage() {}

    static Document of(ReportData data) {
        Document page = parse(ReportWriter.page(data, "report-print.css"));
        for (Element element : elements(page)) {
            String tag = element.getTagName();
            boolean pageTitle =
                    tag.equals("title") && element.getParentNode().getNodeName().equals("head");
            if (SCREEN_ONLY.contains(tag) && !pageTitle || hidden(element)) {
                element.getParentNode().removeChild(element);
            } else if (tag.equals("wbr")) {
                element.getParentNode().replaceChild(page.createTextNode("\u200B"), element);
            }
        }
        PrintPicture.ink(page);
        runningHead(page, data.bundle().model() + " \u00B7 run " + data.bundle().run());
        return page;
    }

    private static void runningHead(Document page, String text) {
        Element head = page.createElement("div");
        head.setAttribute("class", "running");
        head.setTextContent(VisibleText.of(ModelCard.cut(text, HEAD)));
        Element body = (Element) page.getElementsByTagName("body").item(0);
        body.insertBefore(head, body.getFirstChild());
    }

    private static boolean hidden(Element element) {
        String style = element.getAttribute("class");
        return style.equals("skip") || style.equals("unseen");
    }

    static List<Element> elements(Document page) {
        NodeList nodes = page.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document parse(byte[] page) {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(page));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("the report's own page is not well formed: " + e.getMessage(), e);
        }
    }
}
