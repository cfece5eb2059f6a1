// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.List;
import java.util.TreeMap;

/**
 * Counts of a facet's sides within each value of the group variable. Counts of two parts of a table add up.
 *
 * @param column name of the group variable
 * @param tooMany whether the column has more than {@value #MOST} different values; then nothing is counted by value
 * @param strata one for each value, sorted by value
 * @param missing rows without a value
 */
public record Strata(String column, boolean tooMany, List<Stratum> strata, long missing) {
    /** A column with more different values is no group variable: hardly any group would hold both sides. */
    public static final int MOST = 1000;

    /** Copies the list and checks its length. */
    public Strata {
        strata = List.copyOf(strata);
        if (strata.size() > MOST || tooMany && !strata.isEmpty()) {
            throw new IllegalArgumentException("counts are kept for at most " + MOST + " values of a group variable");
        }
    }

    /**
     * The rows with one value.
     *
     * @param value the value as text
     * @param disfavoured rows of the disfavoured group
     * @param favoured rows of everyone else
     * @param neither rows on neither side, because the facet's column has no value there
     */
    public record Stratum(String value, Tally disfavoured, Tally favoured, Tally neither) {
        Stratum plus(Stratum other) {
            return new Stratum(
                    value,
                    disfavoured.plus(other.disfavoured),
                    favoured.plus(other.favoured),
                    neither.plus(other.neither));
        }
    }

    /**
     * Counts of rows. Rows without a label are those predicted either way less those labelled either way.
     *
     * @param labelPositive rows with positive label
     * @param labelNegative rows with negative label
     * @param predictedPositive rows predicted positive, labelled or not
     * @param predictedNegative rows predicted negative, labelled or not
     */
    public record Tally(long labelPositive, long labelNegative, long predictedPositive, long predictedNegative) {
        /** No rows. */
        public static final Tally NONE = new Tally(0, 0, 0, 0);

        /**
         * Adds the rows of another part.
         *
         * @param other the other part
         * @return the counts of both parts
         */
        public Tally plus(Tally other) {
            return new Tally(
                    labelPositive + other.labelPositive,
                    labelNegative + other.labelNegative,
                    predictedPositive + other.predictedPositive,
                    predictedNegative + other.predictedNegative);
        }

        /**
         * Counts all rows.
         *
         * @return the number
         */
        public long rows() {
            return predictedPositive + predictedNegative;
        }

        /**
         * Counts rows without a label.
         *
         * @return the number
         */
        public long unlabelled() {
            return rows() - labelPositive - labelNegative;
        }
    }

    /**
     * Adds the rows of another part of the same table.
     *
     * @param other counts for the same column
     * @return the counts of both parts
     */
    public Strata plus(Strata other) {
        if (!column.equals(other.column)) {
            throw new IllegalArgumentException("counts of different group variables do not add up");
        }
        TreeMap<String, Stratum> sum = new TreeMap<>();
        strata.forEach(stratum -> sum.put(stratum.value(), stratum));
        other.strata.forEach(stratum -> sum.merge(stratum.value(), stratum, Stratum::plus));
        boolean many = tooMany || other.tooMany || sum.size() > MOST;
        return new Strata(column, many, many ? List.of() : List.copyOf(sum.values()), missing + other.missing);
    }
}
