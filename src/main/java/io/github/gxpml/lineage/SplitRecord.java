// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import java.util.List;

/**
 * Which rows are in which table, without naming them: the digest of the keys of each table, and what any two share.
 *
 * @param key name of the key column
 * @param tables every table
 * @param overlaps every pair that was compared
 */
public record SplitRecord(String key, List<Keys> tables, List<Pair> overlaps) {
    /** Copies the lists. */
    public SplitRecord {
        tables = List.copyOf(tables);
        overlaps = List.copyOf(overlaps);
    }

    /**
     * The rows of a table.
     *
     * @param table its name
     * @param rows number of rows
     * @param sha256 SHA-256 over all keys in text order, each followed by a line feed
     */
    public record Keys(String table, long rows, String sha256) {}

    /**
     * What two tables share.
     *
     * @param table one table
     * @param other the other
     * @param keys rows of the one whose key the other has too
     * @param equal rows of the one that equal a row of the other in all but the key
     */
    public record Pair(String table, String other, long keys, long equal) {}
}
