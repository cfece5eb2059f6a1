// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An in-toto statement, version 1: a claim about files that are named by their digests.
 *
 * @param type always {@value #TYPE}
 * @param subject the files, at least one
 * @param predicateType what kind of claim
 * @param predicate the claim
 */
public record Statement(
        @JsonProperty("_type") String type, List<Subject> subject, String predicateType, JsonNode predicate) {
    /** The type of every statement. */
    public static final String TYPE = "https://in-toto.io/Statement/v1";

    /** Refuses a statement of another type or about nothing. */
    public Statement {
        if (!TYPE.equals(type) || subject == null || subject.isEmpty() || predicateType == null || predicate == null) {
            throw new IllegalArgumentException("not an in-toto statement of type " + TYPE + " with a subject");
        }
        subject = List.copyOf(subject);
    }

    /**
     * A file.
     *
     * @param name path in the bundle, or another name
     * @param digest exactly one entry, {@code sha256}
     */
    public record Subject(String name, Map<String, String> digest) {
        /** Copies the digest and checks its form. */
        public Subject {
            digest = Map.copyOf(digest);
            if (digest.size() != 1 || !digest.getOrDefault("sha256", "").matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a subject is named by one sha256 of 64 hexadecimal digits");
            }
        }

        /**
         * Creates a subject.
         *
         * @param name path in the bundle, or another name
         * @param sha256 64 hexadecimal digits
         * @return the subject
         */
        public static Subject of(String name, String sha256) {
            return new Subject(name, Map.of("sha256", sha256));
        }

        /**
         * Returns the digest.
         *
         * @return 64 hexadecimal digits
         */
        public String sha256() {
            return digest.get("sha256");
        }
    }

    /**
     * Makes a statement.
     *
     * @param subject the files
     * @param predicateType what kind of claim
     * @param predicate a record or map
     * @return the statement
     */
    public static Statement of(List<Subject> subject, String predicateType, Object predicate) {
        return new Statement(TYPE, subject, predicateType, Json.tree(predicate));
    }

    /**
     * Reads the claim.
     *
     * @param <T> its type
     * @param type a record type
     * @return the claim
     * @throws EvidenceException if it has another shape
     */
    public <T> T predicate(Class<T> type) throws EvidenceException {
        try {
            return Json.read(Json.compact(predicate).getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new EvidenceException(
                    "the claim of type " + predicateType + " is malformed: " + EvidenceException.reason(e), e);
        }
    }

    /** Returns the one form in which a statement is signed. */
    byte[] canonical() {
        return Json.compact(Json.tree(this)).getBytes(StandardCharsets.UTF_8);
    }
}
