// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * Rounds a double to fewer bits by two multiplications and two subtractions, the same in SQL as here. A number never
 * comes to lie above what a larger one is rounded to, and a number of few enough bits stays as it is; so the rows
 * between two such numbers can be counted by what they are rounded to.
 *
 * <p>Veltkamp's splitting, see Boldo, "Pitfalls of a full floating-point proof", IJCAR 2006.
 */
final class Rounding {
    /** Bits of a double. */
    private static final int ALL = 53;

    /** Numbers from here on stay as they are, because they could not be multiplied. */
    private static final double LARGE = 1e290;

    private Rounding() {}

    private static double factor(int bits) {
        return Math.scalb(1.0, ALL - bits) + 1;
    }

    static double round(double number, int bits) {
        if (!(Math.abs(number) < LARGE)) {
            return number;
        }
        double scaled = number * factor(bits);
        return scaled - (scaled - number);
    }

    /** The same of a column of finite numbers; null stays null. */
    static String sql(String column, int bits) {
        String scaled = "(" + column + " * " + Sql.literal(factor(bits)) + ")";
        return "CASE WHEN abs(" + column + ") < " + Sql.literal(LARGE) + " THEN " + scaled + " - (" + scaled + " - "
                + column + ") ELSE " + column + " END";
    }
}
