// SPDX-License-Identifier: MIT
package io.github.gxpml.port.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.port.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training command says of the software that it ran on: {@code environment.json} in its output folder. Secrets
 * in it are masked as in the command's output.
 */
public final class ReportedEnvironment {
    private static final String FILE = "environment.json";

    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_ENTRIES = 5000;
    private static final int LONGEST = 300;
    /** Groups of entries, and what each entry is called in the evidence. */
    private static final Map<String, String> GROUPS =
            Map.of("libraries", "library ", "seeds", "seed ", "settings", "setting ");

    private static final List<String> SINGLE = List.of("blas", "gpu");

    private final SecretMask mask;

    /**
     * Creates the reader.
     *
     * @param mask strikes secrets
     */
    public ReportedEnvironment(SecretMask mask) {
        this.mask = mask;
    }

    /**
     * Reads the file, if there is one; every entry is one line of text by its name.
     *
     * @param folder output folder of the command
     * @return the entries
     * @throws TrainingException if the file is not as the contract says
     */
    public Map<String, String> read(Path folder) throws TrainingException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        OutputFolder.checked(file, FILE);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            return entries(Json.read(Files.readAllBytes(file), JsonNode.class));
        } catch (IOException e) {
            throw new TrainingException(
                    file + " must be as docs/process-trainer.md says, but "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private Map<String, String> entries(JsonNode tree) throws IOException {
        if (!tree.isObject()) {
            throw new IOException("it is not an object");
        }
        var entries = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> part : tree.properties()) {
            String group = GROUPS.get(part.getKey());
            if (group != null && part.getValue().isObject()) {
                for (Map.Entry<String, JsonNode> entry : part.getValue().properties()) {
                    entries.put(group + line(entry.getKey()), value(entry.getKey(), entry.getValue()));
                }
            } else if (SINGLE.contains(part.getKey())) {
                entries.put(part.getKey(), value(part.getKey(), part.getValue()));
            } else {
                throw new IOException("`" + part.getKey()
                        + "` is none of the objects libraries, seeds and settings and the texts blas and gpu");
            }
        }
        if (entries.size() > MOST_ENTRIES) {
            throw new IOException("it has more than " + MOST_ENTRIES + " entries");
        }
        return entries;
    }

    private String value(String name, JsonNode value) throws IOException {
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            throw new IOException("`" + name + "` is neither text nor number nor truth value");
        }
        return line(value.asText());
    }

    private String line(String text) throws IOException {
        if (text.isBlank() || text.length() > LONGEST || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IOException("a name or value is empty, longer than " + LONGEST + " characters or not one line");
        }
        return mask.mask(text);
    }
}
