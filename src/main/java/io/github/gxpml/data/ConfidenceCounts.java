// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;

/**
 * Labelled rows whose declared confidence is at least a level. Two parts add up to the whole. Sums are in
 * {@link FixedPoint}.
 *
 * @param at the level; 0 for all rows
 * @param labelled labelled rows, whatever their confidence
 * @param rows labelled rows of this confidence
 * @param right those of them whose predicted class is their label
 * @param declared sum of the declared confidences
 * @param gapSquares sum of (declared confidence - 1 if right, else 0)^2
 */
public record ConfidenceCounts(
        double at, long labelled, long rows, long right, BigInteger declared, BigInteger gapSquares) {

    /**
     * Adds the rows of another part.
     *
     * @param other the other part, of the same level
     * @return the counts of both parts
     */
    public ConfidenceCounts plus(ConfidenceCounts other) {
        if (at != other.at) {
            throw new IllegalArgumentException("counts at levels " + at + " and " + other.at + " do not add up");
        }
        return new ConfidenceCounts(
                at,
                labelled + other.labelled,
                rows + other.rows,
                right + other.right,
                declared.add(other.declared),
                gapSquares.add(other.gapSquares));
    }
}
