// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Need.Categories;
import io.github.gxpml.data.Need.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of columns on points and of values: all columns of a relation in one query once the points are chosen. */
final class DistributionScan {
    /** More distinct numbers than this are counted between quantiles. */
    static final int MOST_POINTS = 2000;

    /** More distinct texts than this are counted together. */
    static final int MOST_VALUES = 1000;

    private final Session session;
    private final String relation;

    DistributionScan(Session session, String relation) {
        this.session = session;
        this.relation = relation;
    }

    /** A column to be counted: its expressions as text and as number, and what is wanted. */
    record Numeric(Numbers need, String text, String number) {}

    /** A column to be counted: its expression as text, and what is wanted. */
    record Categorical(Categories need, String text) {}

    Map<String, NumberCounts> numbers(List<Numeric> columns) throws DataException {
        List<List<Double>> points = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        for (Numeric column : columns) {
            List<Double> chosen =
                    column.need().points().isPresent() ? column.need().points().get() : choosePoints(column.number());
            points.add(chosen);
            terms.add("count(" + column.text() + "), count(" + column.number() + "), "
                    + session.dialect().histograms(column.number(), chosen));
        }
        if (columns.isEmpty()) {
            return Map.of();
        }
        String sql = "SELECT count(*), " + String.join(", ", terms) + " FROM " + relation;
        return session.one(sql, row -> {
            Map<String, NumberCounts> counts = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                counts.put(columns.get(i).need().column(), numbers(row, 2 + 4 * i, points.get(i)));
            }
            return counts;
        });
    }

    private List<Double> choosePoints(String number) throws DataException {
        List<Double> distinct = session.all(
                "SELECT DISTINCT x FROM (SELECT " + number + " AS x FROM " + relation
                        + ") WHERE x IS NOT NULL ORDER BY x LIMIT " + (MOST_POINTS + 1),
                row -> row.number(1));
        if (distinct.size() <= MOST_POINTS) {
            return distinct;
        }
        // by rank and not by quantile function, which takes minutes for this many quantiles of a long column
        long n = session.one("SELECT count(" + number + ") FROM " + relation, row -> row.whole(1));
        String ranked = "SELECT x, row_number() OVER (ORDER BY x) AS r FROM (SELECT " + number + " AS x FROM "
                + relation + ") WHERE x IS NOT NULL";
        return session.all(
                "SELECT DISTINCT x FROM (" + ranked + ") WHERE r = 1 OR " + step("r", n) + " > " + step("(r - 1)", n)
                        + " ORDER BY x",
                row -> row.number(1));
    }

    private String step(String rank, long n) {
        return session.dialect().quotient("(" + rank + " * " + MOST_POINTS + ")", Long.toString(n));
    }

    private static NumberCounts numbers(Row row, int first, List<Double> points) {
        long values = row.whole(first);
        long numbers = row.whole(first + 1);
        Map<?, ?> upTo = row.counts(first + 2);
        Map<?, ?> exact = row.counts(first + 3);
        List<Long> at = new ArrayList<>();
        List<Long> between = new ArrayList<>();
        long counted = 0;
        for (Double point : points) {
            long here = count(exact, point);
            long upToHere = count(upTo, point);
            at.add(here);
            between.add(upToHere - here);
            counted += upToHere;
        }
        between.add(numbers - counted);
        return new NumberCounts(points, at, between, row.whole(1) - values, values - numbers);
    }

    Map<String, CategoryCounts> categories(List<Categorical> columns) throws DataException {
        List<List<String>> values = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        for (Categorical column : columns) {
            List<String> chosen =
                    column.need().values().isPresent() ? column.need().values().get() : chooseValues(column.text());
            values.add(chosen);
            String wanted = chosen.isEmpty() ? "false" : column.text() + " IN (" + Sql.literals(chosen) + ")";
            terms.add("count(" + column.text() + "), histogram(" + column.text() + ") FILTER (WHERE " + wanted + ")");
        }
        if (columns.isEmpty()) {
            return Map.of();
        }
        String sql = "SELECT count(*), " + String.join(", ", terms) + " FROM " + relation;
        return session.one(sql, row -> {
            Map<String, CategoryCounts> counts = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                counts.put(columns.get(i).need().column(), categories(row, 2 + 2 * i, values.get(i)));
            }
            return counts;
        });
    }

    private List<String> chooseValues(String text) throws DataException {
        return session.all(
                "SELECT x, count(*) AS n FROM (SELECT " + text + " AS x FROM " + relation
                        + ") WHERE x IS NOT NULL GROUP BY x ORDER BY n DESC, x LIMIT " + MOST_VALUES,
                row -> row.text(1));
    }

    private static CategoryCounts categories(Row row, int first, List<String> values) {
        long present = row.whole(first);
        Map<?, ?> found = row.counts(first + 1);
        List<Long> counts = values.stream().map(value -> count(found, value)).toList();
        long counted = counts.stream().mapToLong(Long::longValue).sum();
        return new CategoryCounts(values, counts, present - counted, row.whole(1) - present);
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long count(Map<?, ?> counts, Object key) {
        return counts.get(key) instanceof Number number ? number.longValue() : 0;
    }
}
