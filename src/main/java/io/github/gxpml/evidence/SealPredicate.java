// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * What a seal claims about the bag whose two manifests it names.
 *
 * @param model name
 * @param run number of the run
 * @param seal number of the seal within the run
 * @param files number of payload files
 * @param sealedAt when
 * @param previousSeal SHA-256 of the manifest of the seal before; absent for the first
 * @param previousRun SHA-256 of the manifest of the last seal of the run before; absent for run 1
 * @param auditEvents number of events in the audit log
 * @param auditLast SHA-256 of the last event's line, 64 zeros if there is no event
 * @param timeStamp the authority that is asked when the seal was made; absent if none is
 * @param publicKey PEM of the key that signed; whether it is to be believed is decided elsewhere
 */
public record SealPredicate(
        String model,
        int run,
        int seal,
        int files,
        Instant sealedAt,
        Optional<String> previousSeal,
        Optional<String> previousRun,
        long auditEvents,
        String auditLast,
        Optional<Stamping> timeStamp,
        String publicKey) {
    /** The predicate type of a seal. */
    public static final String TYPE = "https://gxpml.github.io/attestation/seal/v1";

    /**
     * What was asked of a time-stamp authority; the stamp itself is made over this seal's signature, after it.
     *
     * @param authority its address
     * @param required whether there is no seal without a stamp
     */
    public record Stamping(String authority, boolean required) {}
}
