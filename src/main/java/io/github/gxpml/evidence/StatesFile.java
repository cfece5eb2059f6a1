// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.gate.Gate;

/** Where a bundle keeps the states that a gate's metric was computed from. */
public final class StatesFile {
    private StatesFile() {}

    /**
     * Returns the file of a gate's states; gates of one stage and table share it, those that compare two tables have
     * their own.
     *
     * @param gate a gate on a table
     * @return name in the bag, for example {@code metrics/validate-validation.json}
     */
    public static String of(Gate gate) {
        // in front, where no name of a table can be mistaken for it
        String compared = gate.metric().equals("shared_rows") ? "shared-" : "";
        return "metrics/" + compared + gate.stage() + "-" + gate.table() + ".json";
    }
}
