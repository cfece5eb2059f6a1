// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.stream.Collectors;

/**
 * Keeps rows of a text under the assumption that all of its rows are like the first ones, and finds out whether they
 * are. That spares parsing the text once only to find the types of its columns, which are those of all rows.
 */
final class AssumedTypes {
    private final Session session;
    private final Table table;

    AssumedTypes(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    /**
     * Keeps the rows of a query over the table.
     *
     * @param select the query without its source
     * @return the table, whose types and rows are now known
     * @throws DataException if a column has another type than its first rows show
     */
    Table keep(String relation, String select) throws DataException {
        record Kept(long rows, long alike) {}
        String alike = table.columns().stream().map(this::alike).collect(Collectors.joining(" AND "));
        session.keep(relation, select + ", " + alike + " AS alike FROM " + table.relation());
        Kept kept = session.one(
                "SELECT count(*), count_if(alike) FROM " + relation, row -> new Kept(row.whole(1), row.whole(2)));
        if (kept.rows() == 0 || kept.alike() < kept.rows()) {
            session.forget(relation);
            throw new DataException((kept.rows() - kept.alike()) + " of " + kept.rows()
                    + " rows have values of other types than the first rows - look at all of them first");
        }
        return new Table(table.name(), table.file(), table.format(), table.columns(), kept.rows(), table.relation());
    }

    /** Whether a value is of its column's type or missing; never null. */
    private String alike(Column column) {
        String missing = Sql.text(table, column) + " IS NULL";
        // the same expression as where the number itself is kept, so that the text is read once
        String number = Sql.cast(table, column);
        return switch (column.type()) {
            case INTEGER ->
                "coalesce(isfinite(" + number + ") AND " + number + " = trunc(" + number + "), " + missing + ")";
            case NUMBER -> "(" + number + " IS NOT NULL OR " + missing + ")";
            case BOOLEAN -> "coalesce(lower(" + Sql.text(table, column) + ") IN ('true', 'false'), true)";
            case TEXT -> "true";
        };
    }
}
