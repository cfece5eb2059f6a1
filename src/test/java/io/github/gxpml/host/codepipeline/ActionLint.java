// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.codepipeline.ActionTypes.Definition;
import io.github.gxpml.aws.codepipeline.ActionTypes.Property;
import io.github.gxpml.aws.codepipeline.ActionTypes.Range;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Finds what our action type does not allow in one of its actions. */
final class ActionLint {
    private final List<String> problems = new ArrayList<>();
    private final JsonNode action;
    private final JsonNode configuration;

    private ActionLint(JsonNode action) {
        this.action = action;
        this.configuration = action.path("Configuration");
    }

    static List<String> check(JsonNode action, JsonNode stage) {
        var lint = new ActionLint(action);
        Definition type = GxpActionType.definition(
                GxpActionType.name(GxpActionType.CATEGORY, GxpActionType.PROVIDER, GxpActionType.VERSION), "");
        lint.type(type);
        lint.properties(type);
        lint.artifacts(type);
        lint.approval(stage);
        return lint.problems;
    }

    private void type(Definition type) {
        JsonNode id = action.path("ActionTypeId");
        if (!id.path("Category").asText().equals(type.name().category())
                || !id.path("Provider").asText().equals(type.name().provider())
                || !id.path("Version").asText().equals(type.name().version())) {
            problems.add("is of another action type");
        }
    }

    private void properties(Definition type) {
        List<String> names = type.properties().stream().map(Property::name).toList();
        configuration.fieldNames().forEachRemaining(key -> {
            if (!names.contains(key)) {
                problems.add("has no property " + key);
            }
        });
        type.properties().stream()
                .filter(property -> property.required() && !configuration.has(property.name()))
                .forEach(property -> problems.add("lacks " + property.name()));
        if (!GxpActionType.isQueue(text(GxpActionType.QUEUE))) {
            problems.add("cannot have the queue " + text(GxpActionType.QUEUE));
        }
        if (!GxpActionType.STAGES.contains(text(GxpActionType.STAGE))) {
            problems.add("knows no stage " + text(GxpActionType.STAGE));
        }
        json(GxpActionType.QUALITY_GATES);
        json(GxpActionType.PARAMETERS);
    }

    private void json(String property) {
        try {
            if (configuration.has(property)) {
                Json.read(text(property).getBytes(StandardCharsets.UTF_8), JsonNode.class);
            }
        } catch (IOException e) {
            problems.add(property + " is not JSON");
        }
    }

    private void artifacts(Definition type) {
        List<String> inputs = PipelineLint.names(action.path("InputArtifacts"));
        List<String> outputs = PipelineLint.names(action.path("OutputArtifacts"));
        count(inputs, type.inputs(), "input");
        count(outputs, type.outputs(), "output");
        named(GxpActionType.SOURCE, inputs);
        named(GxpActionType.BUNDLE, outputs);
        if (configuration.has(GxpActionType.MODEL) && !outputs.contains(text(GxpActionType.MODEL))) {
            problems.add(GxpActionType.MODEL + " names no output");
        }
    }

    private void count(List<String> names, Range range, String kind) {
        if (names.size() < range.fewest() || names.size() > range.most()) {
            problems.add("has " + names.size() + " " + kind + " artifacts");
        }
    }

    private void named(String property, List<String> names) {
        if (configuration.has(property) ? !names.contains(text(property)) : names.size() > 1) {
            problems.add(property + " names none of " + names);
        }
    }

    /** The approval must come after the action that waits for it, or the action would wait for ever. */
    private void approval(JsonNode stage) {
        if (!configuration.has(GxpActionType.APPROVAL_ACTION)) {
            return;
        }
        String place = text(GxpActionType.APPROVAL_ACTION);
        boolean found = StreamSupport.stream(stage.path("Actions").spliterator(), false)
                .filter(other ->
                        other.path("ActionTypeId").path("Provider").asText().equals("Manual"))
                .filter(other -> other.path("RunOrder").asInt(1)
                        > action.path("RunOrder").asInt(1))
                .anyMatch(other -> place.equals(
                        stage.path("Name").asText() + "/" + other.path("Name").asText()));
        if (!found) {
            problems.add("no manual approval after it is " + place);
        }
    }

    private String text(String property) {
        return configuration.path(property).asText();
    }
}
