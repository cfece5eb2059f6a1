// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;

/** Terms over the columns y, yhat and score of a scored relation, for sums that are exact. */
final class Terms {
    private static final long STEADY = 1L << 40;

    private Terms() {}

    /** A number, rounded to {@link FixedPoint}. */
    static String fixed(String expression) {
        return "CAST(round((" + expression + ") * " + FixedPoint.ONE + ") AS BIGINT)";
    }

    /** A number that may be too large for 64 bits, rounded to {@link FixedPoint}. */
    static String wide(Session session, String expression) {
        return "CAST(round((" + expression + ") * " + FixedPoint.ONE + ") AS "
                + session.dialect().wide() + ")";
    }

    /** A result of exp or ln without its last bits, in which engines differ: what is made of it is equal again. */
    static String steady(String expression) {
        return "round((" + expression + ") * " + STEADY + ") / " + STEADY;
    }

    /** 1 where a condition holds, else 0. */
    static String one(String condition) {
        return "CASE WHEN " + condition + " THEN 1 ELSE 0 END";
    }

    /** The entropy of a probability in nats. */
    static String entropy(String p) {
        return "CASE WHEN " + p + " > 0 AND " + p + " < 1 THEN "
                + steady("-(" + p + " * ln(" + p + ") + (1 - " + p + ") * ln(1 - " + p + "))")
                + " ELSE CAST(0 AS DOUBLE) END";
    }

    /** The sum of terms, added in pairs, so that no statement grows deep. */
    static String total(List<String> terms) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        int half = terms.size() / 2;
        return "(" + total(terms.subList(0, half)) + " + " + total(terms.subList(half, terms.size())) + ")";
    }
}
