// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Optional;

/**
 * What a column holds.
 *
 * @param demand what the table must have
 * @param present whether the table has the column; if not all counts are 0
 * @param rows number of rows
 * @param missing rows without a value
 * @param unreadable rows whose value is not of the declared (else the inferred) type, or not finite
 * @param outside rows whose value is of the type but outside the declared domain
 * @param min smallest number; empty for text or if there is none
 * @param max largest number; empty for text or if there is none
 */
public record ColumnProfile(
        Demand demand,
        boolean present,
        long rows,
        long missing,
        long unreadable,
        long outside,
        Optional<Double> min,
        Optional<Double> max) {

    /** What a table must have. */
    public enum Demand {
        /** Nothing: the column is no part of the schema. */
        NOTHING,
        /** The column may be absent; if it is there its values must be right. */
        OPTIONAL,
        /** The column must be there; rows may lack a value. */
        COLUMN,
        /** Every row must have a value. */
        VALUES
    }

    /**
     * Returns the profile of a column that is not there.
     *
     * @param demand what the table must have
     * @return a profile without rows
     */
    public static ColumnProfile absent(Demand demand) {
        return new ColumnProfile(demand, false, 0, 0, 0, 0, Optional.empty(), Optional.empty());
    }

    /**
     * Adds the rows of another part of the same table.
     *
     * @param other the other part
     * @return the profile of both parts
     */
    public ColumnProfile plus(ColumnProfile other) {
        return new ColumnProfile(
                demand,
                present || other.present,
                rows + other.rows,
                missing + other.missing,
                unreadable + other.unreadable,
                outside + other.outside,
                min.isEmpty()
                        ? other.min
                        : other.min.map(m -> Math.min(m, min.get())).or(() -> min),
                max.isEmpty()
                        ? other.max
                        : other.max.map(m -> Math.max(m, max.get())).or(() -> max));
    }
}
