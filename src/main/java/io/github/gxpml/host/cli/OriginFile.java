// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads where a stage is called from: a flat JSON object in the file that {@value #VARIABLE} names. */
final class OriginFile {
    static final String VARIABLE = "GXP_ORIGIN";

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST_NAME = 100;

    private OriginFile() {}

    /**
     * Reads the file.
     *
     * @param environment variables of the process
     * @return values by name; empty if no file is named
     * @throws UsageException if it cannot be read or is not of the form that is needed
     */
    static Map<String, Object> read(Map<String, String> environment) throws UsageException {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.isBlank()) {
            return Map.of();
        }
        JsonNode tree = tree(named, InputFile.read(Path.of(named), MOST_BYTES, VARIABLE));
        if (!tree.isObject() || tree.isEmpty() || tree.size() > MOST_ENTRIES) {
            throw refused(named, "it must be a JSON object with 1 to " + MOST_ENTRIES + " entries");
        }
        Map<String, Object> origin = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> entries = tree.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            String name = entry.getKey();
            if (name.isBlank() || name.length() > LONGEST_NAME || hidden(name)) {
                throw refused(
                        named,
                        "a name in it is empty, longer than " + LONGEST_NAME
                                + " characters or holds control characters");
            }
            origin.put(name, value(named, name, entry.getValue()));
        }
        return origin;
    }

    private static JsonNode tree(String file, byte[] bytes) throws UsageException {
        try {
            return Json.read(bytes, JsonNode.class);
        } catch (IOException e) {
            throw refused(file, "it is not one JSON document");
        }
    }

    private static Object value(String file, String name, JsonNode value) throws UsageException {
        if (value.isTextual() && !hidden(value.textValue())) {
            return value.textValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isFloatingPointNumber() && Double.isFinite(value.doubleValue())) {
            return value.doubleValue();
        }
        if (!value.isArray()) {
            throw form(file, name);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual() || hidden(item.textValue())) {
                throw form(file, name);
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    private static UsageException form(String file, String name) {
        return refused(
                file,
                "`" + name + "` must be a text without control characters, a number of ordinary size, or a list of"
                        + " such texts");
    }

    private static boolean hidden(String text) {
        return text.chars()
                .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'
                        || Character.isSurrogate((char) c) && !wellFormed(text));
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static UsageException refused(String file, String why) {
        return new UsageException("the file " + file + " of " + VARIABLE + " cannot be used: " + why);
    }
}
