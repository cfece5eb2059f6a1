// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of {@code data/audit.jsonl}.
 *
 * @param seq counts up from 1
 * @param at when, UTC
 * @param clock who says so: {@value #SYSTEM} for the machine, else the address of a time-stamp authority
 * @param event what happened, for example {@code stage.finished}
 * @param who the person or program that did it
 * @param details values, for a change both the old and the new one
 * @param previous SHA-256 of the line before without its line feed; 64 zeros for the first
 */
public record AuditEvent(
        long seq, Instant at, String clock, String event, String who, Map<String, Object> details, String previous) {
    /** The clock of the machine. */
    public static final String SYSTEM = "system";

    /** Copies the details in key order. */
    public AuditEvent {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
