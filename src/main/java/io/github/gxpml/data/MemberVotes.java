// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * How the classes of an ensemble's members differ at a threshold. Two parts add up to the whole.
 *
 * @param at a score at or above it is a vote for the positive class
 * @param members number of members
 * @param rows all rows
 * @param split rows in which the members do not all vote alike
 * @param pairs sum over rows of the pairs of members that vote differently
 * @param pairSquares sum of the squares of those
 */
public record MemberVotes(double at, int members, long rows, long split, long pairs, long pairSquares) {

    /**
     * Adds the rows of another part.
     *
     * @param other the other part, of as many members at the same threshold
     * @return the votes of both parts
     */
    public MemberVotes plus(MemberVotes other) {
        if (at != other.at || members != other.members) {
            throw new IllegalArgumentException("votes of " + members + " members at " + at + " and of " + other.members
                    + " at " + other.at + " do not add up");
        }
        return new MemberVotes(
                at,
                members,
                rows + other.rows,
                split + other.split,
                pairs + other.pairs,
                pairSquares + other.pairSquares);
    }
}
