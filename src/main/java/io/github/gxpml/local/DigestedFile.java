// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.AtomicFile;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON file that carries the digest of its own content, so that damage is seen. Not proof against an attacker. */
final class DigestedFile {
    /** What is in the file. */
    private record Wrapped(JsonNode content, String sha256) {}

    private DigestedFile() {}

    /** Replaces the file in one step. */
    static void write(Path file, Object content) throws IOException {
        JsonNode tree = Json.tree(content);
        AtomicFile.write(file, Json.pretty(new Wrapped(tree, Sha256.of(Json.compact(tree)))));
    }

    /** Reads the file. */
    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            Wrapped wrapped = Json.read(Files.readAllBytes(file), Wrapped.class);
            String text = Json.compact(wrapped.content());
            if (!Sha256.of(text).equals(wrapped.sha256())) {
                throw new IOException("its content does not have the digest that it carries");
            }
            return Json.read(text.getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException | RuntimeException e) {
            throw new IOException("file " + file + " is damaged, restore it from a backup: " + e.getMessage(), e);
        }
    }
}
