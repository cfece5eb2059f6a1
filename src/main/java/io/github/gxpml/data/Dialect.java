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
        public String nearest(String number) {
            return "CAST(" + number + " AS BIGINT)";
        }
    };

    /** The exact sum of whole numbers of 64 bits, however many there are. */
    String sum(String term);

    /** The type of whole numbers of at least 38 digits. */
    String wide();

    /** The whole number of 64 bits that is nearest to a floating-point one, of two the even one; fails if too large. */
    String nearest(String number);
}
