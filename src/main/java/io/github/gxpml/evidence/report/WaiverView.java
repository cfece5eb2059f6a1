// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A waiver as the report shows it.
 *
 * @param gate id of the gate
 * @param until last day on which it holds
 * @param reason in the words of who proposed it
 * @param scope what the model may be used for meanwhile; may be empty
 * @param proposed name, role and time of the first person
 * @param confirmed name, role and time of the second person; absent if nobody confirmed it
 * @param notCounted why it does not count; absent if it does
 */
public record WaiverView(
        String gate,
        LocalDate until,
        String reason,
        String scope,
        String proposed,
        Optional<String> confirmed,
        Optional<String> notCounted) {}
