// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Shapes of the SDK as JSON, and back, by the SDK's own model; nothing that the model does not know is read.
 *
 * @param names how a member is called there
 * @param time how time is written, if the model does not say
 */
record JsonShapes(Function<SdkField<?>, String> names, Format time) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** As it goes over the wire. */
    static JsonShapes wire() {
        return new JsonShapes(SdkField::locationName, Format.UNIX_TIMESTAMP);
    }

    /** As it goes over the wire in CBOR. */
    static JsonShapes binary() {
        return new JsonShapes(SdkField::locationName, Format.UNIX_TIMESTAMP_MILLIS);
    }

    /** As a test reads it, whatever the protocol: members named as AWS documents them. */
    static JsonShapes documented() {
        return new JsonShapes(SdkField::memberName, Format.ISO_8601);
    }

    /** Fills a builder with those of its members that are wanted. */
    void read(JsonNode node, SdkPojo builder, Predicate<SdkField<?>> wanted) {
        expect(node.isObject(), "an object", node);
        Map<String, SdkField<?>> fields = new HashMap<>();
        builder.sdkFields().stream().filter(wanted).forEach(field -> fields.put(names.apply(field), field));
        node.properties().forEach(one -> {
            SdkField<?> field = fields.get(one.getKey());
            expect(field != null, "a member of " + builder.getClass().getName(), one.getKey());
            if (!one.getValue().isNull()) {
                field.set(builder, value(one.getValue(), field));
            }
        });
    }

    private Object value(JsonNode node, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo inner = field.constructor().get();
                read(node, inner, all -> true);
                yield SdkFields.build(inner);
            }
            case LIST -> list(node, SdkFields.member(field));
            case MAP -> map(node, SdkFields.mapped(field));
            case SDK_BYTES -> bytes(node, field);
            case INSTANT -> instant(node, field);
            case STRING -> {
                expect(node.isTextual(), "text: " + field.memberName(), node);
                yield node.textValue();
            }
            case BOOLEAN -> {
                expect(node.isBoolean(), "true or false: " + field.memberName(), node);
                yield node.booleanValue();
            }
            default -> {
                boolean special = node.asText().matches("NaN|-?Infinity");
                expect(node.isNumber() || special, "a number: " + field.memberName(), node);
                yield Scalars.parse(field, node.asText(), time);
            }
        };
    }

    private List<Object> list(JsonNode node, SdkField<?> member) {
        expect(node.isArray(), "a list", node);
        List<Object> list = new ArrayList<>();
        node.forEach(one -> list.add(one.isNull() ? null : value(one, member)));
        return list;
    }

    private Map<String, Object> map(JsonNode node, SdkField<?> mapped) {
        expect(node.isObject(), "an object", node);
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(one -> map.put(one.getKey(), value(one.getValue(), mapped)));
        return map;
    }

    private static SdkBytes bytes(JsonNode node, SdkField<?> field) {
        expect(node.isTextual() || node.isBinary(), "base64: " + field.memberName(), node);
        try {
            return SdkBytes.fromByteArray(node.binaryValue());
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.UNREADABLE, field.memberName() + " is not base64", e);
        }
    }

    private Instant instant(JsonNode node, SdkField<?> field) {
        boolean unix = Scalars.format(field, time).name().startsWith("UNIX");
        expect(unix ? node.isNumber() : node.isTextual(), "a time: " + field.memberName(), node);
        String text = node.isNumber() ? node.decimalValue().toPlainString() : node.textValue();
        return (Instant) Scalars.parse(field, text, time);
    }

    private static void expect(boolean holds, String wanted, Object found) {
        if (!holds) {
            throw new Refusal(Refusal.Reason.UNREADABLE, "expected " + wanted + ", found " + found);
        }
    }

    /** Renders those members of a shape that are wanted, and set. */
    ObjectNode write(SdkPojo shape, Predicate<SdkField<?>> wanted) {
        ObjectNode node = NODES.objectNode();
        shape.sdkFields().stream()
                .filter(wanted)
                .forEach(field -> SdkFields.value(field, shape)
                        .ifPresent(value -> node.set(names.apply(field), node(value, field))));
        return node;
    }

    private JsonNode node(Object value, SdkField<?> field) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> write((SdkPojo) value, all -> true);
            case LIST -> {
                ArrayNode list = NODES.arrayNode();
                ((List<?>) value).forEach(one -> list.add(node(one, SdkFields.member(field))));
                yield list;
            }
            case MAP -> {
                ObjectNode map = NODES.objectNode();
                ((Map<?, ?>) value).forEach((key, one) -> map.set(key.toString(), node(one, SdkFields.mapped(field))));
                yield map;
            }
            case SDK_BYTES -> NODES.binaryNode(((SdkBytes) value).asByteArray());
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INSTANT -> {
                String text = Scalars.text(field, value, time);
                boolean unix = Scalars.format(field, time).name().startsWith("UNIX");
                yield unix ? NODES.numberNode(new BigDecimal(text)) : NODES.textNode(text);
            }
            case STRING -> NODES.textNode(value.toString());
            case INTEGER, LONG, SHORT, BYTE, BIG_DECIMAL -> NODES.numberNode(new BigDecimal(value.toString()));
            case FLOAT, DOUBLE -> {
                double number = ((Number) value).doubleValue();
                yield Double.isFinite(number)
                        ? NODES.numberNode(new BigDecimal(value.toString()))
                        : NODES.textNode(value.toString());
            }
            default -> throw new UnsupportedOperationException(field.memberName() + " has a type of no stand-in");
        };
    }
}
