// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Outcomes of tests, read from JUnit XML files.
 *
 * @param outcomes {@code passed}, {@code failed} or {@code skipped} by test id, in order of the id
 * @param tagged ids of the tests that carry the wanted tag
 */
record JUnitResults(SortedMap<String, String> outcomes, List<String> tagged) {

    /**
     * Reads files. A test is tagged by a property {@code tag} of its own or of its suite, or by {@code [tag]} in its
     * name. A test id that occurs twice gets a number, so that none hides another.
     *
     * @param files JUnit XML files
     * @param tag the wanted tag
     * @return the outcomes
     * @throws IOException if a file cannot be read or is not JUnit XML
     */
    static JUnitResults read(Collection<Path> files, String tag) throws IOException {
        var results = new JUnitResults(new TreeMap<>(), new ArrayList<>());
        for (Path file : files) {
            Element root = parse(file);
            List<Element> cases = descendants(root, "testcase");
            if (cases.isEmpty() && !root.getTagName().startsWith("testsuite")) {
                throw new IOException(file + " is not a JUnit XML file: its root is <" + root.getTagName() + ">");
            }
            for (Element test : cases) {
                results.add(test, tag);
            }
        }
        return results;
    }

    /** Returns how many tests came out neither passed nor skipped. */
    long failed() {
        return outcomes.values().stream().filter("failed"::equals).count();
    }

    /** Returns the ids of tagged tests that passed. */
    List<String> taggedAndPassed() {
        return tagged.stream().filter(id -> "passed".equals(outcomes.get(id))).toList();
    }

    /** Returns the ids of the tests that are missing in one of two results or came out otherwise. */
    List<String> differences(JUnitResults other) {
        var ids = new TreeMap<>(outcomes);
        ids.putAll(other.outcomes);
        return ids.keySet().stream()
                .filter(id -> !outcomes.getOrDefault(id, "").equals(other.outcomes.getOrDefault(id, "")))
                .toList();
    }

    private void add(Element test, String tag) {
        String base = test.getAttribute("classname") + "#" + test.getAttribute("name");
        String id = base;
        for (int i = 2; outcomes.containsKey(id); i++) {
            id = base + " (" + i + ")";
        }
        outcomes.put(id, outcome(test));
        if (test.getAttribute("name").contains("[" + tag + "]") || hasTag(test, tag)) {
            tagged.add(id);
        }
    }

    private static String outcome(Element test) {
        // a flaky test failed before it passed on a second try: it is not reproducible
        for (String failure : List.of("failure", "error", "flakyFailure", "flakyError")) {
            if (!children(test, failure).isEmpty()) {
                return "failed";
            }
        }
        return children(test, "skipped").isEmpty() ? "passed" : "skipped";
    }

    private static boolean hasTag(Element test, String tag) {
        for (Node node = test; node instanceof Element element; node = node.getParentNode()) {
            for (Element properties : children(element, "properties")) {
                for (Element property : children(properties, "property")) {
                    if (property.getAttribute("name").equals("tag") && tag.equals(property.getAttribute("value"))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<Element> descendants(Element root, String name) {
        var nodes = root.getElementsByTagName(name);
        var found = new ArrayList<Element>(nodes.getLength());
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static Element parse(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // no document type: no entity can read a file or grow without end
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(in).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file + " is not a JUnit XML file: " + e.getMessage(), e);
        }
    }
}
