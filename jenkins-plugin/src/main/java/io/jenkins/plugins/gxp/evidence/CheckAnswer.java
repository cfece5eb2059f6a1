// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gxp.engine.AnswerParser;
import java.util.ArrayList;
import java.util.List;

/** Reads what the engine says of a bundle. It comes from an agent, so all that is not a clear yes is a problem. */
final class CheckAnswer {
    private static final int LONGEST_TEXT = 1_000;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(64)
                    .build())
            .build());

    private CheckAnswer() {}

    /**
     * Reads the answer.
     *
     * @param exit the exit code
     * @param json what was written to standard output
     * @param sha256 digest of what was checked
     * @return what was found
     */
    static Verification.Found read(int exit, String json, String sha256) {
        if (exit != 0 && exit != 1) {
            return Verification.Found.error(AnswerParser.error(json).orElse(Messages.CheckAnswer_noAnswer(exit)));
        }
        try {
            JsonNode checks = MAPPER.readTree(json).path("checks");
            if (!checks.isArray() || checks.isEmpty()) {
                return Verification.Found.error(Messages.CheckAnswer_noAnswer(exit));
            }
            List<String> problems = new ArrayList<>();
            for (JsonNode check : checks) {
                if (!check.path("status").asText().equals("OK")) {
                    problems.add(cut(check.path("name").asText() + ": "
                            + check.path("message").asText()));
                }
            }
            if (problems.isEmpty() != (exit == 0)) {
                return Verification.Found.error(Messages.CheckAnswer_contradiction(exit));
            }
            return new Verification.Found(sha256, checks.size(), problems, "");
        } catch (JsonProcessingException e) {
            return Verification.Found.error(Messages.CheckAnswer_noAnswer(exit));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\u2026";
    }
}
