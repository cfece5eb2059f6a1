// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.host.codepipeline.StageAnswer.Model;
import io.github.gxpml.host.codepipeline.StageAnswer.SealedRun;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the one JSON document that the engine prints. A worker that was started again has not seen the exit code of the
 * process, so the document alone must say it, and without contradiction: otherwise the stage counts as not carried out.
 */
final class EngineAnswer {
    private static final int MOST_NAMED = 5;
    private static final int USAGE = 2;
    private static final int ERROR = 4;

    /** States in which a run can go on, or has come to its end. */
    private static final Set<String> GOES_ON = Set.of("RUNNING", "COMPLETE");

    private static final Set<String> STATES =
            Set.of("RUNNING", "COMPLETE", "PENDING", "WAITING", "BLOCKED", "REJECTED", "ERROR", "INTERRUPTED");
    private static final Map<String, Integer> EXITS = Map.of("PASS", 0, "FAIL", 1, "UNDECIDED", 3);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private EngineAnswer() {}

    /**
     * Reads an answer.
     *
     * @param stage that was asked for
     * @param bytes what the engine printed
     * @return the answer; empty if it is not whole, and so the engine did not come to its end
     */
    static Optional<StageAnswer> read(String stage, byte[] bytes) {
        JsonNode tree;
        try {
            tree = Json.read(bytes, JsonNode.class);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!tree.path("exit").isInt()) {
            return Optional.empty();
        }
        try {
            return Optional.of(tree.has("error") ? failed(tree) : judged(stage, tree));
        } catch (IllegalArgumentException e) {
            return Optional.of(crashed("the engine's answer cannot be used: " + e.getMessage()
                    + " - look whether the worker and its --engine are of one version"));
        }
    }

    /** The answer for an engine that gave none. */
    static StageAnswer crashed(String message) {
        return new StageAnswer(ERROR, message, Optional.empty(), Optional.empty(), Map.of(), false, List.of());
    }

    private static StageAnswer failed(JsonNode tree) {
        int exit = tree.path("exit").intValue() == USAGE ? USAGE : ERROR;
        Optional<SealedRun> run = tree.has("run") ? Optional.of(run(tree.path("run"))) : Optional.empty();
        return new StageAnswer(exit, error(tree.path("error")), run, Optional.empty(), Map.of(), false, List.of());
    }

    private static StageAnswer judged(String stage, JsonNode tree) {
        SealedRun run = run(tree);
        String verdict = tree.path("verdict").asText();
        int exit = tree.path("exit").intValue();
        check(Objects.equals(EXITS.get(verdict), exit), "its verdict and its exit code contradict one another");
        check(
                !verdict.equals("PASS") || allPassed(tree.path("gates")),
                "its verdict and its gates contradict one another");
        List<String> missing = new ArrayList<>();
        tree.path("missing").forEach(phrase -> missing.add(phrase.asText()));
        check(
                missing.isEmpty() || run.state().equals("PENDING"),
                "its state and the missing signatures contradict one another");
        boolean goesOn = GOES_ON.contains(run.state());
        boolean tooEarly = goesOn
                && stage.equals(GxpActionType.STATUS)
                && !tree.path("released").asBoolean();
        return new StageAnswer(
                exit,
                tooEarly ? "version " + run.version() + " is not released" : message(run, tree.path("gates")),
                Optional.of(run),
                Optional.of(verdict),
                metrics(tree.path("gates")),
                goesOn && !tooEarly,
                missing);
    }

    private static String message(SealedRun run, JsonNode gates) {
        return run.state().equals("REJECTED") ? "a person rejected the release" : notPassed(gates);
    }

    private static boolean allPassed(JsonNode gates) {
        boolean all = gates.isArray() && !gates.isEmpty();
        for (JsonNode gate : gates) {
            all &= gate.path("verdict").asText().equals("PASS");
        }
        return all;
    }

    private static SealedRun run(JsonNode tree) {
        String state = tree.path("state").asText();
        String digest = tree.at("/bundle/sha256").asText();
        check(!tree.path("model").asText().isBlank(), "it names no model");
        check(tree.path("run").asInt() > 0 && tree.path("version").asInt() > 0, "it names no run or no version");
        check(STATES.contains(state), "it names no state of a run");
        check(DIGEST.matcher(digest).matches(), "it has no digest of the bundle");
        return new SealedRun(
                tree.path("model").asText(),
                tree.path("run").intValue(),
                tree.path("version").intValue(),
                state,
                file(tree.at("/bundle/path")),
                digest,
                tree.path("artifact").isObject() ? Optional.of(model(tree.path("artifact"))) : Optional.empty());
    }

    private static Model model(JsonNode tree) {
        String digest = tree.path("sha256").asText();
        check(DIGEST.matcher(digest).matches(), "it has no digest of the model");
        return new Model(file(tree.path("path")), digest);
    }

    /** An InvalidPathException is an IllegalArgumentException, too. */
    private static Path file(JsonNode path) {
        check(!path.asText().isEmpty() && Path.of(path.asText()).isAbsolute(), "a file in it has no absolute path");
        return Path.of(path.asText());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
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
