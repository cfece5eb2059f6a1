// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The moments of any number of columns in two queries: extremes, then sums. A value is cut into two whole numbers of 31
 * bits, whose products fit into 64 bits, so that every sum is one of whole numbers and therefore exact.
 */
final class MomentScan {
    private static final int HALF = Moments.BITS / 2;
    private static final int SUMS = 5;

    private final Session session;
    private final String relation;

    MomentScan(Session session, String relation) {
        this.session = session;
        this.relation = relation;
    }

    /** A column by its name, and its expression: a finite number or null. */
    record Numeric(String name, String number) {}

    private record Extremes(Numeric column, long n, double min, double max) {
        int unit() {
            return Moments.unit(min, max);
        }
    }

    Map<String, Moments> scan(List<Numeric> columns) throws DataException {
        Map<String, Moments> found = new LinkedHashMap<>();
        columns.forEach(column -> found.put(column.name(), Moments.NONE));
        if (columns.isEmpty()) {
            return found;
        }
        List<Extremes> some =
                extremes(columns).stream().filter(extremes -> extremes.n() > 0).toList();
        if (!some.isEmpty()) {
            found.putAll(sums(some));
        }
        return found;
    }

    private List<Extremes> extremes(List<Numeric> columns) throws DataException {
        String values = numbered(columns.size(), i -> columns.get(i).number() + " AS x" + i);
        String terms = numbered(columns.size(), i -> "count(x" + i + "), min(x" + i + "), max(x" + i + ")");
        return session.one("SELECT " + terms + " FROM (SELECT " + values + " FROM " + relation + ")", row -> {
            List<Extremes> found = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                int first = 3 * i + 1;
                found.add(new Extremes(columns.get(i), row.whole(first), row.number(first + 1), row.number(first + 2)));
            }
            return found;
        });
    }

    private Map<String, Moments> sums(List<Extremes> columns) throws DataException {
        int count = columns.size();
        String scaled = numbered(
                count,
                i -> scaled(columns.get(i).column().number(), columns.get(i).unit() + HALF) + " AS x" + i);
        String upper = numbered(count, i -> "x" + i + ", CAST(floor(x" + i + ") AS BIGINT) AS h" + i);
        String lower = numbered(
                count,
                i -> "h" + i + ", CAST(floor((x" + i + " - CAST(h" + i + " AS DOUBLE)) * " + Sql.literal(power(HALF))
                        + ") AS BIGINT) AS l" + i);
        String terms = numbered(count, this::terms);
        String sql = "SELECT " + terms + " FROM (SELECT " + lower + " FROM (SELECT " + upper + " FROM (SELECT " + scaled
                + " FROM " + relation + ")))";
        return session.one(sql, row -> {
            Map<String, Moments> found = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                found.put(columns.get(i).column().name(), moments(row, SUMS * i + 1, columns.get(i)));
            }
            return found;
        });
    }

    private String terms(int i) {
        String high = "h" + i;
        String low = "l" + i;
        return List.of(high, low, high + " * " + high, high + " * " + low, low + " * " + low).stream()
                .map(session.dialect()::sum)
                .collect(Collectors.joining(", "));
    }

    /** A number in units of a power of two, in two steps, since the power itself may be no double. */
    private static String scaled(String number, int unit) {
        int half = -unit / 2;
        return "(" + number + ") * " + Sql.literal(power(half)) + " * " + Sql.literal(power(-unit - half));
    }

    private static double power(int exponent) {
        return Math.scalb(1.0, exponent);
    }

    private static Moments moments(Row row, int first, Extremes extremes) {
        BigInteger sum = row.exact(first).shiftLeft(HALF).add(row.exact(first + 1));
        BigInteger squares = row.exact(first + 2)
                .shiftLeft(2 * HALF)
                .add(row.exact(first + 3).shiftLeft(HALF + 1))
                .add(row.exact(first + 4));
        return new Moments(
                extremes.n(), Optional.of(extremes.min()), Optional.of(extremes.max()), extremes.unit(), sum, squares);
    }

    /** Writes something for each column. */
    @FunctionalInterface
    private interface Writing {
        String of(int column);
    }

    private static String numbered(int count, Writing writing) {
        return IntStream.range(0, count).mapToObj(writing::of).collect(Collectors.joining(", "));
    }
}
