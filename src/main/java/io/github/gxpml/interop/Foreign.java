// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads documents of other tools: not larger than {@value #MOST_MEBIBYTES} MiB, and exactly one JSON object. */
final class Foreign {
    static final int MOST_MEBIBYTES = 64;

    private static final int MEBIBYTE = 1 << 20;
    private static final int START = 1000;

    private Foreign() {}

    static Place read(Path file) throws FormatException {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > (long) MOST_MEBIBYTES * MEBIBYTE) {
                throw new FormatException(Place.quoted(name) + " has more than " + MOST_MEBIBYTES
                        + " MiB, which no such document needs - check the path");
            }
            return read(name, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new FormatException(Place.quoted(name) + " is not there or cannot be read - check " + file, e);
        }
    }

    static Place read(String name, byte[] bytes) throws FormatException {
        if (bytes.length > MOST_MEBIBYTES * MEBIBYTE) {
            throw new FormatException(Place.quoted(name) + " has more than " + MOST_MEBIBYTES
                    + " MiB, which no such document needs - check the path");
        }
        JsonNode tree = tree(name, bytes);
        if (!tree.isObject()) {
            throw new FormatException(Place.quoted(name) + " is no JSON object - check that it is the right file");
        }
        return Place.root(name, tree);
    }

    /**
     * The file that is named, if it is one JSON object with a list or an object under this key; a table of JSON lines
     * is not.
     */
    static Optional<Path> documentWith(String key, String given) {
        try {
            Path file = Path.of(given);
            if (!Files.isRegularFile(file) || Files.size(file) > (long) MOST_MEBIBYTES * MEBIBYTE || !brace(file)) {
                return Optional.empty();
            }
            JsonNode tree = Json.foreign(Files.readAllBytes(file));
            return tree.isObject() && tree.path(key).isContainerNode() ? Optional.of(file) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // whoever reads it as a table will say what is wrong with it
        }
    }

    /** Tells whether the first character that is not blank is a brace, so that large tables are not read in vain. */
    private static boolean brace(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(START), StandardCharsets.UTF_8);
            return start.stripLeading().startsWith("{");
        }
    }

    private static JsonNode tree(String name, byte[] bytes) throws FormatException {
        try {
            return Json.foreign(bytes);
        } catch (JsonProcessingException e) {
            throw new FormatException(
                    Place.quoted(name) + " is not valid JSON in line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ": "
                            + Place.clean(e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new FormatException(Place.quoted(name) + " is not valid JSON: " + Place.clean(e.getMessage()), e);
        }
    }

    /** Refuses a version that is not the one that readers know; documents without one are of the first. */
    static void version(Place root, double known) throws FormatException {
        Place version = root.at("version");
        if (!version.present()) {
            return;
        }
        boolean same = version.isText()
                ? version.text().matches(known == 0 ? "0(\\.0+)?" : "1(\\.\\d{1,3}){0,2}")
                : version.finite() == known;
        if (!same) {
            throw version.wrong("must be " + (known == 0 ? "0" : "1.0") + ", the version that can be read here");
        }
    }
}
