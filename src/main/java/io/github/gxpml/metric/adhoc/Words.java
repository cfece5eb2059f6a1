// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Facets and lists of names as they are written on a command line. A name or value that has a separator in it, or
 * starts with a quote, stands in double quotes, with each quote inside of it doubled: the rule of CSV. Blanks count.
 */
public final class Words {
    private static final String RULE = " - write COL=V, COL=V,V or 'COL>T'; a name or value with `=`, `>` or `,` in it"
            + " stands in double quotes, a quote inside of them doubled";

    private final String text;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    /**
     * Reads a facet.
     *
     * @param text {@code sex=F}, {@code region=N,S}, {@code age>75}, {@code "a=b"="x,y"}
     * @return the facet
     * @throws WrongCallException if it is none of these
     */
    public static FacetSpec facet(String text) throws WrongCallException {
        var words = new Words(text);
        Optional<String> column = words.word("=>");
        if (column.isEmpty() || column.get().isEmpty() || words.at == text.length()) {
            throw words.refusal();
        }
        if (text.charAt(words.at++) == '>') {
            return new FacetSpec(column.get(), List.of(), Optional.of(words.limit()));
        }
        return new FacetSpec(column.get(), words.list(), Optional.empty());
    }

    /**
     * Reads a list of names.
     *
     * @param text {@code a,b,"c,d"}
     * @return at least one name, none of them empty
     * @throws WrongCallException if a name is empty or a quote is not closed
     */
    public static List<String> names(String text) throws WrongCallException {
        return new Words(text).list();
    }

    private double limit() throws WrongCallException {
        try {
            double limit = Double.parseDouble(text.substring(at));
            if (Double.isFinite(limit)) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw refusal();
        }
        throw refusal();
    }

    private List<String> list() throws WrongCallException {
        List<String> words = new ArrayList<>();
        do {
            Optional<String> word = word(",");
            if (word.isEmpty() || word.get().isEmpty()) {
                throw refusal();
            }
            words.add(word.get());
        } while (at++ < text.length());
        return words;
    }

    /** Reads up to a separator or the end, and stays on it; empty if a quoted word is not closed, or goes on after. */
    private Optional<String> word(String separators) {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted().filter(word -> at == text.length() || separators.indexOf(text.charAt(at)) >= 0);
        }
        int start = at;
        while (at < text.length() && separators.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Optional.of(text.substring(start, at));
    }

    private Optional<String> quoted() {
        var word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) != '"') {
                word.append(text.charAt(at));
            } else if (text.startsWith("\"\"", at)) {
                word.append('"');
                at++;
            } else {
                at++;
                return Optional.of(word.toString());
            }
        }
        return Optional.empty();
    }

    private WrongCallException refusal() {
        return new WrongCallException("`" + text + "` is neither a facet nor a list of names" + RULE);
    }
}
