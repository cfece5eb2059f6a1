// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How sure the workers of a labelling job were together: the confidence that Ground Truth computes where it puts the
 * answers of several workers together, from the metadata of each line of the output manifest.
 *
 * @param objects how many lines
 * @param told how many of them tell a confidence
 * @param mean of those; 0 if none does
 * @param least of those
 */
record Agreement(long objects, long told, double mean, double least) {
    private static final int LONGEST_LINE = 4 << 20;

    static Agreement of(Path manifest, String label) throws IOException {
        long objects = 0;
        long told = 0;
        double sum = 0;
        double least = 1;
        try (BufferedReader lines = Files.newBufferedReader(manifest, StandardCharsets.UTF_8)) {
            for (String line = next(lines); line != null; line = next(lines)) {
                if (line.isBlank()) {
                    continue;
                }
                objects++;
                JsonNode confidence = Json.foreign(line.getBytes(StandardCharsets.UTF_8))
                        .path(label + "-metadata")
                        .path("confidence");
                if (confidence.isNumber()) {
                    told++;
                    sum += confidence.asDouble();
                    least = Math.min(least, confidence.asDouble());
                }
            }
        }
        return new Agreement(objects, told, told == 0 ? 0 : sum / told, least);
    }

    /** A line without an end must not fill the memory. */
    private static String next(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("a line of the output manifest is longer than 4 MiB");
            }
            line.append((char) c);
        }
        return line.isEmpty() ? null : line.toString();
    }

    void tell(Facts facts) {
        facts.put("objects", objects).put("objectsWithConfidence", told);
        if (told > 0) {
            facts.put("confidenceMean", String.format(Locale.ROOT, "%.4f", mean))
                    .put("confidenceLeast", String.format(Locale.ROOT, "%.4f", least));
        }
    }
}
