// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/** What engines say differently in SQL. Everything else in the scans is understood by all of them. */
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
    };

    /** The exact sum of whole numbers of 64 bits, however many there are. */
    String sum(String term);

    /** The type of whole numbers of at least 38 digits. */
    String wide();
}
