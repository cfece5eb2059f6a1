// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facets and lists of names as they are written on a command line. A name or value that has a separator in it, or
 * starts with a quote, stands in double quotes, with each quote inside of it doubled: the rule of CSV. Blanks count,
 * but for those around {@code &}.
 */
public final class Words {
    private static final String RULE =
            " - write COL=V, COL=V,V, 'COL>T', 'COL<=T' or 'COL=*', or several of them with `&`"
                    + " between; a name or value with one of `=`, `>`, `<`, `,` and `&` in it stands in double quotes, a quote"
                    + " inside of them doubled";

    private static final String OPERATORS = "=><&";

    private final String text;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    /**
     * Reads a facet, as {@link FacetSpec#name} writes it.
     *
     * @param text {@code sex=F}, {@code region=N,S}, {@code age>75}, {@code "a=b"="x,y"}, {@code sex=F & age<=18},
     *     {@code sex=*}
     * @return the facet
     * @throws WrongCallException if it is none of these
     */
    public static FacetSpec facet(String text) throws WrongCallException {
        var words = new Words(text);
        List<Condition> conditions = new ArrayList<>();
        do {
            words.skipBlanks(!conditions.isEmpty());
            conditions.add(words.condition());
        } while (words.take("&"));
        return new FacetSpec(conditions);
    }

    private Condition condition() throws WrongCallException {
        Optional<String> column = word(OPERATORS);
        if (column.isEmpty() || column.get().isEmpty()) {
            throw refusal();
        }
        if (take(">")) {
            return Condition.above(column.get(), limit());
        }
        if (take("<=")) {
            return Condition.upTo(column.get(), limit());
        }
        if (!take("=")) {
            throw refusal();
        }
        boolean quoted = text.startsWith("\"", at);
        List<String> values = list(",&");
        return !quoted && values.equals(List.of("*"))
                ? Condition.each(column.get())
                : Condition.among(column.get(), values);
    }

    private boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    private void skipBlanks(boolean wanted) {
        while (wanted && at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /**
     * Reads a list of names.
     *
     * @param text {@code a,b,"c,d"}
     * @return at least one name, none of them empty
     * @throws WrongCallException if a name is empty or a quote is not closed
     */
    public static List<String> names(String text) throws WrongCallException {
        var words = new Words(text);
        List<String> names = words.list(",");
        if (words.at < text.length()) {
            throw words.refusal();
        }
        return names;
    }

    /**
     * What is positive: some values, or numbers above a limit.
     *
     * @param values empty if there is a limit
     * @param above the limit
     */
    public record Positive(List<String> values, Optional<Double> above) {}

    /**
     * Reads what is positive.
     *
     * @param text {@code yes}, {@code II,III}, {@code "a,b"}, or {@code >50}; a text that is no number after the sign,
     *     such as {@code >50K}, is a value
     * @return values or a limit
     * @throws WrongCallException if a value is empty or a quote is not closed
     */
    public static Positive positive(String text) throws WrongCallException {
        if (text.matches(">\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?\\s*")) {
            var words = new Words(text);
            words.at = 1;
            return new Positive(List.of(), Optional.of(words.limit()));
        }
        return new Positive(names(text), Optional.empty());
    }

    /**
     * Reads pairs.
     *
     * @param text {@code I=p1,II=p2,"a=b"=p3}
     * @return at least one, in their order
     * @throws WrongCallException if one is no pair, or a name stands twice before the sign
     */
    public static Map<String, String> pairs(String text) throws WrongCallException {
        var words = new Words(text);
        Map<String, String> pairs = new LinkedHashMap<>();
        do {
            Optional<String> name = words.word("=");
            boolean pair = name.isPresent() && words.at++ < text.length();
            Optional<String> value = pair ? words.word(",") : Optional.empty();
            if (value.isEmpty() || value.get().isEmpty() || name.get().isEmpty()) {
                throw new WrongCallException("`" + text + "` is no list of pairs - write CLASS=COL,CLASS=COL; a class"
                        + " or column with `=` or `,` in it stands in double quotes, a quote inside of them doubled");
            }
            if (pairs.put(name.get(), value.get()) != null) {
                throw new WrongCallException("`" + name.get() + "` stands twice in `" + text + "`");
            }
        } while (words.at++ < text.length());
        return pairs;
    }

    private double limit() throws WrongCallException {
        Optional<String> number = word("&");
        try {
            double limit = Double.parseDouble(number.orElse(""));
            if (Double.isFinite(limit)) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw refusal();
        }
        throw refusal();
    }

    private List<String> list(String separators) throws WrongCallException {
        List<String> words = new ArrayList<>();
        do {
            Optional<String> word = word(separators);
            if (word.isEmpty() || word.get().isEmpty()) {
                throw refusal();
            }
            words.add(word.get());
        } while (take(","));
        return words;
    }

    /** Reads up to a separator or the end, and stays on it; empty if a quoted word is not closed, or goes on after. */
    private Optional<String> word(String separators) {
        if (at < text.length() && text.charAt(at) == '"') {
            Optional<String> quoted = quoted();
            if (separators.contains("&")) {
                int behind = at;
                skipBlanks(true);
                at = at < text.length() && text.charAt(at) == '&' ? at : behind;
            }
            return quoted.filter(word -> at == text.length() || separators.indexOf(text.charAt(at)) >= 0);
        }
        int start = at;
        while (at < text.length() && separators.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return Optional.of(at < text.length() && text.charAt(at) == '&' ? word.stripTrailing() : word);
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
