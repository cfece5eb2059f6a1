// SPDX-License-Identifier: MIT
package io.github.gxpml.lifecycle;

import io.github.gxpml.gate.GateResult;
import java.util.List;

/**
 * What one stage came to.
 *
 * @param summary one line for people, without the stage's name
 * @param gates every gate that was judged, in order
 * @param notes what people should know, one sentence each
 * @param pending whether the stage waits for signatures or for a job elsewhere
 */
public record StageOutcome(String summary, List<GateResult> gates, List<String> notes, boolean pending) {
    /** Copies the collections. */
    public StageOutcome {
        gates = List.copyOf(gates);
        notes = List.copyOf(notes);
    }
}
