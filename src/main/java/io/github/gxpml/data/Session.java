// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.List;

/** One connection to the SQL of an engine. Statements are written in what all engines share, and its dialect. */
interface Session extends AutoCloseable {
    /** How this engine says what engines say differently. */
    Dialect dialect();

    /** Carries out a statement that gives no rows. */
    void run(String sql) throws DataException;

    /** Names the rows of a query, which each statement computes anew. */
    default void name(String relation, String query) throws DataException {
        run("CREATE VIEW " + relation + " AS " + query);
    }

    /** Computes the rows of a query once, for the statements that follow, which name them by the relation. */
    void keep(String relation, String query) throws DataException;

    /** Gives up a kept relation. */
    void forget(String relation) throws DataException;

    /** Gives up columns of a kept relation that no statement will name any more. */
    void drop(String relation, List<String> columns) throws DataException;

    /** Hands over the rows of a query one by one. */
    void each(String sql, RowTaker taker) throws DataException;

    /**
     * Walks through the rows of a query, which gives scores and codes, from the lowest score up. An engine may walk
     * through several parts at once; equal scores are in one part.
     *
     * @return what was found in each part, from the lowest scores up: for each slice of the plan
     */
    List<List<RankWalk.Found>> walk(String query, RankPlan plan) throws DataException;

    @Override
    void close();

    /** Turns one row into a value. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row);
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowTaker {
        void take(Row row);
    }

    /** Reads all rows of a query that gives few. */
    default <T> List<T> all(String sql, RowReader<T> reader) throws DataException {
        List<T> values = new ArrayList<>();
        each(sql, row -> values.add(reader.read(row)));
        return values;
    }

    /** Reads the only row of a query. */
    default <T> T one(String sql, RowReader<T> reader) throws DataException {
        List<T> values = all(sql, reader);
        if (values.size() != 1) {
            throw new IllegalStateException("a query for one row gave " + values.size() + ": " + sql);
        }
        return values.get(0);
    }
}
