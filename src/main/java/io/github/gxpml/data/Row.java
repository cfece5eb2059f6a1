// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;

/** One row of a query's result, whichever engine ran it. Columns are counted from 1; valid until the next row. */
interface Row {
    /** Tells whether a column has no value. */
    boolean isNull(int column);

    /** A whole number of at most 64 bits; 0 if there is none. */
    long whole(int column);

    /** A whole number of any size; 0 if there is none. */
    BigInteger exact(int column);

    /** A floating-point number; 0 if there is none. */
    double number(int column);

    /** A text; null if there is none. */
    String text(int column);

    /** A truth value; false if there is none. */
    boolean flag(int column);
}
