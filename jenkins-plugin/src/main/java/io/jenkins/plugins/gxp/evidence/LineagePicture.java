// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gxp.engine.BoundedStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import jenkins.MasterToSlaveFileCallable;

/**
 * Takes the picture of the lineage out of the report in a bundle and makes a file of its own of it. Only plain shapes and
 * texts go in; if there is anything else, there is no picture. It is for looking at: what proves something is the bundle.
 */
final class LineagePicture extends MasterToSlaveFileCallable<Boolean> {
    /** A picture of thirty tables has 40 kB. */
    static final long LONGEST = 1 << 20;

    private static final long serialVersionUID = 1;
    private static final long LONGEST_REPORT = 32L << 20;
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String START = "<svg class=\"lineage\"";
    private static final String END = "</svg>";
    private static final Set<String> ELEMENTS = Set.of("svg", "g", "title", "path", "rect", "text", "tspan");
    private static final Set<String> ATTRIBUTES = Set.of(
            "class",
            "viewBox",
            "width",
            "height",
            "role",
            "aria-label",
            "font-size",
            "d",
            "fill",
            "stroke",
            "x",
            "y",
            "rx");
    /** As in the report, on paper, since a picture does not know the theme of the page around it. */
    private static final String STYLE = "svg{font-family:system-ui,sans-serif;background:#fff}"
            + "rect{fill:#f5f6f3;stroke:#d8dbd5;stroke-width:1.2}"
            + ".edge{stroke:#565e68;stroke-width:1.3}.head{fill:#565e68}text{fill:#565e68}"
            + ".kind{font-size:11px}.heading{fill:#1b1f24;font-size:14px;font-weight:650}";

    private final String target;

    LineagePicture(String target) {
        this.target = target;
    }

    @Override
    public Boolean invoke(File bundle, VirtualChannel channel) throws IOException {
        String report = report(bundle);
        int start = report.indexOf(START);
        int end = start < 0 ? -1 : report.indexOf(END, start);
        if (end < 0 || end - start > LONGEST / 2) {
            return false;
        }
        Path file = Path.of(target);
        Path folder = file.getParent();
        if (folder == null) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            copy(report.substring(start, end + END.length()), file);
            return Files.size(file) <= LONGEST;
        } catch (XMLStreamException e) {
            return false;
        }
    }

    private static String report(File bundle) throws IOException {
        try (var zip = new ZipFile(bundle)) {
            String name = bundle.getName().replaceFirst("\\.zip$", "") + "/data/report.html";
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                return "";
            }
            try (InputStream in = new BoundedStream(zip.getInputStream(entry), LONGEST_REPORT, "The report")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static void copy(String svg, Path file) throws XMLStreamException, IOException {
        XMLInputFactory input = XMLInputFactory.newDefaultFactory();
        input.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        input.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = input.createXMLStreamReader(new StringReader(svg));
        try (var bytes = Files.newOutputStream(file)) {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            boolean root = true;
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        start(in, out, root);
                        root = false;
                    }
                    case XMLStreamConstants.END_ELEMENT -> out.writeEndElement();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> out.writeCharacters(in.getText());
                    case XMLStreamConstants.END_DOCUMENT -> out.flush();
                    default -> throw new XMLStreamException("neither shape nor text");
                }
            }
        }
    }

    private static void start(XMLStreamReader in, XMLStreamWriter out, boolean root) throws XMLStreamException {
        if (!ELEMENTS.contains(in.getLocalName())) {
            throw new XMLStreamException("an element that draws nothing: " + in.getLocalName());
        }
        out.writeStartElement(in.getLocalName());
        if (root) {
            out.writeDefaultNamespace(NAMESPACE);
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String name = in.getAttributeLocalName(i);
            String value = in.getAttributeValue(i);
            if (!ATTRIBUTES.contains(name) || value.contains("url(")) {
                throw new XMLStreamException("an attribute that draws nothing: " + name);
            }
            out.writeAttribute(name, value);
        }
        if (root) {
            out.writeStartElement("style");
            out.writeCharacters(STYLE);
            out.writeEndElement();
        }
    }
}
