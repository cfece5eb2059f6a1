// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what came in from outside.
 *
 * @param node a JSON object
 */
public record Fields(JsonNode node) {
    private static final int MOST = 99_999_999;
    /** Messages of the pipelines have less than one thousand characters. */
    private static final int LONGEST = 64 * 1024;

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9](-?[A-Za-z0-9]){0,39}");

    /**
     * Reads text as an object.
     *
     * @param json the text
     * @return its fields
     */
    public static Fields of(String json) {
        if (json.length() > LONGEST) {
            throw new HandlerException("the message is longer than any of ours");
        }
        try {
            JsonNode node = Json.foreign(json.getBytes(StandardCharsets.UTF_8));
            if (node.isObject()) {
                return new Fields(node);
            }
        } catch (IOException e) {
            throw new HandlerException("the message is not JSON");
        }
        throw new HandlerException("the message is not a JSON object");
    }

    /** Returns an object inside this one. */
    public Fields object(String name) {
        JsonNode found = node.path(name);
        if (!found.isObject()) {
            throw new HandlerException("the field " + name + " is missing or no object");
        }
        return new Fields(found);
    }

    /** Returns a text that must be there. */
    public String text(String name) {
        return find(name).orElseThrow(() -> new HandlerException("the field " + name + " is missing or no text"));
    }

    /** Returns a text, if it is there. */
    public Optional<String> find(String name) {
        JsonNode found = node.path(name);
        return found.isTextual() && !found.textValue().isBlank() ? Optional.of(found.textValue()) : Optional.empty();
    }

    /** Returns the number of a run or version, 1 or more. */
    public int version(String name) {
        JsonNode found = node.path(name);
        if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < 1 || found.intValue() > MOST) {
            throw new HandlerException("the field " + name + " is missing or not a number from 1 on");
        }
        return found.intValue();
    }

    /** Returns the name of the model: letters, digits and hyphens, 40 at most, as names of jobs are made of it. */
    public String model() {
        return model(text("model"));
    }

    /** Returns a name if it is one of a model. */
    public static String model(String name) {
        if (!MODEL.matcher(name).matches()) {
            throw new HandlerException("the name of the model has other signs than letters, digits and hyphens");
        }
        return name;
    }

    /** Returns whether a flag is set. */
    public boolean flag(String name) {
        return node.path(name).isBoolean() && node.path(name).booleanValue();
    }

    /** Returns a fixed version of an object in S3: fields bucket, key and versionId. */
    public StoredVersion stored() {
        return new StoredVersion(text("bucket"), text("key"), text("versionId"));
    }
}
