// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** How Spark says what engines say differently. Functions that depend on data are made for the session as needed. */
final class SparkDialect implements Dialect {
    private static final String WIDE = "DECIMAL(38, 0)";

    private final SparkSession session;
    private int made;

    SparkDialect(SparkSession session) {
        this.session = session;
    }

    @Override
    public String sum(String term) {
        return "sum(CAST(" + term + " AS " + WIDE + "))";
    }

    @Override
    public String wide() {
        return WIDE;
    }

    @Override
    public String quotient(String dividend, String divisor) {
        return "(" + dividend + " DIV " + divisor + ")";
    }

    @Override
    public String histograms(String number, List<Double> points) {
        return histogram(number, points, false) + ", " + histogram(number, points, true);
    }

    private String histogram(String number, List<Double> points, boolean exact) {
        String name = "histogram_" + made++;
        session.udf().register(name, functions.udaf(new SparkHistogram(points, exact), Encoders.DOUBLE()));
        return name + "(" + number + ")";
    }
}
