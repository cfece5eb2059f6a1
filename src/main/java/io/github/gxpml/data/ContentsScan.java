// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Contents.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of values of all columns in one query. Kinds are told apart as Deequ does it, on which Model Monitor
 * stands: <a href="https://github.com/awslabs/deequ">StatefulDataType</a>'s patterns, without backslashes so that every
 * engine reads them alike.
 */
final class ContentsScan {
    private static final String INTEGRAL = "^[-+]? ?[0-9]+$";
    private static final String FRACTIONAL = "^[-+]? ?[0-9]+([.][0-9]+|([.][0-9]+)?[Ee][-+]?[0-9]+)$";
    private static final int PER_COLUMN = 6;

    private final Session session;
    private final Table table;

    ContentsScan(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    Contents scan(Map<String, List<String>> domains) throws DataException {
        String sql = "SELECT count(*), "
                + table.columns().stream()
                        .map(column -> counts(column, domains))
                        .collect(Collectors.joining(", "))
                + " FROM " + table.relation();
        return session.one(sql, row -> {
            List<Kinds> kinds = new ArrayList<>();
            for (Column column : table.columns()) {
                kinds.add(kinds(row, column.name(), domains.containsKey(column.name()), 2 + PER_COLUMN * kinds.size()));
            }
            return new Contents(kinds);
        });
    }

    private String counts(Column column, Map<String, List<String>> domains) {
        String text = Sql.text(table, column);
        List<String> domain = domains.getOrDefault(column.name(), List.of());
        return "count(" + text + "), " + counted(matches(text, INTEGRAL)) + ", " + counted(matches(text, FRACTIONAL))
                + ", " + counted(text + " IN ('true', 'false')") + ", "
                + counted("(" + Sql.number(table, column) + ") < 0") + ", "
                + counted(domain.isEmpty() ? "false" : Sql.among(table, column, domain));
    }

    /** The whole text, for some engines take a line feed behind the match for its end. */
    private static String matches(String text, String pattern) {
        return "regexp_extract(" + text + ", '" + pattern + "', 0) = " + text;
    }

    private static String counted(String condition) {
        return "count(*) FILTER (WHERE " + condition + ")";
    }

    private static Kinds kinds(Row row, String column, boolean domain, int first) {
        long present = row.whole(first);
        long integral = row.whole(first + 1);
        long fractional = row.whole(first + 2);
        long truths = row.whole(first + 3);
        return new Kinds(
                column,
                row.whole(1) - present,
                integral,
                fractional,
                truths,
                present - integral - fractional - truths,
                row.whole(first + 4),
                domain ? Optional.of(row.whole(first + 5)) : Optional.empty());
    }
}
