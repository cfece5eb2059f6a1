// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.time.Instant;
import java.util.List;

/** Small pieces of the page that several sections use. */
final class Parts {
    private Parts() {}

    /**
     * Writes a digest whole; the style sheet cuts what the eye sees of it, except in print.
     *
     * @param html where to
     * @param digest hexadecimal; shown as a dash if empty
     */
    static void digest(Html html, String digest) {
        if (digest.isEmpty()) {
            html.text("\u2013");
        } else {
            html.element("code", digest, "class", "digest", "title", digest);
        }
    }

    /**
     * Writes a time in UTC.
     *
     * @param html where to
     * @param at any
     */
    static void time(Html html, Instant at) {
        html.element("time", Figures.utc(at), "datetime", at.toString());
    }

    /**
     * Opens a table in a container that scrolls sideways where the page is narrow.
     *
     * @param html where to
     * @param style class of the table
     * @param caption what the table shows
     * @param columns heads
     */
    static void openTable(Html html, String style, String caption, List<String> columns) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", caption)
                .open("table", "class", style)
                .element("caption", caption)
                .open("thead")
                .open("tr");
        columns.forEach(column -> html.element("th", column, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
    }

    /**
     * Closes what {@link #openTable} opened.
     *
     * @param html where to
     */
    static void closeTable(Html html) {
        html.close("tbody").close("table").close("div");
    }

    /**
     * Writes a term and what it is, within a {@code dl}.
     *
     * @param html where to
     * @param term our word
     * @param value text from outside; shown as a dash if empty
     */
    static void fact(Html html, String term, String value) {
        fact(html, term, () -> html.data(value.isBlank() ? "\u2013" : value));
    }

    /**
     * Writes a term and what it is, within a {@code dl}.
     *
     * @param html where to
     * @param term our word
     * @param value writes what it is
     */
    static void fact(Html html, String term, Runnable value) {
        html.open("div").element("dt", term).open("dd");
        value.run();
        html.close("dd").close("div");
    }

    /**
     * Writes sentences as a list.
     *
     * @param html where to
     * @param style class of the list
     * @param sentences from outside
     */
    static void list(Html html, String style, List<String> sentences) {
        html.open("ul", "class", style);
        sentences.forEach(sentence -> html.open("li").data(sentence).close("li"));
        html.close("ul");
    }
}
