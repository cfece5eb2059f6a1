// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import java.util.Map;

/**
 * Rows of a table with the columns that a model needs, in the order of the file.
 *
 * @param name name in the spec
 * @param keys one per row
 * @param labels label as text, null where missing; an empty array if the label was not asked for
 * @param columns features by name
 */
record Table(String name, String[] keys, String[] labels, Map<String, Column> columns) {
    /** What the values of a feature are. */
    enum Kind {
        NUMBER,
        TEXT
    }

    /** One feature's values. */
    sealed interface Column {
        /** Returns how many rows have no value. */
        int missing();
    }

    /** Numbers, NaN where missing; booleans are 0 and 1. */
    record Numbers(double[] values) implements Column {
        @Override
        public int missing() {
            int count = 0;
            for (double value : values) {
                count += Double.isNaN(value) ? 1 : 0;
            }
            return count;
        }
    }

    /** Texts, empty where missing. */
    record Texts(String[] values) implements Column {
        @Override
        public int missing() {
            int count = 0;
            for (String value : values) {
                count += value.isEmpty() ? 1 : 0;
            }
            return count;
        }
    }

    /** Returns the number of rows. */
    int rows() {
        return keys.length;
    }
}
