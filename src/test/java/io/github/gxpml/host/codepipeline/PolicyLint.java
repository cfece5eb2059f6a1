// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds statements of policies that allow more than they must. */
final class PolicyLint {
    /** A key's policy speaks of its own key alone; calls about a job know no resource. */
    private static final Set<String> ALL_RESOURCES = Set.of("Administer", "Use", "Read", "Jobs");

    /** All objects of one bucket that the stack itself makes. */
    private static final Set<String> ALL_OBJECTS = Set.of("${Artifacts.Arn}/*", "${Models.Arn}/*");

    private final List<String> problems = new ArrayList<>();

    static List<String> check(JsonNode root) {
        var lint = new PolicyLint();
        lint.walk(root);
        return lint.problems;
    }

    private void walk(JsonNode node) {
        if (node.path("Effect").asText().equals("Allow")) {
            allows(node);
        }
        node.forEach(this::walk);
    }

    private void allows(JsonNode statement) {
        String sid = statement.path("Sid").asText();
        for (String action : texts(statement.path("Action"))) {
            if (!action.matches("[a-z0-9-]+:[A-Za-z]+")) {
                problems.add(sid + ": allows the action " + action);
            }
        }
        for (String resource : texts(statement.path("Resource"))) {
            boolean known = resource.equals("*") ? ALL_RESOURCES.contains(sid) : ALL_OBJECTS.contains(resource);
            if (resource.contains("*") && !known) {
                problems.add(sid + ": allows it for " + resource);
            }
        }
        if (texts(statement.path("Principal")).contains("*")
                || texts(statement.path("Principal").path("AWS")).contains("*")) {
            problems.add(sid + ": allows it to everybody");
        }
        if (statement.has("NotAction") || statement.has("NotResource") || statement.has("NotPrincipal")) {
            problems.add(sid + ": says what is not allowed instead of what is");
        }
    }

    private static List<String> texts(JsonNode value) {
        var texts = new ArrayList<String>();
        if (value.isArray()) {
            value.forEach(item -> texts.addAll(texts(item)));
        } else if (value.has("Fn::Sub")) {
            texts.add(value.path("Fn::Sub").asText());
        } else if (value.isTextual()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
