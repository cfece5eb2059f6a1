// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The limits that CodePipeline documents, refused in the words in which it refuses them: values among them. */
final class Limits {
    static final int VARIABLE_BYTES = 122_880;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9@\\-_]+");

    private Limits() {}

    /** Returns a text that must be there and be no longer. */
    static String required(JsonNode body, String path, int most) {
        String text = text(body, path, most);
        if (text.isEmpty()) {
            throw refused("1 validation error detected: Value null at '" + path
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }

    /** Returns a text, empty if it is not there. */
    static String text(JsonNode body, String path, int most) {
        JsonNode found = body.at("/" + path.replace('.', '/'));
        String text = found.asText("");
        if (text.codePointCount(0, text.length()) > most) {
            throw refused("1 validation error detected: Value '" + text + "' at '" + path
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + most);
        }
        if (!found.isMissingNode() && text.isEmpty() && !path.endsWith("summary")) {
            throw refused("1 validation error detected: Value '' at '" + path
                    + "' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
        return text;
    }

    /** Returns 0 to 100, or -1 if it is not there. */
    static int percent(JsonNode details) {
        JsonNode found = details.path("percentComplete");
        int percent = found.asInt(-1);
        if (!found.isMissingNode() && (percent < 0 || percent > 100)) {
            throw refused("1 validation error detected: Value '" + percent
                    + "' at 'executionDetails.percentComplete' failed to satisfy constraint");
        }
        return percent;
    }

    static Map<String, String> variables(JsonNode found) {
        Map<String, String> variables = new TreeMap<>();
        int bytes = 0;
        for (var entry : found.properties()) {
            String value = entry.getValue().asText();
            if (!VARIABLE.matcher(entry.getKey()).matches()) {
                throw refused("1 validation error detected: Value '" + entry.getKey()
                        + "' at 'outputVariables' failed to satisfy constraint: Map keys must satisfy constraint: "
                        + VARIABLE);
            }
            bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length
                    + value.getBytes(StandardCharsets.UTF_8).length;
            variables.put(entry.getKey(), value);
        }
        if (bytes > VARIABLE_BYTES) {
            throw new ServiceError(
                    "OutputVariablesSizeExceededException",
                    "The total size of the output variables exceeds " + VARIABLE_BYTES + " bytes");
        }
        return variables;
    }

    static ServiceError refused(String message) {
        return new ServiceError("ValidationException", message);
    }
}
