// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the one JSON document that the engine answers with. It comes from an agent, so nothing in it is believed. */
public final class AnswerParser {
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_GATES = 20_000;
    private static final Set<String> STATES =
            Set.of("RUNNING", "INTERRUPTED", "ERROR", "BLOCKED", "REJECTED", "PENDING", "WAITING", "COMPLETE");
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(64)
                            .maxStringLength(1 << 16)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AnswerParser() {}

    /** The answer is none that the engine gives. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Reads what a stage came to.
     *
     * @param json the document
     * @return the report
     * @throws UnreadableException if it is not one
     */
    public static StageReport report(String json) throws UnreadableException {
        JsonNode document = read(json);
        List<GateRow> gates = gates(array(document, "gates"));
        return new StageReport(
                text(document, "model"),
                whole(document, "version"),
                whole(document, "run"),
                oneOf(document, "state", STATES),
                oneOf(document, "verdict", Verdicts.ALL),
                whole(document, "exit"),
                gates,
                names(child(document, "waived")),
                texts(array(document, "missing")),
                document.has("approval")
                        ? Optional.of(TermsParser.read(child(document, "approval")))
                        : Optional.empty(),
                document.has("artifact") ? Optional.of(text(child(document, "artifact"), "path")) : Optional.empty(),
                text(child(document, "bundle"), "path"),
                digest(child(document, "bundle")));
    }

    /**
     * Reads why a stage could not be carried out.
     *
     * @param json the document, or anything else
     * @return the engine's own sentence, if it gave one
     */
    public static Optional<String> error(String json) {
        try {
            return Optional.of(text(child(read(json), "error"), "message"));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads which evidence was sealed of a stage that could not be carried out, or was ended.
     *
     * @param json the document, or anything else
     * @return a report without gates; nothing if no run was sealed
     */
    public static Optional<StageReport> sealed(String json) {
        try {
            JsonNode run = child(read(json), "run");
            return Optional.of(new StageReport(
                    text(run, "model"),
                    whole(run, "version"),
                    whole(run, "run"),
                    oneOf(run, "state", STATES),
                    Verdicts.UNDECIDED,
                    Verdicts.NOT_CARRIED_OUT,
                    List.of(),
                    Set.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    text(child(run, "bundle"), "path"),
                    digest(child(run, "bundle"))));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    private static JsonNode read(String json) throws UnreadableException {
        try {
            JsonNode document = MAPPER.readTree(json);
            if (document == null || !document.isObject()) {
                throw new UnreadableException("it is no JSON object");
            }
            return document;
        } catch (JsonProcessingException e) {
            throw new UnreadableException(e.getOriginalMessage());
        }
    }

    private static List<GateRow> gates(JsonNode array) throws UnreadableException {
        if (array.size() > MOST_GATES) {
            throw new UnreadableException("it has " + array.size() + " gates, more than " + MOST_GATES);
        }
        var rows = new ArrayList<GateRow>();
        var ids = new HashSet<String>();
        for (JsonNode element : array) {
            JsonNode gate = child(element, "gate");
            JsonNode metric = child(element, "metric");
            JsonNode interval = metric.path("interval");
            var judged = new GateRow.Judged(
                    text(element, "id"),
                    text(gate, "stage"),
                    oneOf(element, "verdict", Verdicts.ALL),
                    text(element, "reason"));
            if (!ids.add(judged.id())) {
                throw new UnreadableException("it has the gate " + judged.id() + " twice");
            }
            rows.add(new GateRow(
                    judged,
                    new GateRow.Numbers(
                            number(metric, "value"),
                            number(interval, "lower"),
                            number(interval, "upper"),
                            number(gate, "min"),
                            number(gate, "max"),
                            metric.path("n").asLong())));
        }
        return rows;
    }

    private static Set<String> names(JsonNode object) {
        var names = new HashSet<String>();
        object.fieldNames().forEachRemaining(name -> names.add(cut(name)));
        return names;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(cut(element.asText())));
        return texts;
    }

    static JsonNode child(JsonNode parent, String name) throws UnreadableException {
        JsonNode node = parent.path(name);
        if (!node.isObject()) {
            throw new UnreadableException("it has no object " + name);
        }
        return node;
    }

    static JsonNode array(JsonNode parent, String name) throws UnreadableException {
        JsonNode node = parent.path(name);
        if (!node.isArray()) {
            throw new UnreadableException("it has no list " + name);
        }
        return node;
    }

    static String text(JsonNode parent, String name) throws UnreadableException {
        JsonNode node = parent.path(name);
        if (!node.isTextual()) {
            throw new UnreadableException("it has no text " + name);
        }
        return cut(node.textValue());
    }

    static String cut(String text) {
        return XmlText.of(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\u2026");
    }

    static String oneOf(JsonNode parent, String name, Set<String> allowed) throws UnreadableException {
        String text = text(parent, name);
        if (!allowed.contains(text)) {
            throw new UnreadableException("its " + name + " is none of " + allowed);
        }
        return text;
    }

    static int whole(JsonNode parent, String name) throws UnreadableException {
        JsonNode node = parent.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw new UnreadableException("it has no whole number " + name);
        }
        return node.intValue();
    }

    static String digest(JsonNode bundle) throws UnreadableException {
        String digest = text(bundle, "sha256");
        if (!digest.matches(Engine.DIGEST)) {
            throw new UnreadableException("the digest in it is none");
        }
        return digest;
    }

    /** What is no finite number is none. */
    private static Double number(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
    }
}
