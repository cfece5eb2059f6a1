// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns a value into the JSON tree that a schema validator reads; what is broken becomes null. */
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTree() {}

    static JsonNode of(Value value) {
        if (value instanceof Value.Mapping mapping) {
            ObjectNode object = NODES.objectNode();
            mapping.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
            return object;
        }
        if (value instanceof Value.Sequence sequence) {
            ArrayNode array = NODES.arrayNode(sequence.items().size());
            sequence.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return value instanceof Value.Scalar scalar ? scalar(scalar) : NODES.nullNode();
    }

    private static JsonNode scalar(Value.Scalar scalar) {
        String text = scalar.text();
        return switch (scalar.kind()) {
            case NOTHING -> NODES.nullNode();
            case TRUTH -> NODES.booleanNode(text.equalsIgnoreCase("true"));
            case WHOLE ->
                Numbers.exact(text)
                        .<JsonNode>map(NODES::numberNode)
                        .orElseGet(() -> NODES.numberNode(Numbers.decimal(text)));
            case DECIMAL -> NODES.numberNode(Numbers.decimal(text));
            case TEXT -> NODES.textNode(text);
        };
    }
}
