// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.List;

/**
 * What {@code gxp init} proposes for a data file. A guess: people read and change it.
 *
 * @param specText a commented {@code gxp.yaml} that loads without problems
 * @param jenkinsfileText a declarative pipeline over it
 * @param notes what could not be guessed or should be looked at, a sentence each
 */
public record Proposal(String specText, String jenkinsfileText, List<String> notes) {
    /** Copies the notes. */
    public Proposal {
        notes = List.copyOf(notes);
    }
}
