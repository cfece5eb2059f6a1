// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What kinds of values the columns of a table hold.
 *
 * @param columns in the order of the table
 */
public record Contents(List<Kinds> columns) {
    /** Copies the columns. */
    public Contents {
        columns = List.copyOf(columns);
    }

    /**
     * What kinds of values one column holds, told apart by how they are written.
     *
     * @param column its name
     * @param missing rows without a value
     * @param integral rows with digits and perhaps a sign
     * @param fractional rows with a decimal point or an exponent between digits
     * @param truths rows with true or false
     * @param texts rows with any other value
     * @param negative rows with a number below 0
     * @param inDomain rows with one of the values asked for, if any were
     */
    public record Kinds(
            String column,
            long missing,
            long integral,
            long fractional,
            long truths,
            long texts,
            long negative,
            Optional<Long> inDomain) {

        /**
         * Counts the rows with a value.
         *
         * @return the number
         */
        public long present() {
            return integral + fractional + truths + texts;
        }

        Kinds plus(Kinds other) {
            if (!column.equals(other.column) || inDomain.isPresent() != other.inDomain.isPresent()) {
                throw new IllegalArgumentException("kinds of values of different columns do not add up");
            }
            return new Kinds(
                    column,
                    missing + other.missing,
                    integral + other.integral,
                    fractional + other.fractional,
                    truths + other.truths,
                    texts + other.texts,
                    negative + other.negative,
                    inDomain.map(rows -> rows + other.inDomain.orElseThrow()));
        }
    }

    /**
     * Finds a column.
     *
     * @param column exact name
     * @return the column, if the table has it
     */
    public Optional<Kinds> find(String column) {
        return columns.stream().filter(kinds -> kinds.column().equals(column)).findFirst();
    }

    /**
     * Adds the rows of another part of the same table.
     *
     * @param other the other part
     * @return the contents of both parts
     */
    public Contents plus(Contents other) {
        if (columns.size() != other.columns.size()) {
            throw new IllegalArgumentException("parts with different columns do not add up");
        }
        List<Kinds> sum = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            sum.add(columns.get(i).plus(other.columns.get(i)));
        }
        return new Contents(sum);
    }
}
