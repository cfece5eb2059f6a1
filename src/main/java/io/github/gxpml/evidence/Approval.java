// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * A person's signature, read back from a bundle; that it was made by the key it names has been checked.
 *
 * @param file name of the envelope in the bag, for example {@code attestations/approval-1.dsse.json}
 * @param claim who said what
 * @param keyId key that signed
 * @param seen what was signed
 */
public record Approval(String file, Claim claim, String keyId, Seen seen) {
    /** The predicate type of an approval. */
    public static final String TYPE = "https://gxpml.github.io/attestation/approval/v1";

    /**
     * How far the clock of the host that took a signature may be ahead of the clock of the machine that seals. A
     * signature that is later than the seal that holds it by more than this is refused.
     */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final int MAX_TEXT = 2000;

    /** What a signature means. */
    public enum Meaning {
        /** Read and found in order. */
        REVIEWED,
        /** May be released. */
        APPROVED,
        /** Serves the business that it is meant for. */
        BUSINESS_ACCEPTANCE,
        /** Must not be released. */
        REJECTED;

        /**
         * Returns the meaning in small letters, as the spec and people write it.
         *
         * @return for example {@code business acceptance}
         */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * Who signs.
     *
     * @param name as it is to be printed
     * @param email by which people are told apart, upper and lower case alike
     * @param role from the spec, for example quality
     * @param authentication how the person was recognised, for example {@code password of the key file}
     */
    public record Person(String name, String email, String role, String authentication) {
        /** Refuses empty and unprintable text, and an address without an at sign. */
        public Person {
            text("name", name);
            text("e-mail address", email);
            text("role", role);
            text("authentication method", authentication);
            if (!email.matches("[^@\\s<>]+@[^@\\s<>]+")) {
                throw new IllegalArgumentException("`" + email + "` is not an e-mail address");
            }
        }

        /** Returns the address as it is compared. */
        String identity() {
            return email.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the person says.
     *
     * @param meaning what it means
     * @param reason why; may be empty only for an approval
     * @param at when, UTC
     * @param zone time zone of the person, for example {@code Europe/Vienna}
     */
    public record Vote(Meaning meaning, String reason, Instant at, String zone) {
        /** Refuses a rejection without a reason and an unknown zone. */
        public Vote {
            if (meaning == Meaning.REJECTED && reason.isBlank()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
            if (!reason.isEmpty()) {
                text("reason", reason);
            }
            knownZone(zone);
        }
    }

    /**
     * The signed claim.
     *
     * @param person who
     * @param vote what
     * @param seal number of the seal that was looked at
     * @param publicKey PEM of the key that signed
     * @param certificates PEM of its certificate chain; absent if it has none
     */
    public record Claim(Person person, Vote vote, int seal, String publicKey, Optional<String> certificates) {}

    /**
     * What was looked at.
     *
     * @param seal number of the seal
     * @param manifestSha256 digest of its manifest
     * @param verdicts the verdicts in it
     * @param verdictsSha256 digest of verdicts.json
     * @param reportSha256 digest of report.html
     * @param modelSha256 digest of the model artifact
     */
    public record Seen(
            int seal,
            String manifestSha256,
            VerdictsDocument verdicts,
            String verdictsSha256,
            String reportSha256,
            String modelSha256) {}

    static void knownZone(String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("`" + zone + "` is not a time zone", e);
        }
    }

    static void text(String what, String value) {
        boolean control = value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n');
        if (value.isBlank() || value.length() > MAX_TEXT || control) {
            throw new IllegalArgumentException(
                    "the " + what + " is empty, longer than " + MAX_TEXT + " characters or holds control characters");
        }
    }
}
