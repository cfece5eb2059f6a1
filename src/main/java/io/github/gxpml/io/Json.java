// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The one way in which this product reads and writes JSON: keys sorted, two-space indent, line feed at the end, so that
 * equal values have equal bytes; on reading, a duplicate key, an unknown property, trailing text, NaN, a value of
 * another kind than the wanted one (7.9 or "7" for a whole number) and bytes that are not UTF-8 are errors.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, Json::onlyTexts)
            .addModule(new Jdk8Module())
            .addModule(new ValueModule())
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(50_000_000)
                        .build());
    }

    private Json() {}

    private static void onlyTexts(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * Returns the canonical bytes of a value: pretty-printed, keys sorted, UTF-8, with a line feed at the end.
     *
     * @param value a record, map, list or {@link JsonNode}; NaN and infinities are refused
     * @return the bytes
     */
    public static byte[] pretty(Object value) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return (write(MAPPER.writer(printer), value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the canonical one-line form of a value: keys sorted, no spaces, without a line feed.
     *
     * @param value a record, map, list or {@link JsonNode}; NaN and infinities are refused
     * @return the text
     */
    public static String compact(Object value) {
        return write(MAPPER.writer(), value);
    }

    /**
     * Reads a JSON document.
     *
     * @param <T> the wanted type
     * @param bytes UTF-8 text
     * @param type a record type, or {@link JsonNode} for the tree
     * @return the value, never null
     * @throws IOException if the text is not exactly one JSON document of that shape
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        T value = MAPPER.readValue(text(bytes), type);
        if (value == null) {
            throw new IOException("expected a JSON object, found null");
        }
        return value;
    }

    /** Some readers take bytes that are no UTF-8 for characters, each for its own. */
    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not written in UTF-8", e);
        }
    }

    /**
     * Reads a JSON document of another tool: any keys, and the bare words NaN and Infinity, which some tools write, are
     * taken; a duplicate key or trailing text is an error here too.
     *
     * @param bytes UTF-8 text
     * @return the tree, never null
     * @throws IOException if the text is not exactly one JSON document
     */
    public static JsonNode foreign(byte[] bytes) throws IOException {
        JsonNode tree = MAPPER.readerFor(JsonNode.class)
                .with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .readTree(bytes);
        if (tree == null || tree.isMissingNode()) {
            throw new IOException("expected a JSON document, found nothing");
        }
        return tree;
    }

    /**
     * Returns a document for another tool: keys in the order of the tree, two-space indent, values of a list beside one
     * another, UTF-8, with a line feed at the end. NaN and infinities are refused.
     *
     * @param tree the document
     * @return the bytes, equal for equal trees of equal order
     */
    public static byte[] inOrder(JsonNode tree) {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return (MAPPER.writer(printer).writeValueAsString(tree) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Turns a value into a JSON tree.
     *
     * @param value a record, map or list
     * @return its tree
     */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static String write(com.fasterxml.jackson.databind.ObjectWriter writer, Object value) {
        try {
            // through the tree, because a JsonNode's own fields are not sorted by the mapper
            Object sorted = value instanceof JsonNode node ? MAPPER.treeToValue(node, Object.class) : value;
            return writer.writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
