// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.evidence.Approval.Person;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A signed decision to let a run go on in spite of a gate, read back from a bundle; that the signatures were made by the
 * keys that they name has been checked. The verdict stays what it was.
 *
 * @param file name of the envelope in the bag, for example {@code attestations/waiver-1.dsse.json}
 * @param claim what one person proposed
 * @param keyId key of that person
 * @param seen what was looked at
 * @param confirmation of a second person; absent as long as there is none, and the waiver does not count
 */
public record Waiver(String file, Claim claim, String keyId, Seen seen, Optional<Confirmed> confirmation) {
    /** The predicate type of a waiver. */
    public static final String TYPE = "https://gxpml.github.io/attestation/waiver/v1";

    /** The predicate type of the second person's signature. */
    public static final String CONFIRMATION_TYPE = "https://gxpml.github.io/attestation/waiver-confirmation/v1";

    /**
     * What is proposed.
     *
     * @param gate id of the gate
     * @param reason why
     * @param scope what the run may be used for meanwhile; may be empty
     * @param until last day on which it holds, in UTC
     */
    public record Terms(String gate, String reason, String scope, LocalDate until) {
        /** Refuses a waiver without a reason. */
        public Terms {
            Approval.text("gate", gate);
            Approval.text("reason", reason);
            if (!scope.isEmpty()) {
                Approval.text("scope", scope);
            }
        }
    }

    /**
     * When somebody signed, and how the person put it.
     *
     * @param reason why, in the person's words
     * @param at when, UTC
     * @param zone time zone of the person
     */
    public record Vote(String reason, Instant at, String zone) {
        /** Refuses an empty reason and an unknown zone. */
        public Vote {
            Approval.text("reason", reason);
            Approval.knownZone(zone);
        }
    }

    /**
     * What the gate said when it was waived.
     *
     * @param verdict FAIL or UNDECIDED
     * @param value the number; absent if there is none
     * @param reason of the verdict
     */
    public record Found(Verdict verdict, Optional<Double> value, String reason) {
        static Found of(GateResult result) {
            return new Found(result.verdict(), result.metric().value(), result.reason());
        }
    }

    /**
     * The signed claim.
     *
     * @param person who proposed it
     * @param vote when
     * @param terms what
     * @param found what every gate of that id said
     * @param seal number of the seal that was looked at
     * @param publicKey PEM of the key that signed
     * @param certificates PEM of its certificate chain; absent if it has none
     */
    public record Claim(
            Person person,
            Vote vote,
            Terms terms,
            List<Found> found,
            int seal,
            String publicKey,
            Optional<String> certificates) {
        /** Copies what was found. */
        public Claim {
            found = List.copyOf(found);
        }
    }

    /**
     * The second person's signed claim, about the first one's envelope.
     *
     * @param person who confirmed it
     * @param vote when
     * @param gate id of the gate
     * @param publicKey PEM of the key that signed
     * @param certificates PEM of its certificate chain; absent if it has none
     */
    public record Confirmation(
            Person person, Vote vote, String gate, String publicKey, Optional<String> certificates) {}

    /**
     * A confirmation that was read.
     *
     * @param file name of the envelope in the bag
     * @param claim what the second person said
     * @param keyId key of that person
     */
    public record Confirmed(String file, Confirmation claim, String keyId) {}
}
