// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.Format;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of text for several scans of some of its columns: parsed once and kept by column, for parsing it again costs
 * more than all the rest of a scan. A table that is stored by column is taken as it is.
 */
final class Columnar implements AutoCloseable {
    private final Session session;
    private final Table table;
    private final boolean kept;

    private Columnar(Session session, Table table, boolean kept) {
        this.session = session;
        this.table = table;
        this.kept = kept;
    }

    /**
     * Keeps columns.
     *
     * @param numbers columns that are wanted as numbers
     * @param texts columns that are wanted as text
     */
    static Columnar of(Session session, Table table, Collection<Column> numbers, Collection<Column> texts)
            throws DataException {
        Set<Column> wanted = new LinkedHashSet<>(numbers);
        wanted.addAll(texts);
        if (table.format() == Format.PARQUET || wanted.size() < 2) {
            return new Columnar(session, table, false);
        }
        String relation = table.relation() + "k";
        session.keep(
                relation,
                wanted.stream()
                        .map(column -> expression(table, column, !texts.contains(column)) + " AS "
                                + Sql.physical(table, column))
                        .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.relation())));
        Table stored = new Table(table.name(), table.file(), Format.PARQUET, table.columns(), table.rows(), relation);
        return new Columnar(session, stored, true);
    }

    /** A column of numbers has nothing but numbers, so no value is lost when it is stored as such. */
    private static String expression(Table table, Column column, boolean asNumber) {
        return asNumber && column.numeric() ? Sql.cast(table, column) : Sql.text(table, column);
    }

    /** The table to scan, with the columns that were asked for and no others. */
    Table table() {
        return table;
    }

    @Override
    public void close() throws DataException {
        if (kept) {
            session.forget(table.relation());
        }
    }
}
