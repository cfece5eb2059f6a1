// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.GateResult;
import java.util.List;

/**
 * {@code data/verdicts.json}: every gate that was judged, in the order of judging.
 *
 * @param gates gate, number and verdict
 */
public record VerdictsDocument(List<GateResult> gates) {
    /** Copies the gates. */
    public VerdictsDocument {
        gates = List.copyOf(gates);
    }
}
