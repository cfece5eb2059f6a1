// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers from the schema what may stand at a place of a spec, and where a key belongs. */
final class SchemaIndex {
    private static final int MAX_DEPTH = 12;
    private final JsonNode root;

    SchemaIndex(JsonNode root) {
        this.root = root;
    }

    /**
     * Returns what the schema says about a place.
     *
     * @param path keys (String) and positions in lists (Integer) from the root
     * @param keyword for example {@code type} or {@code examples}
     * @return the keyword's value, a missing node if there is none
     */
    JsonNode keyword(List<Object> path, String keyword) {
        JsonNode at = root;
        for (Object step : path) {
            at = step instanceof String key ? property(at, key) : look(at, "items");
        }
        return look(at, keyword);
    }

    /** Returns the keys that may stand in the mapping at a place. */
    List<String> keys(List<Object> path) {
        var keys = new ArrayList<String>();
        keyword(path, "properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Returns for every key of the language the sections in which it may stand, as {@code data.tables.<name>}. */
    Map<String, List<String>> homes() {
        var homes = new LinkedHashMap<String, List<String>>();
        collect(root, "", 0, homes);
        return homes;
    }

    private void collect(JsonNode at, String path, int depth, Map<String, List<String>> homes) {
        if (depth > MAX_DEPTH) {
            return;
        }
        Iterator<Map.Entry<String, JsonNode>> properties =
                look(at, "properties").fields();
        properties.forEachRemaining(property -> {
            homes.computeIfAbsent(property.getKey(), k -> new ArrayList<>()).add(path.isEmpty() ? "the top" : path);
            collect(property.getValue(), (path.isEmpty() ? "" : path + ".") + property.getKey(), depth + 1, homes);
        });
        if (look(at, "items").isObject()) {
            collect(look(at, "items"), path, depth + 1, homes);
        }
        if (look(at, "additionalProperties").isObject()) {
            collect(look(at, "additionalProperties"), path + ".<name>", depth + 1, homes);
        }
    }

    private JsonNode property(JsonNode at, String key) {
        JsonNode properties = look(at, "properties");
        return properties.has(key) ? properties.get(key) : look(at, "additionalProperties");
    }

    /** A keyword beside a reference comes before the one that is referred to. */
    private JsonNode look(JsonNode at, String keyword) {
        if (at.has(keyword)) {
            return at.get(keyword);
        }
        return at.has("$ref")
                ? look(root.at(at.get("$ref").textValue().substring(1)), keyword)
                : MissingNode.getInstance();
    }
}
