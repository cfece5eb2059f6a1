// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is wrong with a template: types of resources, references, policies, and the pipeline itself. */
final class TemplateLint {
    private static final Set<String> PSEUDO =
            Set.of("AWS::AccountId", "AWS::NoValue", "AWS::Partition", "AWS::Region", "AWS::StackName");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

    private final CloudFormationTemplate template;
    private final ResourceTypes types;
    private final Set<String> problems = new TreeSet<>();

    private TemplateLint(CloudFormationTemplate template, ResourceTypes types) {
        this.template = template;
        this.types = types;
    }

    /** Returns what is wrong, a sentence each. */
    static List<String> check(String yaml) {
        var lint = new TemplateLint(CloudFormationTemplate.parse(yaml), ResourceTypes.read());
        lint.resources();
        lint.references(lint.template.root(), "");
        lint.problems.addAll(PolicyLint.check(lint.template.root()));
        lint.problems.addAll(PipelineLint.check(lint.template));
        return new ArrayList<>(lint.problems);
    }

    private void resources() {
        template.resources().properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asText();
            if (!types.knows(type)) {
                problems.add(resource.getKey() + ": unknown type " + type);
                return;
            }
            JsonNode properties = resource.getValue().has("Properties")
                    ? resource.getValue().path("Properties")
                    : JsonNodeFactory.instance.objectNode();
            for (boolean holds : new boolean[] {true, false}) {
                types.check(type, template.resolve(properties, holds).orElseThrow())
                        .forEach(problem -> problems.add(resource.getKey() + ": " + problem));
            }
            if (resource.getValue().has("DependsOn")) {
                resource(resource.getValue().path("DependsOn").asText(), resource.getKey());
            }
            if (resource.getValue().has("Condition")) {
                condition(resource.getValue().path("Condition").asText(), resource.getKey());
            }
        });
    }

    private void references(JsonNode node, String where) {
        if (node.has("Ref") && node.size() == 1) {
            name(node.path("Ref").asText(), where);
        } else if (node.has("Fn::GetAtt")) {
            attribute(node.path("Fn::GetAtt"), where);
        } else if (node.has("Fn::Sub")) {
            Matcher place = PLACE.matcher(node.path("Fn::Sub").asText());
            while (place.find()) {
                String[] parts = place.group(1).split("\\.", 2);
                if (parts.length == 1) {
                    name(parts[0], where);
                } else {
                    attribute(JsonNodeFactory.instance.arrayNode().add(parts[0]).add(parts[1]), where);
                }
            }
        } else if (node.has("Fn::If")) {
            condition(node.path("Fn::If").path(0).asText(), where);
        }
        if (node.isObject()) {
            node.properties().forEach(field -> references(field.getValue(), where + "/" + field.getKey()));
        } else {
            node.forEach(item -> references(item, where));
        }
    }

    private void name(String name, String where) {
        if (!PSEUDO.contains(name) && !template.root().path("Parameters").has(name)) {
            resource(name, where);
        }
    }

    private void resource(String name, String where) {
        if (!template.resources().has(name)) {
            problems.add(where + ": there is no " + name);
        }
    }

    private void attribute(JsonNode parts, String where) {
        String name = parts.path(0).asText();
        resource(name, where);
        if (template.resources().has(name)
                && !types.hasAttribute(
                        template.resources().path(name).path("Type").asText(),
                        parts.path(1).asText())) {
            problems.add(
                    where + ": " + name + " has no attribute " + parts.path(1).asText());
        }
    }

    private void condition(String name, String where) {
        if (!template.root().path("Conditions").has(name)) {
            problems.add(where + ": there is no condition " + name);
        }
    }
}
