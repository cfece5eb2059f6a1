// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;

/**
 * Which rows two tables share.
 *
 * @param other name of the other table
 * @param rows rows of this table
 * @param shared rows of this table whose key the other table has too
 * @param equal rows of this table that equal a row of the other in every column that both have, the key aside; can be
 *     chance where columns are few and coarse
 * @param keys the first shared keys in text order, at most {@link KeyCounts#NAMED}, to be named to people
 */
public record Overlap(String other, long rows, long shared, long equal, List<String> keys) {
    /** Copies the keys. */
    public Overlap {
        keys = List.copyOf(keys);
    }
}
