// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a document of another tool. Strict about the types of what is looked at, silent about any other key. What
 * is null counts as absent.
 *
 * @param document name of the document, for messages
 * @param path keys and positions from the root, for messages
 * @param node what is there
 */
record Place(String document, String path, JsonNode node) {
    private static final int LONGEST = 60;

    static Place root(String document, JsonNode node) {
        return new Place(document, "", node);
    }

    boolean present() {
        return !node.isMissingNode() && !node.isNull();
    }

    boolean isText() {
        return node.isTextual();
    }

    /** The first of several spellings that is there. */
    Place at(String... keys) throws FormatException {
        if (present() && !node.isObject()) {
            throw wrong("must be an object");
        }
        for (String key : keys) {
            if (node.hasNonNull(key)) {
                return new Place(document, below(key), node.get(key));
            }
        }
        return new Place(document, below(keys[0]), MissingNode.getInstance());
    }

    /** What is there under a key, if it is. */
    Optional<Place> find(String... keys) throws FormatException {
        Place place = at(keys);
        return place.present() ? Optional.of(place) : Optional.empty();
    }

    /** The elements of a list that must be there. */
    List<Place> items() throws FormatException {
        if (!node.isArray()) {
            throw wrong("must be a list");
        }
        List<Place> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new Place(document, path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    /** The entries of an object that must be there, in their order. */
    Map<String, Place> entries() throws FormatException {
        if (!node.isObject()) {
            throw wrong("must be an object");
        }
        Map<String, Place> entries = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(entry -> entries.put(
                        entry.getKey(), new Place(document, below(clean(entry.getKey())), entry.getValue())));
        return entries;
    }

    String text() throws FormatException {
        if (!node.isTextual()) {
            throw wrong("must be a text");
        }
        return node.textValue();
    }

    /** A text, or a number or truth value as text. */
    String words() throws FormatException {
        if (!present() || !node.isValueNode()) {
            throw wrong("must be a text");
        }
        return node.asText();
    }

    boolean truth() throws FormatException {
        if (!node.isBoolean()) {
            throw wrong("must be true or false");
        }
        return node.booleanValue();
    }

    /** A number, which these formats may also write as one of the words NaN, Infinity and -Infinity. */
    double number() throws FormatException {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isTextual()) {
            switch (node.textValue()) {
                case "NaN":
                    return Double.NaN;
                case "Infinity":
                    return Double.POSITIVE_INFINITY;
                case "-Infinity":
                    return Double.NEGATIVE_INFINITY;
                default:
                    break;
            }
        }
        throw wrong("must be a number");
    }

    double finite() throws FormatException {
        double number = number();
        if (!Double.isFinite(number)) {
            throw wrong("must be a finite number");
        }
        return number;
    }

    double share() throws FormatException {
        double number = number();
        if (!(number >= 0 && number <= 1)) {
            throw wrong("must be a share from 0 to 1");
        }
        return number;
    }

    /** A number of rows, also written as 12.0. */
    long count() throws FormatException {
        double number = number();
        if (!(number >= 0 && number <= 1L << 53) || number != Math.rint(number)) {
            throw wrong("must be a number of rows");
        }
        return (long) number;
    }

    FormatException wrong(String what) {
        String found = !present()
                ? "is missing"
                : node.isValueNode() ? "is " + clean(node.toString()) : node.isArray() ? "is a list" : "is an object";
        return new FormatException(
                quoted(document) + ": " + (path.isEmpty() ? "the document" : path) + " " + found + ", it " + what);
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A name from a document in quotes, cut, and without characters that a terminal would obey. */
    static String quoted(String text) {
        return "`" + clean(text) + "`";
    }

    static String clean(String text) {
        String first = String.valueOf(text).lines().findFirst().orElse("");
        String plain = first.replaceAll("\\p{C}", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }
}
