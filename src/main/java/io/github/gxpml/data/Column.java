// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.ColumnSpec;

/**
 * One column of a table.
 *
 * @param name as written in the file, any text
 * @param type inferred once from all values of the file; a column without any value is text
 */
public record Column(String name, ColumnSpec.Type type) {
    /**
     * Tells whether values can be put in order as numbers.
     *
     * @return true for numbers and integers
     */
    public boolean numeric() {
        return type == ColumnSpec.Type.NUMBER || type == ColumnSpec.Type.INTEGER;
    }
}
