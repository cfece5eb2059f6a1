// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of a table as a file, nothing added and nothing left out; it refuses a type that it does not know. */
final class StoredItems {
    private StoredItems() {}

    static byte[] write(List<Map<String, AttributeValue>> items) {
        return Json.pretty(Map.of("items", items.stream().map(StoredItems::map).toList()));
    }

    private static Map<String, Object> map(Map<String, AttributeValue> values) {
        Map<String, Object> map = new TreeMap<>();
        values.forEach((name, value) -> map.put(name, value(value)));
        return map;
    }

    private static Map<String, Object> value(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case M -> Map.of("M", map(value.m()));
            case L -> Map.of("L", value.l().stream().map(StoredItems::value).toList());
            default -> throw new IllegalStateException("an attribute of type " + value.type());
        };
    }

    static List<Map<String, AttributeValue>> read(byte[] file) throws IOException {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Json.foreign(file).path("items").forEach(item -> items.add(map(item)));
        return items;
    }

    private static Map<String, AttributeValue> map(JsonNode node) {
        Map<String, AttributeValue> map = new TreeMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        return map;
    }

    private static AttributeValue value(JsonNode node) {
        if (node.has("M")) {
            return AttributeValue.fromM(map(node.path("M")));
        }
        if (node.has("L")) {
            List<AttributeValue> values = new ArrayList<>();
            node.path("L").forEach(each -> values.add(value(each)));
            return AttributeValue.fromL(values);
        }
        return node.has("N")
                ? AttributeValue.fromN(node.path("N").textValue())
                : AttributeValue.fromS(node.path("S").textValue());
    }
}
