// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A CloudFormation template, its short functions ({@code !Ref}) in their long form.
 *
 * @param root the document
 */
record CloudFormationTemplate(JsonNode root) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static CloudFormationTemplate parse(String yaml) {
        Node node =
                new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
        return new CloudFormationTemplate(tree(node));
    }

    JsonNode resources() {
        return root.path("Resources");
    }

    /** Returns the only resource of a type. */
    JsonNode only(String type) {
        return StreamSupport.stream(resources().spliterator(), false)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns a value as it is when the stack is made, with texts of no meaning for what is not known before.
     *
     * @param value any part of the template
     * @param holds whether conditions hold
     * @return the value; empty if it is left out
     */
    Optional<JsonNode> resolve(JsonNode value, boolean holds) {
        if (value.isArray()) {
            ArrayNode items = NODES.arrayNode();
            value.forEach(item -> resolve(item, holds).ifPresent(items::add));
            return Optional.of(items);
        }
        if (!value.isObject()) {
            return Optional.of(value);
        }
        if (value.size() == 1 && value.has("Ref")) {
            return reference(value.path("Ref").asText());
        }
        if (value.size() == 1 && value.has("Fn::If")) {
            return resolve(value.path("Fn::If").path(holds ? 1 : 2), holds);
        }
        if (value.size() == 1 && value.fieldNames().next().startsWith("Fn::")) {
            return Optional.of(NODES.textNode("known later"));
        }
        ObjectNode fields = NODES.objectNode();
        value.properties()
                .forEach(field ->
                        resolve(field.getValue(), holds).ifPresent(resolved -> fields.set(field.getKey(), resolved)));
        return Optional.of(fields);
    }

    private Optional<JsonNode> reference(String name) {
        JsonNode parameter = root.path("Parameters").path(name);
        if (name.equals("AWS::NoValue")) {
            return Optional.empty();
        }
        return Optional.of(
                parameter.has("Default") && !parameter.path("Default").asText().isEmpty()
                        ? parameter.path("Default")
                        : NODES.textNode("known later"));
    }

    private static JsonNode tree(Node node) {
        JsonNode value = untagged(node);
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return value;
        }
        String name = tag.substring(1);
        if (name.equals("GetAtt")) {
            String[] parts = value.asText().split("\\.", 2);
            return NODES.objectNode()
                    .set("Fn::GetAtt", NODES.arrayNode().add(parts[0]).add(parts[1]));
        }
        return NODES.objectNode().set(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, value);
    }

    private static JsonNode untagged(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode fields = NODES.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                if (fields.has(key)) {
                    throw new IllegalArgumentException("twice: " + key);
                }
                fields.set(key, tree(tuple.getValueNode()));
            }
            return fields;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode items = NODES.arrayNode();
            sequence.getValue().forEach(item -> items.add(tree(item)));
            return items;
        }
        String text = ((ScalarNode) node).getValue();
        if (node.getTag().equals(Tag.INT)) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return node.getTag().equals(Tag.BOOL) ? NODES.booleanNode(Boolean.parseBoolean(text)) : NODES.textNode(text);
    }
}
