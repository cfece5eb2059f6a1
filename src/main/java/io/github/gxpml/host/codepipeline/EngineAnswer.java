// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the one JSON document that the engine prints. */
final class EngineAnswer {
    private static final int MOST_NAMED = 5;
    private static final int ERROR = 4;

    /** States in which a run can go on, or has come to its end. */
    private static final Set<String> GOES_ON = Set.of("RUNNING", "COMPLETE");

    private EngineAnswer() {}

    /**
     * Reads an answer.
     *
     * @param bytes what the engine printed
     * @return the answer; empty if it is not whole, and so the engine did not come to its end
     */
    static Optional<StageAnswer> read(byte[] bytes) {
        try {
            JsonNode tree = Json.read(bytes, JsonNode.class);
            return tree.path("exit").isInt() ? Optional.of(read(tree)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The answer for an engine that gave none. */
    static StageAnswer crashed(String message) {
        return new StageAnswer(ERROR, message, Optional.empty(), Optional.empty(), Map.of(), false, List.of());
    }

    private static StageAnswer read(JsonNode tree) {
        int exit = tree.path("exit").intValue();
        if (tree.has("error")) {
            Optional<SealedRun> run = tree.has("run") ? Optional.of(run(tree.path("run"))) : Optional.empty();
            return new StageAnswer(exit, error(tree.path("error")), run, Optional.empty(), Map.of(), false, List.of());
        }
        List<String> missing = new ArrayList<>();
        tree.path("missing").forEach(phrase -> missing.add(phrase.asText()));
        SealedRun run = run(tree);
        return new StageAnswer(
                exit,
                run.state().equals("REJECTED") ? "a person rejected the release" : notPassed(tree.path("gates")),
                Optional.of(run),
                Optional.of(tree.path("verdict").asText()),
                metrics(tree.path("gates")),
                GOES_ON.contains(run.state()),
                missing);
    }

    private static SealedRun run(JsonNode tree) {
        return new SealedRun(
                tree.path("model").asText(),
                tree.path("run").intValue(),
                tree.path("version").intValue(),
                tree.path("state").asText(),
                Path.of(tree.path("bundle").path("path").asText()),
                tree.path("bundle").path("sha256").asText(),
                tree.has("artifact")
                        ? Optional.of(Path.of(tree.path("artifact").path("path").asText()))
                        : Optional.empty());
    }

    private static String error(JsonNode error) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode problem : error.path("problems")) {
            if (sentences.size() == MOST_NAMED) {
                sentences.add("and " + (error.path("problems").size() - MOST_NAMED) + " more");
                break;
            }
            String file = problem.path("file").asText();
            sentences.add(file.substring(file.lastIndexOf('/') + 1) + ":"
                    + problem.path("line").asInt() + ": "
                    + problem.path("message").asText() + " - "
                    + problem.path("remedy").asText());
        }
        String message = error.path("message").asText();
        return sentences.isEmpty() ? message : message + ": " + String.join("; ", sentences);
    }

    private static Map<String, Double> metrics(JsonNode gates) {
        Map<String, Double> numbers = new TreeMap<>();
        for (JsonNode gate : gates) {
            JsonNode value = gate.path("metric").path("value");
            if (value.isNumber()) {
                numbers.put(gate.path("id").asText(), value.doubleValue());
            }
        }
        return numbers;
    }

    private static String notPassed(JsonNode gates) {
        List<String> named = new ArrayList<>();
        int more = 0;
        for (JsonNode gate : gates) {
            if (gate.path("verdict").asText().equals("PASS")) {
                continue;
            }
            if (named.size() == MOST_NAMED) {
                more++;
                continue;
            }
            named.add(gate.path("id").asText() + " " + gate.path("verdict").asText() + " ("
                    + gate.path("reason").asText() + ")");
        }
        return String.join("; ", named) + (more == 0 ? "" : "; and " + more + " more");
    }
}
