// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * One side of a request, as rows of cells.
 *
 * <p>CSV is one row a line, perhaps below a header that names the columns. JSON is an object with the columns by name,
 * a list of values, a list of such objects or lists, or any of these under {@code instances}, {@code features} or
 * {@code predictions}; JSON Lines is one of these a line. Base64 is one of the above by its content type.
 */
final class CapturedData {
    private static final List<String> WRAPPERS = List.of("instances", "predictions", "features");

    private final List<String> names;
    private final List<List<String>> rows = new ArrayList<>();

    private CapturedData(List<String> names) {
        this.names = names;
    }

    /**
     * Reads a side.
     *
     * @param side {@code endpointInput} or {@code endpointOutput} of an event
     * @param mode that it must have
     * @param names of its columns
     * @return at least one row, each with as many cells as there are names
     * @throws IOException if it is anything else; the end of a sentence
     */
    static List<List<String>> read(JsonNode side, String mode, List<String> names) throws IOException {
        if (!side.isObject() || !side.path("data").isTextual()) {
            throw new IOException("it has no data of " + mode + ", which the endpoint must capture too");
        }
        if (!side.path("mode").asText().equals(mode)) {
            throw new IOException("the mode of its " + mode + " is " + side.path("mode"));
        }
        var data = new CapturedData(names);
        data.read(
                side.path("data").textValue(),
                side.path("encoding").asText(),
                side.path("observedContentType").asText());
        if (data.rows.isEmpty()) {
            throw new IOException("there is no row in its " + mode);
        }
        return data.rows;
    }

    private void read(String text, String encoding, String type) throws IOException {
        String kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        switch (encoding) {
            case "CSV" -> csv(text);
            case "JSON" -> json(text, kind);
            case "BASE64" -> {
                String decoded = decoded(text);
                switch (kind) {
                    case "text/csv" -> csv(decoded);
                    case "application/json", "application/jsonlines", "application/x-jsonlines" -> json(decoded, kind);
                    default -> throw new IOException("its content type " + type + " cannot be read");
                }
            }
            default -> throw new IOException("its encoding is " + encoding + ", which is none of CSV, JSON and BASE64");
        }
    }

    private static String decoded(String text) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(text)))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw new IOException("its data is no Base64", e);
        } catch (CharacterCodingException e) {
            throw new IOException("its data is not written in UTF-8", e);
        }
    }

    private void csv(String text) throws IOException {
        for (List<String> line : CsvText.read(text)) {
            if (rows.isEmpty() && line.equals(names)) {
                continue; // a header
            }
            add(line.stream().map(String::strip).toList());
        }
    }

    private void json(String text, String kind) throws IOException {
        if (kind.endsWith("jsonlines")) {
            for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
                document(line);
            }
        } else {
            document(text);
        }
    }

    private void document(String text) throws IOException {
        JsonNode tree;
        try {
            tree = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new IOException("its data is no JSON", e);
        }
        values(tree, true);
    }

    private void values(JsonNode node, boolean wrapped) throws IOException {
        if (node.isObject()) {
            for (String wrapper : WRAPPERS) {
                if (node.has(wrapper) && !names.contains(wrapper)) {
                    values(node.path(wrapper), wrapped);
                    return;
                }
            }
            named(node);
        } else if (node.isArray() && wrapped && !node.isEmpty() && node.path(0).isContainerNode()) {
            for (JsonNode row : node) {
                values(row, false);
            }
        } else if (node.isArray() && wrapped && names.size() == 1) {
            for (JsonNode one : node) {
                add(List.of(cell(one)));
            }
        } else if (node.isArray()) {
            List<String> cells = new ArrayList<>();
            for (JsonNode one : node) {
                cells.add(cell(one));
            }
            add(cells);
        } else {
            add(List.of(cell(node)));
        }
    }

    private void named(JsonNode object) throws IOException {
        List<String> cells = new ArrayList<>();
        for (String name : names) {
            if (!object.has(name)) {
                throw new IOException("a row has no " + name);
            }
            cells.add(cell(object.path(name)));
        }
        add(cells);
    }

    /** A list of one value stands for it, as services answer. */
    private static String cell(JsonNode value) throws IOException {
        JsonNode one = value.isArray() && value.size() == 1 ? value.path(0) : value;
        if (one.isContainerNode() || one.isNumber() && !Double.isFinite(one.doubleValue())) {
            throw new IOException("a value is neither a text nor a number");
        }
        return one.isNull() ? "" : one.asText();
    }

    private void add(List<String> cells) throws IOException {
        if (cells.size() != names.size()) {
            throw new IOException("a row has " + cells.size() + " values, and there are " + names.size() + " columns: "
                    + String.join(", ", names));
        }
        rows.add(cells);
    }
}
