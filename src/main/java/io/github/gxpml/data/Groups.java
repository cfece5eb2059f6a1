// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * The two sides of a facet.
 *
 * @param disfavoured outcomes of the disfavoured group
 * @param favoured outcomes of everyone else
 * @param neither number of rows on neither side, because a value that would tell is missing or unreadable
 */
public record Groups(Outcomes disfavoured, Outcomes favoured, long neither) {
    /** No rows. */
    public static final Groups NONE = new Groups(Outcomes.NONE, Outcomes.NONE, 0);

    /**
     * Adds the rows of another part.
     *
     * @param other the other part
     * @return the groups of both parts
     */
    public Groups plus(Groups other) {
        return new Groups(disfavoured.plus(other.disfavoured), favoured.plus(other.favoured), neither + other.neither);
    }

    /**
     * Returns the same counts where the rows have no scores.
     *
     * @return without any sum of scores
     */
    public Groups withoutScores() {
        return new Groups(disfavoured.withoutScores(), favoured.withoutScores(), neither);
    }
}
