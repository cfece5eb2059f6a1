// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table that is measured: key, label, prediction, score, three facets, ten numeric and five categorical features.
 * Every value follows from its row number by a hash, so that equal sizes give equal rows on any machine.
 */
final class BenchTable {
    static final int NUMBERS = 10;
    static final int CATEGORIES = 5;

    /** Columns that drift is measured of. */
    static final List<String> FEATURES = features();

    private static final int ROUNDED = 6;
    private static final int NORMAL = 8;

    private BenchTable() {}

    private static List<String> features() {
        List<String> names = new ArrayList<>();
        IntStream.range(0, NUMBERS).forEach(i -> names.add("n" + i));
        IntStream.range(0, CATEGORIES).forEach(i -> names.add("k" + i));
        return List.copyOf(names);
    }

    /**
     * A query for its rows.
     *
     * @param rows how many
     * @param shift added to the numeric features, to have something to find
     */
    static String query(long rows, double shift) {
        String values =
                "SELECT *, 1 / (1 + exp(-(1.2 * z0 + 0.7 * z1 - 0.4 * z2 - 1.0))) AS p FROM (" + numbers(rows) + ")";
        String scored =
                "SELECT *, 1 / (1 + exp(-(ln(p / (1 - p)) + 1.5 * (u5 + u6 - 1)))) AS score FROM (" + values + ")";
        return "SELECT i AS id, CAST(u4 < p AS INTEGER) AS label, CAST(score >= 0.5 AS INTEGER) AS prediction, score,"
                + " CASE WHEN u1 < 0.48 THEN 'F' ELSE 'M' END AS sex,"
                + " CASE WHEN u2 < 0.4 THEN 'north' WHEN u2 < 0.7 THEN 'south' WHEN u2 < 0.9 THEN 'east' ELSE 'west'"
                + " END AS region, CAST(18 + floor(72 * u3) AS INTEGER) AS age, "
                + IntStream.range(0, ROUNDED)
                        .mapToObj(i -> "round(z" + i + " + " + shift + ", 4) AS n" + i)
                        .collect(Collectors.joining(", "))
                + ", z6 AS n6, z7 AS n7, CAST(floor(100 * u7) AS INTEGER) AS n8,"
                + " CAST(floor(-20 * ln(1 - u8)) AS INTEGER) AS n9,"
                + " 'a' || CAST(floor(5 * u10) AS INTEGER) AS k0, 'b' || CAST(floor(10 * u11 * u11) AS INTEGER) AS k1,"
                + " 'code ' || CAST(floor(50 * u12) AS INTEGER) AS k2,"
                + " CASE WHEN u13 < 0.97 THEN 'yes' ELSE 'no' END AS k3,"
                + " 'site-' || CAST(floor(300 * u14 * u14) AS INTEGER) AS k4 FROM (" + scored + ")";
    }

    /** Evenly spread numbers u from 0 to 1, and bell-shaped numbers z from -3 to 3. */
    private static String numbers(long rows) {
        String even = IntStream.rangeClosed(1, 14)
                .mapToObj(i -> even(i) + " AS u" + i)
                .collect(Collectors.joining(", "));
        String bell = IntStream.range(0, NORMAL)
                .mapToObj(
                        i -> "(" + even(20 + i) + " + " + even(40 + i) + " + " + even(60 + i) + " - 1.5) * 2 AS z" + i)
                .collect(Collectors.joining(", "));
        return "SELECT i, " + even + ", " + bell + " FROM range(" + rows + ") t(i)";
    }

    private static String even(int seed) {
        return "((hash(i * 1000 + " + seed + ") >> 11) / 9007199254740992.0)";
    }
}
