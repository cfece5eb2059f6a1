// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.time.Instant;
import java.util.Optional;

/**
 * A signature as the report shows it.
 *
 * @param name printed name of the signer
 * @param role role that the signer signed in
 * @param meaning what the signature means, for example {@code approves the release}
 * @param reason why the signer signed, in the signer's words
 * @param at when
 * @param zone time zone of the signer, for example {@code Europe/Berlin}
 * @param keyId SHA-256 of the signer's public key
 * @param notCounted why the signature does not count; absent if it counts
 */
public record ApprovalView(
        String name,
        String role,
        String meaning,
        String reason,
        Instant at,
        String zone,
        String keyId,
        Optional<String> notCounted) {}
