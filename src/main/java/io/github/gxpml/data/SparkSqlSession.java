// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A session of Spark of our own: settings, functions and views of the caller's session are neither seen nor changed.
 */
final class SparkSqlSession implements Session {
    private static final int LONGEST_MESSAGE = 300;

    private final SparkSession session;
    private final Dialect dialect;
    private final List<String> views = new ArrayList<>();
    private final List<Dataset<org.apache.spark.sql.Row>> kept = new ArrayList<>();

    SparkSqlSession(SparkSession caller) {
        session = caller.newSession();
        session.conf().set("spark.sql.ansi.enabled", "true"); // what overflows shall fail, not wrap
        session.conf().set("spark.sql.caseSensitive", "true");
        session.conf().set("spark.sql.session.timeZone", "UTC");
        session.conf().set("spark.sql.variable.substitute", "false"); // a dollar sign in a value is data
        session.conf().set("spark.sql.parser.escapedStringLiterals", "false");
        session.conf().set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
        session.conf().set("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED");
        session.conf().set("spark.sql.legacy.parquet.nanosAsLong", "true");
        SparkFunctions.register(session);
        dialect = new SparkDialect();
    }

    SparkSession spark() {
        return session;
    }

    /** Files as this session reaches them. */
    SparkFiles files() {
        return new SparkFiles(
                new SerializableConfiguration(session.sparkContext().hadoopConfiguration()));
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void run(String sql) throws DataException {
        carry(() -> query(sql).collectAsList());
    }

    @Override
    public void keep(String relation, String query) throws DataException {
        carry(() -> {
            keep(relation, query(query));
            return relation;
        });
    }

    /** Names rows, and keeps them in memory, or on disk where that is full, once they have been computed. */
    void keep(String relation, Dataset<org.apache.spark.sql.Row> rows) {
        kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
        name(relation, rows);
    }

    @Override
    public void name(String relation, String query) throws DataException {
        carry(() -> {
            name(relation, query(query));
            return relation;
        });
    }

    /** Names rows, which are computed by each statement anew. */
    void name(String relation, Dataset<org.apache.spark.sql.Row> rows) {
        rows.createOrReplaceTempView(relation);
        views.add(relation);
    }

    @Override
    public void forget(String relation) throws DataException {
        carry(() -> session.table(relation).unpersist(false));
        session.catalog().dropTempView(relation);
        views.remove(relation);
    }

    @Override
    public void drop(String relation, List<String> columns) {
        // columns that no statement names are not read
    }

    @Override
    public void each(String sql, RowTaker taker) throws DataException {
        carry(() -> {
            Iterator<org.apache.spark.sql.Row> rows = query(sql).toLocalIterator();
            while (rows.hasNext()) {
                taker.take(new SparkRow(rows.next()));
            }
            return sql;
        });
    }

    @Override
    public <T> List<T> all(String sql, RowReader<T> reader) throws DataException {
        return carry(() -> query(sql).collectAsList().stream()
                .map(row -> reader.read(new SparkRow(row)))
                .toList());
    }

    @Override
    public List<List<RankWalk.Found>> walk(String query, RankPlan plan) throws DataException {
        return carry(() -> SparkWalk.of(query(query).orderBy("score").toJavaRDD(), plan));
    }

    private Dataset<org.apache.spark.sql.Row> query(String sql) {
        // a backslash occurs in values only, where Spark takes it for the start of an escape
        return session.sql(sql.replace("\\", "\\\\"));
    }

    /** Something that Spark does; it throws checked exceptions without saying so. */
    @FunctionalInterface
    interface Work<T> {
        T work() throws Exception;
    }

    static <T> T carry(Work<T> work) throws DataException {
        try {
            return work.work();
        } catch (DataException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new DataException(explain(e), e);
        }
    }

    private static String explain(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(String.valueOf(cause.getMessage()));
    }

    /** The first line of a message, cut where it is long: what follows may be data. */
    static String firstLine(String message) {
        String first = message.lines().findFirst().orElse("unknown error");
        return first.length() > LONGEST_MESSAGE ? first.substring(0, LONGEST_MESSAGE) + "..." : first;
    }

    @Override
    public void close() {
        views.forEach(view -> session.catalog().dropTempView(view));
        kept.forEach(rows -> rows.unpersist(false));
    }
}
