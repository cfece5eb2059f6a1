// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person would write by hand for the same numbers: one aggregate over the same columns. */
final class ByHand {
    private ByHand() {}

    /** Hardly more than reading the columns that the metrics of predictions need. */
    static String read(String table) {
        return "SELECT sum(label), sum(prediction), sum(score), sum(age), sum(strlen(sex)), sum(strlen(region)),"
                + " sum(strlen(k0)) FROM " + table;
    }

    /** The sum of ranks that the area under the ROC curve of all rows needs; ties are not looked at. */
    static String sort(String table) {
        return "SELECT sum(place) FROM (SELECT label, rank() OVER (ORDER BY score) AS place FROM " + table
                + ") WHERE label = 1";
    }

    /**
     * Label against prediction for three facets and a group variable with the sums that Brier score, log loss and
     * calibration error need; floating-point sums, no squares for intervals, no check of any value.
     */
    static String performance(String table) {
        return "SELECT label, prediction, sex = 'F' AS f0, region = 'north' AS f1, age > 65 AS f2, k0,"
                + " least(CAST(floor(score * 15) AS INTEGER), 14) AS bin, count(*), sum(score),"
                + " sum((label - score) * (label - score)),"
                + " sum(-ln(CASE WHEN label = 1 THEN score ELSE 1 - score END)) FROM " + table + " GROUP BY ALL";
    }

    /** Ten bins of each numeric column, and the counts of each category. */
    static String drift(String table) {
        String edges = "[-1.6, -1.1, -0.7, -0.3, 0, 0.3, 0.7, 1.1, 1.6]::DOUBLE[]";
        return aggregate(
                table,
                BenchTable.FEATURES.stream()
                        .map(c -> c.startsWith("n") ? "histogram(" + c + ", " + edges + ")" : "histogram(" + c + ")"));
    }

    /** Even less: mean and spread of each numeric column, and the counts of each category. */
    static String moments(String table) {
        return aggregate(
                table,
                BenchTable.FEATURES.stream()
                        .map(c -> c.startsWith("n")
                                ? List.of("count", "avg", "stddev", "min", "max").stream()
                                        .map(f -> f + "(" + c + ")")
                                        .collect(Collectors.joining(", "))
                                : "histogram(" + c + ")"));
    }

    private static String aggregate(String table, Stream<String> terms) {
        return "SELECT count(*), " + terms.collect(Collectors.joining(", ")) + " FROM " + table;
    }
}
