// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes values out of what Jenkins answers, and believes in no shape. */
final class JenkinsShape {
    private static final int LONGEST = 300;
    private static final int LONGEST_LINE = 4000;
    private static final int OK = 200;

    private JenkinsShape() {}

    static JenkinsException unexpected(String what) {
        return new JenkinsException(OK, "the answer of Jenkins has no usable " + what);
    }

    static List<JsonNode> list(JsonNode node, String name) throws JenkinsException {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            throw unexpected("list " + name);
        }
        var elements = new ArrayList<JsonNode>();
        list.forEach(elements::add);
        return elements;
    }

    /** Returns a text without control characters. */
    static String text(JsonNode node, String name) throws JenkinsException {
        JsonNode text = node.path(name);
        if (!text.isTextual()
                || text.textValue().length() > LONGEST
                || !text.textValue().equals(clean(text))) {
            throw unexpected("text " + name);
        }
        return text.textValue();
    }

    /** Returns a text of which only one line is kept, such as the name of a gate with values of the data in it. */
    static String line(JsonNode node, String name) throws JenkinsException {
        JsonNode text = node.path(name);
        if (!text.isTextual() || text.textValue().isEmpty()) {
            throw unexpected("text " + name);
        }
        return shown(text, LONGEST_LINE);
    }

    static long whole(JsonNode node, String name) throws JenkinsException {
        JsonNode number = node.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw unexpected("whole number " + name);
        }
        return number.longValue();
    }

    static int small(JsonNode node, String name) throws JenkinsException {
        long number = whole(node, name);
        if (number > Integer.MAX_VALUE) {
            throw unexpected("whole number " + name);
        }
        return (int) number;
    }

    static boolean truth(JsonNode node, String name) throws JenkinsException {
        if (!node.path(name).isBoolean()) {
            throw unexpected("truth value " + name);
        }
        return node.path(name).booleanValue();
    }

    /** Returns a text of somebody else as it may be shown: one line, not long. */
    static String shown(JsonNode node, int longest) {
        String clean = clean(node);
        return clean.length() <= longest ? clean : clean.substring(0, longest) + "...";
    }

    /** Returns the value of a parameter that a build or a queued item was given. */
    static Optional<String> parameter(JsonNode owner, String name) {
        for (JsonNode action : owner.path("actions")) {
            for (JsonNode parameter : action.path("parameters")) {
                if (parameter.path("name").asText("").equals(name)) {
                    return Optional.of(parameter.path("value").asText(""));
                }
            }
        }
        return Optional.empty();
    }

    private static String clean(JsonNode node) {
        return node.asText("")
                .replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]", " ")
                .strip();
    }
}
