// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds an item of a table. */
public final class Item {
    private final Map<String, AttributeValue> values = new TreeMap<>();

    /** Adds a text. */
    public Item text(String name, String value) {
        values.put(name, AttributeValue.fromS(value));
        return this;
    }

    /** Adds a text if there is one. */
    public Item text(String name, Optional<String> value) {
        value.ifPresent(known -> text(name, known));
        return this;
    }

    /** Adds a number. */
    public Item number(String name, Number value) {
        values.put(name, AttributeValue.fromN(value.toString()));
        return this;
    }

    /** Adds texts. */
    public Item texts(String name, List<String> texts) {
        values.put(
                name,
                AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
        return this;
    }

    /** Adds texts by name. */
    public Item map(String name, Map<String, String> texts) {
        Map<String, AttributeValue> map = new TreeMap<>();
        texts.forEach((key, value) -> map.put(key, AttributeValue.fromS(value)));
        values.put(name, AttributeValue.fromM(map));
        return this;
    }

    /** Returns the item. */
    public Map<String, AttributeValue> build() {
        return Map.copyOf(values);
    }

    /** Reads a text of an item. */
    public static Optional<String> text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    /** Reads a whole number of an item. */
    public static Optional<Integer> number(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::n).map(Integer::valueOf);
    }
}
