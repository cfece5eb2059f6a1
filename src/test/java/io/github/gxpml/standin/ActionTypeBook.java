// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ActionTypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Custom action types as CodePipeline keeps them. */
final class ActionTypeBook {
    private static final int PAGE = 2;
    private static final int MOST_PROPERTIES = 10;

    private final Map<ActionTypeName, JsonNode> types = new LinkedHashMap<>();

    Map<String, Object> create(JsonNode body) {
        ActionTypeName name = new ActionTypeName(
                Limits.required(body, "category", 20),
                Limits.required(body, "provider", 35),
                Limits.required(body, "version", 9));
        if (types.containsKey(name)) {
            throw Limits.refused("An action type already exists with category " + name.category() + ", provider "
                    + name.provider() + ", version " + name.version());
        }
        check(body.path("configurationProperties"));
        range(body, "inputArtifactDetails");
        range(body, "outputArtifactDetails");
        Limits.text(body, "settings.entityUrlTemplate", 2048);
        Limits.text(body, "settings.executionUrlTemplate", 2048);
        types.put(name, body);
        return Map.of("actionType", shown(name, body));
    }

    private static void check(JsonNode properties) {
        int queryable = 0;
        for (JsonNode property : properties) {
            Limits.required(property, "name", 50);
            Limits.text(property, "description", 160);
            for (String flag : List.of("required", "key", "secret")) {
                if (!property.path(flag).isBoolean()) {
                    throw Limits.refused("Value null at 'configurationProperties." + flag
                            + "' failed to satisfy constraint: Member must not be null");
                }
            }
            if (property.path("queryable").asBoolean()) {
                queryable++;
                if (!property.path("required").asBoolean()
                        || property.path("secret").asBoolean()) {
                    throw Limits.refused("A queryable property must be required and not secret");
                }
            }
        }
        if (queryable > 1 || properties.size() > MOST_PROPERTIES) {
            throw Limits.refused("At most 1 queryable property and " + MOST_PROPERTIES + " properties are allowed");
        }
    }

    private static void range(JsonNode body, String name) {
        JsonNode range = body.path(name);
        int fewest = range.path("minimumCount").asInt(-1);
        int most = range.path("maximumCount").asInt(-1);
        if (fewest < 0 || most > 5 || fewest > most) {
            throw Limits.refused("Value at '" + name + "' failed to satisfy constraint: 0 to 5 artifacts");
        }
    }

    Map<String, Object> list(JsonNode body) {
        List<Object> page = new ArrayList<>();
        int from = Integer.parseInt(body.path("nextToken").asText("0"));
        List<Map.Entry<ActionTypeName, JsonNode>> all = new ArrayList<>(types.entrySet());
        for (var entry : all.subList(from, Math.min(all.size(), from + PAGE))) {
            page.add(shown(entry.getKey(), entry.getValue()));
        }
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("actionTypes", page));
        if (from + PAGE < all.size()) {
            answer.put("nextToken", Integer.toString(from + PAGE));
        }
        return answer;
    }

    private static Map<String, Object> shown(ActionTypeName name, JsonNode body) {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("id", id(name));
        type.put("settings", body.path("settings").isMissingNode() ? Map.of() : body.path("settings"));
        List<JsonNode> properties = new ArrayList<>();
        body.path("configurationProperties").forEach(property -> properties.add(0, property)); // in no order to rely on
        type.put("actionConfigurationProperties", properties);
        type.put("inputArtifactDetails", body.path("inputArtifactDetails"));
        type.put("outputArtifactDetails", body.path("outputArtifactDetails"));
        return type;
    }

    static Map<String, String> id(ActionTypeName name) {
        return Map.of(
                "category", name.category(), "owner", "Custom", "provider", name.provider(), "version", name.version());
    }

    /** Returns the type that a request names. */
    ActionTypeName named(JsonNode id) {
        ActionTypeName name = new ActionTypeName(
                Limits.required(id, "category", 20),
                Limits.required(id, "provider", 35),
                Limits.required(id, "version", 9));
        if (!id.path("owner").asText().equals("Custom") || !types.containsKey(name)) {
            throw new ServiceError(
                    "ActionTypeNotFoundException",
                    "No action type found for category " + name.category() + ", provider " + name.provider());
        }
        return name;
    }

    /** Returns the name of the property by which workers may ask. */
    Optional<String> queryable(ActionTypeName name) {
        for (JsonNode property : types.get(name).path("configurationProperties")) {
            if (property.path("queryable").asBoolean()) {
                return Optional.of(property.path("name").asText());
            }
        }
        return Optional.empty();
    }

    /** Refuses an action that no pipeline could have been given. */
    void check(ActionOrder order) {
        JsonNode type = types.get(order.type());
        if (type == null) {
            throw new IllegalArgumentException("no such action type: " + order.type());
        }
        List<String> known = new ArrayList<>();
        for (JsonNode property : type.path("configurationProperties")) {
            String name = property.path("name").asText();
            known.add(name);
            if (property.path("required").asBoolean() && !order.configuration().containsKey(name)) {
                throw new IllegalArgumentException("the action must set " + name);
            }
        }
        String query =
                order.configuration().getOrDefault(queryable(order.type()).orElse(""), "-");
        if (!known.containsAll(order.configuration().keySet()) || !query.matches("[A-Za-z0-9_-]{1,20}")) {
            throw new IllegalArgumentException(
                    "CodePipeline would refuse " + order.configuration().keySet());
        }
    }
}
