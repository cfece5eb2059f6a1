// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Expressions over the columns of a relation. Columns are called c0, c1, ... inside the database, so that no name from
 * a file is ever part of a statement; values are quoted literals.
 */
final class Sql {
    private Sql() {}

    static String literal(String value) {
        // a zero character would end the statement inside the driver
        return ("'" + value.replace("'", "''") + "'").replace("\0", "' || chr(0) || '");
    }

    static String literals(List<String> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(", "));
    }

    static String literal(double value) {
        return "CAST('" + value + "' AS DOUBLE)";
    }

    static String physical(Table table, Column column) {
        return "c" + table.columns().indexOf(column);
    }

    /** The value as text; null if missing. An empty text is a missing value. */
    static String text(Table table, Column column) {
        boolean real = table.format() == DataSpec.Format.PARQUET && column.type() == DataSpec.ColumnSpec.Type.NUMBER;
        return real
                ? "number_text(" + physical(table, column) + ")"
                : "nullif(CAST(" + physical(table, column) + " AS STRING), '')";
    }

    /** Null exactly where the value as text is, but without writing numbers as text. */
    static String present(Table table, Column column) {
        boolean text = table.format() != DataSpec.Format.PARQUET || column.type() == DataSpec.ColumnSpec.Type.TEXT;
        return text ? text(table, column) : physical(table, column);
    }

    /** The value as a finite number; null if missing or not one. */
    static String number(Table table, Column column) {
        if (stored(table, column, DataSpec.ColumnSpec.Type.INTEGER)) {
            return "CAST(" + physical(table, column) + " AS DOUBLE)";
        }
        String cast = cast(table, column);
        return "CASE WHEN isfinite(" + cast + ") THEN " + cast + " + 0.0 END";
    }

    /** The value of a column whose values are all known to be finite numbers. */
    static String finite(Table table, Column column) {
        return stored(table, column, DataSpec.ColumnSpec.Type.NUMBER)
                ? "(CAST(" + physical(table, column) + " AS DOUBLE) + 0.0)"
                : number(table, column);
    }

    private static boolean stored(Table table, Column column, DataSpec.ColumnSpec.Type type) {
        return table.format() == DataSpec.Format.PARQUET && column.type() == type;
    }

    /** The value as a number, finite or not; null if missing or not one. */
    static String cast(Table table, Column column) {
        return "as_number(" + physical(table, column) + ")";
    }

    /** The value as a key: text, where a whole number stored as a floating-point one has no decimal point. */
    static String key(Table table, Column column) {
        String text = text(table, column);
        if (table.format() != DataSpec.Format.PARQUET || !column.numeric()) {
            return text;
        }
        String cast = cast(table, column);
        return "CASE WHEN " + cast + " = trunc(" + cast + ") AND abs(" + cast + ") < 1e15 THEN CAST(CAST("
                + physical(table, column) + " AS BIGINT) AS STRING) ELSE " + text + " END";
    }

    /** The value as the name of a group: numbers by value, so that 1 and 1.0 are one group; null if missing. */
    static String group(Table table, Column column) {
        if (!column.numeric()) {
            return text(table, column);
        }
        String number = "(" + number(table, column) + ")";
        return "coalesce(CASE WHEN " + number + " = trunc(" + number + ") THEN CAST(TRY_CAST(" + number
                + " AS BIGINT) AS STRING) END, number_text(" + number + "))";
    }

    /** Whether the value is one of those given; null if missing. Numbers are compared as numbers: 1 equals 1.0. */
    static String among(Table table, Column column, List<String> values) {
        if (column.numeric() && values.stream().allMatch(Sql::isNumber)) {
            String numbers = values.stream()
                    .map(value -> literal(Double.parseDouble(value)))
                    .collect(Collectors.joining(", "));
            return "(" + number(table, column) + ") IN (" + numbers + ")";
        }
        if (column.type() == DataSpec.ColumnSpec.Type.BOOLEAN) {
            List<String> lower =
                    values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
            return "lower(" + text(table, column) + ") IN (" + literals(lower) + ")";
        }
        return text(table, column) + " IN (" + literals(values) + ")";
    }

    static boolean isNumber(String text) {
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    }
}
