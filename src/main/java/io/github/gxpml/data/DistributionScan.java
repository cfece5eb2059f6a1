// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Need.Categories;
import io.github.gxpml.data.Need.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts of columns on points and of values: one grouped aggregate for each column, once its points are chosen. */
final class DistributionScan {
    /** More distinct texts than this are counted together. */
    static final int MOST_VALUES = 1000;

    private final Session session;
    private final String relation;

    DistributionScan(Session session, String relation) {
        this.session = session;
        this.relation = relation;
    }

    /** A column to be counted: expressions for whether it has a value and for its number, and what is wanted. */
    record Numeric(Numbers need, String present, String number) {}

    /** A column to be counted: its expression as text, and what is wanted. */
    record Categorical(Categories need, String text) {}

    Map<String, NumberCounts> numbers(List<Numeric> columns) throws DataException {
        Map<String, NumberCounts> counts = new LinkedHashMap<>();
        for (Numeric column : columns) {
            var scan = new NumberScan(session, relation, column.present(), column.number());
            Optional<List<Double>> points = column.need().points();
            counts.put(column.need().column(), scan.count(points.isPresent() ? points.get() : scan.choose()));
        }
        return counts;
    }

    Map<String, CategoryCounts> categories(List<Categorical> columns) throws DataException {
        Map<String, CategoryCounts> counts = new LinkedHashMap<>();
        for (Categorical column : columns) {
            Optional<List<String>> values = column.need().values();
            counts.put(
                    column.need().column(),
                    values.isPresent() ? count(column.text(), values.get()) : mostFrequent(column.text()));
        }
        return counts;
    }

    private CategoryCounts count(String text, List<String> values) throws DataException {
        // what is not asked for becomes one group before it is counted, however many values it has
        String wanted = values.isEmpty() ? "false" : "x IN (" + Sql.literals(values) + ")";
        Map<String, Long> counts = new HashMap<>();
        long[] others = new long[2];
        session.each(
                "SELECT v, m, count(*) FROM (SELECT CASE WHEN " + wanted + " THEN x END AS v, x IS NULL AS m FROM ("
                        + "SELECT " + text + " AS x FROM " + relation + ")) GROUP BY v, m",
                row -> {
                    if (row.isNull(1)) {
                        others[row.flag(2) ? 1 : 0] += row.whole(3);
                    } else {
                        counts.put(row.text(1), row.whole(3));
                    }
                });
        return new CategoryCounts(
                values,
                values.stream().map(value -> counts.getOrDefault(value, 0L)).toList(),
                others[0],
                others[1]);
    }

    private CategoryCounts mostFrequent(String text) throws DataException {
        String groups = "SELECT x, count(*) AS n FROM (SELECT " + text + " AS x FROM " + relation + ") GROUP BY x";
        List<String> values = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        session.each(
                "SELECT x, n FROM (" + groups + ") WHERE x IS NOT NULL ORDER BY n DESC, x LIMIT " + (MOST_VALUES + 1),
                row -> {
                    values.add(row.text(1));
                    counts.add(row.whole(2));
                });
        if (values.size() > MOST_VALUES) {
            return count(text, values.subList(0, MOST_VALUES));
        }
        long missing = session.one("SELECT count(*) - count(" + text + ") FROM " + relation, row -> row.whole(1));
        return new CategoryCounts(values, counts, 0, missing);
    }
}
