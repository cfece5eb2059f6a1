// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * What engines say differently in SQL. Everything else in the scans is understood by all of them, these functions of
 * each session included: {@code as_number(x)}, a text or number as a double, null if it is not one;
 * {@code number_text(x)}, a number as text; {@code isfinite(x)}; {@code trunc(x)}.
 */
interface Dialect {
    /** The dialect of the embedded database. */
    Dialect DUCK = new Dialect() {
        @Override
        public String sum(String term) {
            return "sum(" + term + ")";
        }

        @Override
        public String wide() {
            return "HUGEINT";
        }

        @Override
        public String quotient(String dividend, String divisor) {
            return "(" + dividend + " // " + divisor + ")";
        }
    };

    /** The exact sum of whole numbers of 64 bits, however many there are. */
    String sum(String term);

    /** The type of whole numbers of at least 38 digits. */
    String wide();

    /** The whole part of the quotient of two whole numbers that are not negative. */
    String quotient(String dividend, String divisor);
}
