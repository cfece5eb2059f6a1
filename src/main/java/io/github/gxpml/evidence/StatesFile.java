// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.Gate;

/** Where a bundle keeps the states that a gate's metric was computed from. */
public final class StatesFile {
    private StatesFile() {}

    /**
     * Returns the file of a gate's states; gates of one stage and table share it, those that compare two tables, or
     * look at constraints, have their own.
     *
     * @param gate a gate on a table
     * @return name in the bag, for example {@code metrics/validate-validation.json}
     */
    public static String of(Gate gate) {
        // in front, where no name of a table can be mistaken for it
        String own = switch (gate.metric()) {
            case "shared_rows" -> "shared-";
            case "constraint_violations" -> "constraints-";
            default -> "";
        };
        return "metrics/" + own + gate.stage() + "-" + gate.table() + ".json";
    }
}
