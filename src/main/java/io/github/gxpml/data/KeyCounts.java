// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;

/**
 * How often keys repeat in a table.
 *
 * @param rows number of rows
 * @param missing rows without a key
 * @param repeated rows whose key another row before them has
 * @param keys the first repeated keys in text order, at most {@value #NAMED}, to be named to people
 */
public record KeyCounts(long rows, long missing, long repeated, List<String> keys) {
    /** How many keys are named. */
    public static final int NAMED = 3;

    /** Copies the keys. */
    public KeyCounts {
        keys = List.copyOf(keys);
    }
}
