// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A policy of AWS, read by its grammar. Source: IAM User Guide, Grammar of the IAM JSON policy language.
 *
 * @param statements in their order
 */
record PolicyDocument(List<Statement> statements) {
    private static final String ANYBODY = "*";

    /** Copies the statements. */
    PolicyDocument {
        statements = List.copyOf(statements);
    }

    /**
     * One statement.
     *
     * @param allows whether its effect is Allow
     * @param principals whom it is about, as {@code AWS:*} or {@code Service:sagemaker.amazonaws.com}; with an
     *     exclamation mark before each if it is about all others; empty in a policy of an identity
     * @param actions which it is about; empty if it says which it is not about
     * @param resources which it is about; empty if it says which it is not about, or a trust policy
     * @param conditions values by operator and key in lower case, as {@code bool aws:securetransport}
     */
    record Statement(
            boolean allows,
            List<String> principals,
            List<String> actions,
            List<String> resources,
            Map<String, List<String>> conditions) {
        /** Tells whether it is about everybody. */
        boolean everybody() {
            return principals.contains(ANYBODY) || principals.contains("AWS:*");
        }

        /** Tells whether it is about an action, as far as its wildcards say so. */
        boolean coversAction(String action) {
            return actions.stream()
                    .anyMatch(pattern -> covers(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)));
        }

        /** Tells whether it is about a resource, which may itself end in a wildcard that stands for all there. */
        boolean coversResource(String resource) {
            return resources.stream().anyMatch(pattern -> covers(pattern, resource));
        }

        private static boolean covers(String pattern, String text) {
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            return text.matches("(?s)" + regex);
        }
    }

    /**
     * Reads a policy.
     *
     * @param text JSON
     * @return the policy
     * @throws IOException if it is none
     */
    static PolicyDocument parse(String text) throws IOException {
        JsonNode root = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        if (!root.path("Statement").isContainerNode()) {
            throw new IOException("the policy has no Statement");
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode one : many(root.get("Statement"))) {
            statements.add(statement(one));
        }
        return new PolicyDocument(statements);
    }

    private static Statement statement(JsonNode node) throws IOException {
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IOException("a statement of the policy has effect " + effect);
        }
        List<String> principals = new ArrayList<>(principals(node.path("Principal"), ""));
        principals.addAll(principals(node.path("NotPrincipal"), "!"));
        Map<String, List<String>> conditions = new TreeMap<>();
        node.path("Condition")
                .fields()
                .forEachRemaining(operator -> operator.getValue()
                        .fields()
                        .forEachRemaining(key -> conditions.put(
                                (operator.getKey() + " " + key.getKey()).toLowerCase(Locale.ROOT),
                                texts(key.getValue()))));
        return new Statement(
                effect.equals("Allow"),
                principals,
                texts(node.path("Action")),
                texts(node.path("Resource")),
                conditions);
    }

    private static List<String> principals(JsonNode node, String sign) {
        List<String> found = new ArrayList<>();
        if (node.isTextual()) {
            found.add(sign + node.asText());
        }
        node.fields()
                .forEachRemaining(
                        kind -> texts(kind.getValue()).forEach(name -> found.add(sign + kind.getKey() + ":" + name)));
        return found;
    }

    private static List<JsonNode> many(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(all::add);
        } else if (!node.isMissingNode()) {
            all.add(node);
        }
        return all;
    }

    private static List<String> texts(JsonNode node) {
        return many(node).stream().map(JsonNode::asText).toList();
    }
}
