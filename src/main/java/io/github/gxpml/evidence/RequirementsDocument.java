// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.Verdict;
import io.github.gxpml.spec.RequirementSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code data/requirements.json}: each requirement of the spec with its risk, its gates, their verdicts, and the
 * signatures that covered them.
 *
 * @param requirements in the order of the spec
 */
public record RequirementsDocument(List<Requirement> requirements) {
    /** Copies the list. */
    public RequirementsDocument {
        requirements = List.copyOf(requirements);
    }

    /** How a requirement stands. */
    public enum State {
        /** It has gates, and every one is PASS. */
        MET,
        /** It has no gate, or one that is not PASS, or not judged yet. */
        OPEN
    }

    /**
     * A requirement.
     *
     * @param id from the spec
     * @param text from the spec
     * @param risk from the spec, if it names one
     * @param state how it stands
     * @param reason why it stands so
     * @param gates those that show it
     * @param signatures those that covered at least one of the gates as it stands, in the order of signing
     */
    public record Requirement(
            String id,
            String text,
            Optional<RequirementSpec.Risk> risk,
            State state,
            String reason,
            List<Traced> gates,
            List<Signed> signatures) {
        /** Copies the lists. */
        public Requirement {
            gates = List.copyOf(gates);
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * A gate that shows a requirement.
     *
     * @param id of the gate
     * @param min its limit
     * @param max its limit
     * @param verdict absent if it was not judged yet
     */
    public record Traced(String id, Optional<Double> min, Optional<Double> max, Optional<Verdict> verdict) {}

    /**
     * A signature that covered gates of a requirement.
     *
     * @param file of the signature in the bundle
     * @param person name and address
     * @param role in which the person signed
     * @param meaning APPROVED or REJECTED
     * @param at when, UTC
     * @param gates number of gates of the requirement that the person saw with the number and verdict that stand now
     */
    public record Signed(String file, String person, String role, Approval.Meaning meaning, Instant at, int gates) {}

    /**
     * Returns the requirements as a table for other tools, one line for each gate, or for a requirement without one.
     *
     * @return CSV (RFC 4180) with a header, UTF-8
     */
    public byte[] csv() {
        return RequirementsTable.csv(this);
    }
}
