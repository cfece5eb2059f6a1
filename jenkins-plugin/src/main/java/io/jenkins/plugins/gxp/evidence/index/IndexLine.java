// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.jenkins.plugins.gxp.engine.GateRow;
import io.jenkins.plugins.gxp.engine.Verdicts;
import io.jenkins.plugins.gxp.evidence.StageEvidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of an index: a JSON object about one stage of one build, its gates last so that they can be left unread. */
final class IndexLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(64)
                    .build())
            .build();

    private static final String GATES = "gates";
    private static final String DELETED = "deleted";

    private IndexLine() {}

    /**
     * What a line says: a stage, or that a build is gone.
     *
     * @param entry the stage, if it is about one
     * @param deleted the build that is gone, if it is about that
     */
    record Said(Optional<IndexEntry> entry, Optional<Integer> deleted) {}

    static byte[] of(int build, StageEvidence stage) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("build", build);
            json.writeStringField("step", stage.step());
            json.writeNumberField("at", stage.getAt());
            json.writeStringField("stage", stage.getStage());
            json.writeStringField("model", stage.getModel());
            json.writeNumberField("version", stage.getVersion());
            json.writeNumberField("run", stage.getRun());
            json.writeStringField("state", stage.getState());
            json.writeStringField("verdict", stage.getVerdict());
            json.writeStringField("sha256", stage.getSha256());
            json.writeStringField("artifact", stage.getArtifact());
            json.writeNumberField("pass", stage.count(Verdicts.PASS));
            json.writeNumberField("fail", stage.count(Verdicts.FAIL));
            json.writeNumberField("undecided", stage.count(Verdicts.UNDECIDED));
            json.writeNumberField("waived", stage.getWaived().size());
            json.writeArrayFieldStart(GATES);
            for (GateRow gate : stage.getGates()) {
                write(json, gate, stage.isWaived(gate));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    static byte[] deleted(int build) {
        return ("{\"build\":" + build + ",\"" + DELETED + "\":true}\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, GateRow gate, boolean waived) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", gate.getId());
        json.writeStringField("verdict", gate.getVerdict());
        number(json, "value", gate.value());
        number(json, "lower", gate.lower());
        number(json, "upper", gate.upper());
        number(json, "min", gate.min());
        number(json, "max", gate.max());
        if (waived) {
            json.writeBooleanField("waived", true);
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    /**
     * Reads all but the gates.
     *
     * @param line the bytes
     * @param place where they are in the file
     * @return what the line says
     * @throws IOException if it is damaged
     */
    static Said read(byte[] line, IndexEntry.Place place) throws IOException {
        Map<String, String> fields = new HashMap<>();
        boolean gates = false;
        try (JsonParser json = JSON.createParser(line)) {
            expect(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME && !gates) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                gates = name.equals(GATES);
                if (value.isScalarValue()) {
                    fields.put(name, json.getText());
                }
            }
        }
        // a line that was cut off in the middle of its gates does not end as it must
        expect(line[line.length - 1] == '}');
        if (fields.containsKey(DELETED)) {
            return new Said(Optional.empty(), Optional.of(whole(fields, "build")));
        }
        expect(gates);
        return new Said(Optional.of(entry(fields, place)), Optional.empty());
    }

    private static IndexEntry entry(Map<String, String> fields, IndexEntry.Place place) throws IOException {
        // the same few names come again and again, so each is kept once
        return new IndexEntry(
                whole(fields, "build"),
                text(fields, "step").intern(),
                Long.parseLong(text(fields, "at")),
                text(fields, "stage").intern(),
                text(fields, "model").intern(),
                whole(fields, "version"),
                whole(fields, "run"),
                text(fields, "state").intern(),
                text(fields, "verdict").intern(),
                new IndexEntry.Counts(
                        whole(fields, "pass"),
                        whole(fields, "fail"),
                        whole(fields, "undecided"),
                        whole(fields, "waived")),
                text(fields, "sha256"),
                text(fields, "artifact").intern(),
                place);
    }

    private static int whole(Map<String, String> fields, String name) throws IOException {
        try {
            return Integer.parseInt(text(fields, name));
        } catch (NumberFormatException e) {
            throw new IOException("no whole number " + name, e);
        }
    }

    private static String text(Map<String, String> fields, String name) throws IOException {
        String text = fields.get(name);
        expect(text != null);
        return text;
    }

    /**
     * Reads the gates.
     *
     * @param line the bytes
     * @return in the order of judging
     */
    static List<IndexGate> gates(byte[] line) throws IOException {
        List<IndexGate> gates = new ArrayList<>();
        try (JsonParser json = JSON.createParser(line)) {
            expect(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = json.currentName().equals(GATES);
                json.nextToken();
                if (here) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        gates.add(gate(json));
                    }
                }
            }
        }
        return gates;
    }

    private static IndexGate gate(JsonParser json) throws IOException {
        String id = "";
        String verdict = "";
        boolean waived = false;
        Map<String, Double> numbers = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            switch (json.nextToken()) {
                case VALUE_STRING -> {
                    id = name.equals("id") ? json.getText() : id;
                    verdict = name.equals("verdict") ? json.getText() : verdict;
                }
                case VALUE_TRUE -> waived = name.equals("waived");
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers.put(name, json.getDoubleValue());
                default -> throw new IOException("a gate that cannot be read");
            }
        }
        return new IndexGate(id, verdict, waived, numbers);
    }

    private static void expect(boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("a line that cannot be read");
        }
    }
}
