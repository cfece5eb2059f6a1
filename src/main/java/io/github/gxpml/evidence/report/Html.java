// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML that is also well-formed XML. Every text and attribute value is escaped; there is no way to write markup
 * from data, a script, an event handler, or a link to anything outside the page. Does not know which tag may stand
 * where.
 */
final class Html {
    private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> FORBIDDEN_TAGS =
            Set.of("script", "style", "iframe", "object", "embed", "base", "link", "form", "foreignobject");
    private static final Set<String> EMPTY =
            Set.of("br", "col", "hr", "input", "meta", "wbr", "circle", "line", "path", "rect");
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "code", "data", "em", "kbd", "label", "small", "span", "strong", "svg", "time",
            "title", "path", "rect", "circle", "text", "tspan", "g");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    Html() {
        out.append("<!DOCTYPE html>\n");
    }

    /**
     * Opens an element.
     *
     * @param tag its name, lower case
     * @param attributes names and values in turn; values are escaped
     * @return this
     */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /**
     * Closes the element opened last.
     *
     * @param tag its name, to catch a wrong nesting
     * @return this
     */
    Html close(String tag) {
        if (!tag.equals(open.peek())) {
            throw new IllegalStateException("cannot close <" + tag + ">: the open element is <" + open.peek() + ">");
        }
        open.pop();
        out.append("</").append(tag).append('>');
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /**
     * Writes an element without content, such as a void element of HTML or a shape of SVG.
     *
     * @param tag its name
     * @param attributes names and values in turn
     * @return this
     */
    Html empty(String tag, String... attributes) {
        if (!EMPTY.contains(tag)) {
            throw new IllegalArgumentException("<" + tag + "> may have content: open and close it");
        }
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /**
     * Writes text.
     *
     * @param text any text
     * @return this
     */
    Html text(String text) {
        escape(VisibleText.of(text));
        return this;
    }

    /**
     * Writes an element that holds text alone.
     *
     * @param tag its name
     * @param text any text
     * @param attributes names and values in turn
     * @return this
     */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /**
     * Writes text that comes from outside, kept apart from the writing direction of its neighbours.
     *
     * @param text any text
     * @return this
     */
    Html data(String text) {
        return element("bdi", text);
    }

    /**
     * Writes the page's own style sheet.
     *
     * @param css text from this product's resources, without {@code <} and {@code &}
     * @return this
     */
    Html style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0 || css.contains("url(") || css.contains("@import")) {
            throw new IllegalArgumentException("the style sheet must hold no markup and no address");
        }
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    /**
     * Returns the page.
     *
     * @return UTF-8
     */
    byte[] toBytes() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("the page has open elements: " + open);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void start(String tag, String... attributes) {
        if (!TAG.matcher(tag).matches() || FORBIDDEN_TAGS.contains(tag)) {
            throw new IllegalArgumentException("the report never writes <" + tag + ">");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i], attributes[i + 1]);
        }
    }

    private void attribute(String name, String value) {
        boolean reference = name.equals("href") && !value.startsWith("#");
        boolean active = name.startsWith("on") || name.equals("style") || name.equals("src");
        if (!ATTRIBUTE.matcher(name).matches() || reference || active) {
            throw new IllegalArgumentException("the report never writes " + name + "=\"" + value + "\"");
        }
        out.append(' ').append(name).append("=\"");
        escape(VisibleText.of(value));
        out.append('"');
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> out.append(c);
            }
        }
    }
}
