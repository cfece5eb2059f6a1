// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.time.Instant;

/**
 * An event of the audit log as the report shows it.
 *
 * @param at when
 * @param event kind of event
 * @param who who or what caused it
 * @param summary one sentence
 */
public record AuditView(Instant at, String event, String who, String summary) {}
