// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.LabelSpec;

/** Expressions that tell positive from negative, for labels and for predictions in the values of the label. */
final class Collapse {
    private Collapse() {}

    /** Whether the value is positive; null if it is missing, or nothing says what is positive. */
    static String of(Table table, Column column, LabelSpec label) {
        if (label.above().isPresent()) {
            return "(" + Sql.number(table, column) + ") > "
                    + Sql.literal(label.above().get());
        }
        return label.positive().isEmpty() ? "CAST(NULL AS BOOLEAN)" : Sql.among(table, column, label.positive());
    }
}
