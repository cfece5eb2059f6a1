// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Finds what CodePipeline, or our worker, would refuse in a pipeline whose form is right. */
final class PipelineLint {
    private static final Pattern VARIABLE = Pattern.compile("#\\{([^.}]+)\\.([^}]+)}");
    private static final int LONGEST_VALUE = 1000;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> artifacts = new HashSet<>();
    /** Variables by namespace; what a namespace that is not ours holds is not known. */
    private final Map<String, List<String>> namespaces = new HashMap<>();

    private final Set<String> ourStages = new HashSet<>();

    static List<String> check(CloudFormationTemplate template) {
        var lint = new PipelineLint();
        JsonNode pipeline = template.resolve(
                        template.only("AWS::CodePipeline::Pipeline").path("Properties"), true)
                .orElseThrow();
        pipeline.path("Stages").forEach(lint::stage);
        if (lint.ourStages.size() != 1) {
            lint.problems.add("actions of a model are in the stages " + lint.ourStages + ", not in one");
        }
        if (!pipeline.path("PipelineType").asText().equals("V2")) {
            lint.problems.add("conditions and queues need a pipeline of type V2");
        }
        return lint.problems;
    }

    private void stage(JsonNode stage) {
        stage.path("BeforeEntry").findValues("Variable").forEach(variable -> variables(variable, "entry condition"));
        var orders = new TreeMap<Integer, List<JsonNode>>();
        for (JsonNode action : stage.path("Actions")) {
            orders.computeIfAbsent(action.path("RunOrder").asInt(1), order -> new ArrayList<>())
                    .add(action);
        }
        for (List<JsonNode> together : orders.values()) {
            together.forEach(action -> consumes(action, stage));
            together.forEach(this::produces);
        }
    }

    private void consumes(JsonNode action, JsonNode stage) {
        String name = action.path("Name").asText();
        for (String artifact : names(action.path("InputArtifacts"))) {
            if (!artifacts.contains(artifact)) {
                problems.add(name + ": nothing before it makes the artifact " + artifact);
            }
        }
        action.path("Configuration").forEach(value -> {
            variables(value, name);
            if (!value.isTextual() || value.asText().length() > LONGEST_VALUE) {
                problems.add(name + ": configuration is not a text of at most " + LONGEST_VALUE + " characters");
            }
        });
        if (action.path("ActionTypeId").path("Owner").asText().equals("Custom")) {
            ourStages.add(stage.path("Name").asText());
            ActionLint.check(action, stage).forEach(problem -> problems.add(name + ": " + problem));
        }
    }

    private void produces(JsonNode action) {
        for (String artifact : names(action.path("OutputArtifacts"))) {
            if (!artifacts.add(artifact)) {
                problems.add("the artifact " + artifact + " is made twice");
            }
        }
        if (action.has("Namespace")) {
            boolean ours = action.path("ActionTypeId").path("Owner").asText().equals("Custom");
            namespaces.put(action.path("Namespace").asText(), ours ? GxpActionType.VARIABLES : List.of());
        }
    }

    private void variables(JsonNode text, String where) {
        Matcher variable = VARIABLE.matcher(text.asText());
        while (variable.find()) {
            List<String> known = namespaces.get(variable.group(1));
            if (known == null || !known.isEmpty() && !known.contains(variable.group(2))) {
                problems.add(where + ": nothing before it gives out " + variable.group());
            }
        }
    }

    static List<String> names(JsonNode artifacts) {
        return StreamSupport.stream(artifacts.spliterator(), false)
                .map(artifact -> artifact.path("Name").asText())
                .toList();
    }
}
