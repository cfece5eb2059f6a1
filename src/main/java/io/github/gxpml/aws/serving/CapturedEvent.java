// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that an endpoint captured: one line of a file.
 *
 * @param id that the caller gave it, else the one of SageMaker
 * @param at when it was answered
 * @param data {@code captureData}
 */
record CapturedEvent(String id, Instant at, JsonNode data) {
    private static final String VERSION = "0";
    private static final int LONGEST_ID = 256;

    /**
     * Reads a line.
     *
     * @throws IOException if it is none; the end of a sentence
     */
    static CapturedEvent read(byte[] line) throws IOException {
        JsonNode event;
        try {
            event = Json.read(line, JsonNode.class);
        } catch (IOException e) {
            throw new IOException("it is no JSON document", e);
        }
        if (!event.path("eventVersion").asText().equals(VERSION)) {
            throw new IOException("its eventVersion is "
                    + event.path("eventVersion").asText("missing") + ", and this software knows " + VERSION);
        }
        JsonNode about = event.path("eventMetadata");
        String id = about.path("inferenceId").asText();
        String key = id.isBlank() ? about.path("eventId").asText() : id;
        if (key.isBlank() || key.length() > LONGEST_ID || key.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("it has no eventId");
        }
        try {
            Instant at =
                    OffsetDateTime.parse(about.path("inferenceTime").asText()).toInstant();
            return new CapturedEvent(key, at, event.path("captureData"));
        } catch (DateTimeException e) {
            throw new IOException("its inferenceTime is no time", e);
        }
    }

    /** Returns its rows: key, time, features, outputs. A row of several has its number behind the key. */
    List<List<String>> rows(List<String> features, List<String> outputs) throws IOException {
        List<List<String>> asked = CapturedData.read(data.path("endpointInput"), "INPUT", features);
        List<List<String>> answered = CapturedData.read(data.path("endpointOutput"), "OUTPUT", outputs);
        if (asked.size() != answered.size()) {
            throw new IOException("it has " + asked.size() + " rows of INPUT and " + answered.size() + " of OUTPUT");
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            List<String> row = new ArrayList<>();
            row.add(asked.size() == 1 ? id : id + "#" + (i + 1));
            row.add(at.toString());
            row.addAll(asked.get(i));
            row.addAll(answered.get(i));
            rows.add(row);
        }
        return rows;
    }
}
