// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * The numbers of a column that lie outside given points.
 *
 * @param below those below the first point
 * @param above those above the last point
 */
public record Tails(Moments below, Moments above) {
    /** Nothing lies outside. */
    public static final Tails NONE = new Tails(Moments.NONE, Moments.NONE);

    /**
     * Adds the rows of another part.
     *
     * @param other the other part, outside the same points
     * @return the tails of both parts
     */
    public Tails plus(Tails other) {
        return new Tails(below.plus(other.below), above.plus(other.above));
    }
}
