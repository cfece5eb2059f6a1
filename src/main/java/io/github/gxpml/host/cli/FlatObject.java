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

/** Reads a flat JSON object that a host writes: texts, numbers and lists of texts by name. */
final class FlatObject {
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST_NAME = 100;

    /**
     * Reads the file.
     *
     * @param file as named
     * @param what names it, for messages
     * @return values by name
     * @throws UsageException if it cannot be read or is not of the form that is needed
     */
    static Map<String, Object> read(Path file, String what) throws UsageException {
        return new FlatObject(file.toString(), what).read();
    }

    private final String file;
    private final String what;

    private FlatObject(String file, String what) {
        this.file = file;
        this.what = what;
    }

    private Map<String, Object> read() throws UsageException {
        JsonNode tree = tree(InputFile.read(Path.of(file), MOST_BYTES, what));
        if (!tree.isObject() || tree.isEmpty() || tree.size() > MOST_ENTRIES) {
            throw refused("it must be a JSON object with 1 to " + MOST_ENTRIES + " entries");
        }
        Map<String, Object> object = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> entries = tree.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            String name = entry.getKey();
            if (name.isBlank() || name.length() > LONGEST_NAME || hidden(name)) {
                throw refused("a name in it is empty, longer than " + LONGEST_NAME
                        + " characters or holds control characters");
            }
            object.put(name, value(name, entry.getValue()));
        }
        return object;
    }

    private JsonNode tree(byte[] bytes) throws UsageException {
        try {
            return Json.read(bytes, JsonNode.class);
        } catch (IOException e) {
            throw refused("it is not one JSON document");
        }
    }

    private Object value(String name, JsonNode value) throws UsageException {
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
            throw form(name);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual() || hidden(item.textValue())) {
                throw form(name);
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    private UsageException form(String name) {
        return refused(
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

    private UsageException refused(String why) {
        return new UsageException("the file " + file + " of " + what + " cannot be used: " + why);
    }
}
