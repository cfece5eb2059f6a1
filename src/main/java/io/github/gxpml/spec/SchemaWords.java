// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.spec.Value.Kind;
import io.github.gxpml.spec.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Our sentences for the keywords of the schema. */
final class SchemaWords {
    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "number", "a number",
            "integer", "a whole number",
            "boolean", "true or false",
            "array", "a list",
            "object", "keys with values");
    /** An option of a command that people look for in the spec. */
    private static final String COMPAT = "compat";

    private static final Set<String> SWITCHES = Set.of("yes", "no", "on", "off", "y", "n", "true", "false");

    /**
     * What is said about a value.
     *
     * @param message what is wrong
     * @param remedy what would be right
     */
    record Sentence(String message, String remedy) {}

    private final SchemaIndex index;

    SchemaWords(SchemaIndex index) {
        this.index = index;
    }

    /** Returns what to say about a value that breaks a keyword. */
    Sentence about(String keyword, List<Object> path, Value value) {
        JsonNode limit = index.keyword(path, keyword);
        String found = subject(path) + ": " + shown(value);
        return switch (keyword) {
            case "type" -> type(path, value, limit);
            case "enum" -> oneOf(path, (Scalar) value, limit);
            case "const" ->
                new Sentence(
                        "this program reads format " + limit.asText() + " of the spec, found " + shown(value),
                        "write `gxp: " + limit.asText() + "`, or use a program version that knows the other format");
            case "minimum" -> new Sentence(found + " is too small", "the smallest allowed is " + limit.asText());
            case "maximum" -> new Sentence(found + " is too large", "the largest allowed is " + limit.asText());
            case "exclusiveMinimum" -> new Sentence(found + " is too small", "it must be above " + limit.asText());
            case "exclusiveMaximum" ->
                new Sentence(
                        found + " is too large", "it must be below " + limit.asText() + ", for example " + first(path));
            case "minItems", "minProperties" ->
                limit.asInt() > 1
                        ? new Sentence(
                                subject(path) + " has too few items",
                                "write at least " + limit.asText() + ", for example " + first(path))
                        : new Sentence(subject(path) + " is empty", "write at least one, for example " + first(path));
            case "maxItems" -> new Sentence(subject(path) + " has too many items", "write at most " + limit.asText());
            case "maxLength" ->
                new Sentence(subject(path) + " is too long", "write at most " + limit.asText() + " letters");
            default -> new Sentence(found + " is not of the form that is needed", hint(path));
        };
    }

    /** Returns the name of a place in sentences: its key, or key and position for an item of a list. */
    String subject(List<Object> path) {
        if (path.isEmpty()) {
            return "the file";
        }
        Object last = path.get(path.size() - 1);
        return last instanceof Integer position
                ? subject(path.subList(0, path.size() - 1)) + " item " + (position + 1)
                : Words.name((String) last);
    }

    /** Returns how a missing key is written. */
    String example(List<Object> path, String key) {
        var inner = new ArrayList<>(path);
        inner.add(key);
        JsonNode options = index.keyword(inner, "enum");
        String written = "add `" + key + ": " + first(inner) + "`";
        return options.isArray() && options.size() > 1 ? written + " (one of " + list(options) + ")" : written;
    }

    /** Returns what to do about an unknown key. */
    String remedy(String key, List<Object> path) {
        if (key.equals(COMPAT)) {
            return "remove it: gates are always strict, because 0/0 taken for 0, as Clarify does, would open them; gxp"
                    + " bias --compat clarify prints Clarify's numbers to compare with";
        }
        List<String> allowed = index.keys(path);
        var near = Suggestions.nearest(key, allowed);
        if (near.isPresent()) {
            return "did you mean " + Words.name(near.get()) + "?";
        }
        Map<String, List<String>> homes = index.homes();
        if (homes.containsKey(key)) {
            return "it belongs under "
                    + Words.oneOf(
                            homes.get(key).stream().map(SchemaWords::section).toList());
        }
        return Suggestions.nearest(key, homes.keySet())
                .map(word -> "did you mean " + Words.name(word) + ", which belongs under "
                        + Words.oneOf(homes.get(word).stream()
                                .map(SchemaWords::section)
                                .toList()) + "?")
                .orElseGet(() -> "remove it; allowed here: " + Words.allOf(allowed));
    }

    private static String section(String path) {
        return path.equals("the top") ? path : Words.name(path);
    }

    private Sentence type(List<Object> path, Value value, JsonNode types) {
        List<String> wanted = names(types);
        String expected = Words.oneOf(wanted.stream().map(TYPES::get).toList());
        String prefix = path.isEmpty() ? "" : subject(path) + ": ";
        if (value instanceof Scalar scalar && scalar.kind() == Kind.NOTHING && !path.isEmpty()) {
            return new Sentence(
                    prefix + "expected " + expected + ", found nothing", "write the value, or remove the key");
        }
        return new Sentence(prefix + "expected " + expected + ", found " + described(value), cure(path, value, wanted));
    }

    private String cure(List<Object> path, Value value, List<String> wanted) {
        if (path.isEmpty()) {
            return "begin with `gxp: 1`, then `model:`, `data:` and `train:`";
        }
        boolean number = wanted.contains("number") || wanted.contains("integer");
        if (value instanceof Scalar scalar) {
            if (number && scalar.kind() == Kind.TEXT && looksLikeNumber(scalar.text())) {
                return "remove the quotes";
            }
            if (wanted.contains("string") && !hasForm(path, scalar.text())) {
                return hint(path);
            }
            if (wanted.contains("string")) {
                return "put it in quotes: \"" + scalar.text() + "\"";
            }
            if (wanted.contains("boolean") && SWITCHES.contains(scalar.text().toLowerCase(Locale.ROOT))) {
                return "write true or false, without quotes";
            }
            if (wanted.contains("array")) {
                return "write a list in brackets, for example " + first(path);
            }
        }
        return "write for example " + first(path);
    }

    private boolean hasForm(List<Object> path, String text) {
        JsonNode pattern = index.keyword(path, "pattern");
        return !pattern.isTextual()
                || Pattern.compile(pattern.textValue()).matcher(text).find();
    }

    private Sentence oneOf(List<Object> path, Scalar scalar, JsonNode options) {
        List<String> names = names(options);
        return new Sentence(
                subject(path) + ": " + Words.quoted(scalar.text()) + " is none of " + Words.allOf(names),
                Suggestions.orElse(scalar.text(), names, "write " + Words.oneOf(names)));
    }

    private String hint(List<Object> path) {
        JsonNode hint = index.keyword(path, "patternErrorMessage");
        return hint.isTextual() ? hint.textValue() : "write for example " + first(path);
    }

    private String first(List<Object> path) {
        return Flow.of(index.keyword(path, "examples").path(0));
    }

    private static String list(JsonNode options) {
        return Words.oneOf(names(options));
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        if (node.isArray()) {
            node.forEach(item -> names.add(item.asText()));
        } else {
            names.add(node.asText());
        }
        return names;
    }

    private static String shown(Value value) {
        return value instanceof Scalar scalar && scalar.kind() != Kind.TEXT
                ? scalar.text()
                : value instanceof Scalar text ? Words.quoted(text.text()) : described(value);
    }

    private static String described(Value value) {
        if (value instanceof Scalar scalar) {
            return switch (scalar.kind()) {
                case TEXT -> "the text " + Words.quoted(scalar.text());
                case TRUTH -> scalar.text();
                case NOTHING -> "nothing";
                default -> "the number " + scalar.text();
            };
        }
        return value instanceof Value.Sequence ? "a list" : "keys with values";
    }

    private static boolean looksLikeNumber(String text) {
        return text.length() < 100 && text.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    }

    /** Writes examples as people write them in YAML. */
    static final class Flow {
        private Flow() {}

        static String of(JsonNode node) {
            if (node.isObject()) {
                var parts = new ArrayList<String>();
                node.fields().forEachRemaining(field -> parts.add(field.getKey() + ": " + of(field.getValue())));
                return "{" + String.join(", ", parts) + "}";
            }
            if (node.isArray()) {
                var parts = new ArrayList<String>();
                node.forEach(item -> parts.add(of(item)));
                return parts.stream().collect(Collectors.joining(", ", "[", "]"));
            }
            return node.isTextual() ? YamlText.of(node.textValue()) : node.asText();
        }
    }
}
