// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/** How Spark says what engines say differently. */
final class SparkDialect implements Dialect {
    private static final String WIDE = "DECIMAL(38, 0)";

    @Override
    public String sum(String term) {
        return "sum(CAST(" + term + " AS " + WIDE + "))";
    }

    @Override
    public String wide() {
        return WIDE;
    }

    @Override
    public String nearest(String number) {
        return "CAST(rint(" + number + ") AS BIGINT)";
    }
}
