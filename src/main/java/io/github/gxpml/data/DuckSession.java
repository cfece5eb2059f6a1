// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/** One connection to an in-memory database that can read files and do nothing else outside. */
final class DuckSession implements Session {
    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern CSV_LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final List<String> CSV_CAUSES = List.of(
            "Expected Number of Columns: \\d+ Found: \\d+",
            "Value with unterminated quote found",
            "Invalid unicode [^\n]*detected",
            "Maximum line size of \\d+ bytes exceeded");

    private final Connection connection;

    /**
     * Hands over rows as they come, where the other one gathers all of them in memory first; but it tells no cause when
     * a query fails.
     */
    private final Connection streaming;

    private final Path file;
    private boolean attached;

    DuckSession(Path temporary, EmbeddedEngine.Limits limits) throws DataException {
        try {
            Files.createDirectories(temporary);
            file = temporary.toAbsolutePath().resolve("kept-" + UUID.randomUUID() + ".db");
            connection = DriverManager.getConnection("jdbc:duckdb:");
            streaming = connection.unwrap(DuckDBConnection.class).duplicate();
        } catch (IOException | SQLException e) {
            throw new DataException(
                    "the embedded engine cannot start with temporary folder " + temporary + ": " + e, e);
        }
        run(streaming, "SET SESSION jdbc_stream_results = true");
        run("SET memory_limit = '" + limits.memoryMebibytes() + "MiB'");
        run("SET threads = " + limits.threads());
        run("SET temp_directory = " + Sql.literal(temporary.toAbsolutePath().toString()));
        run("SET preserve_insertion_order = false");
        run("SET autoinstall_known_extensions = false");
        run("SET autoload_known_extensions = false");
        // with it, TRY_CAST over a CSV file turns into the reader's own cast, which fails where it should give null
        run("SET disabled_optimizers = 'type_pushdown'");
        run("SET lock_configuration = true");
        run("CREATE MACRO as_number(x) AS TRY_CAST(x AS DOUBLE)");
        run("CREATE MACRO number_text(x) AS CAST(x AS STRING)");
    }

    @Override
    public Dialect dialect() {
        return Dialect.DUCK;
    }

    @Override
    public void run(String sql) throws DataException {
        run(connection, sql);
    }

    private static void run(Connection connection, String sql) throws DataException {
        // a statement is closed by its first failure, so none is used twice
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    /** Keeps rows in a file of the temporary folder, compressed, so that they need no memory. */
    @Override
    public void keep(String relation, String query) throws DataException {
        if (!attached) {
            run("ATTACH " + Sql.literal(file.toString()) + " AS kept");
            attached = true;
        }
        run("CREATE TABLE kept." + relation + " AS " + query);
        name(relation, "SELECT * FROM kept." + relation);
    }

    @Override
    public void drop(String relation, List<String> columns) throws DataException {
        run("DROP VIEW " + relation);
        for (String column : columns) {
            run("ALTER TABLE kept." + relation + " DROP COLUMN " + column);
        }
        name(relation, "SELECT * FROM kept." + relation);
    }

    @Override
    public void forget(String relation) throws DataException {
        run("DROP VIEW " + relation);
        run("DROP TABLE kept." + relation);
    }

    @Override
    public void each(String sql, RowTaker taker) throws DataException {
        each(connection, sql, taker);
    }

    private static void each(Connection connection, String sql, RowTaker taker) throws DataException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Row row = new DuckRow(rows);
            while (rows.next()) {
                taker.take(row);
            }
        } catch (SQLException e) {
            throw translate(e);
        } catch (DuckRow.Unreadable e) {
            throw translate(e.cause());
        }
    }

    @Override
    public List<List<RankWalk.Found>> walk(String query, RankPlan plan) throws DataException {
        SliceCounts totals = new SliceCounts(plan.slices().size());
        each("SELECT code, count(*) FROM (" + query + ") GROUP BY code", row -> totals.add(row.whole(1), row.whole(2)));
        RankWalk walk = new RankWalk(plan, totals, new SliceCounts(plan.slices().size()));
        try {
            each(streaming, query + " ORDER BY score", row -> walk.take(row.number(1), row.whole(2)));
        } catch (DataException e) {
            throw new DataException(
                    "its scores cannot be sorted, which may need space in " + file.getParent() + ": " + e.getMessage(),
                    e);
        }
        return List.of(walk.end());
    }

    private static DataException translate(SQLException e) {
        return new DataException(explain(String.valueOf(e.getMessage())), e);
    }

    /** Keeps the line number and the cause; drops the line itself, which is data. */
    static String explain(String message) {
        Matcher line = CSV_LINE.matcher(message);
        if (line.find()) {
            String cause = CSV_CAUSES.stream()
                    .map(pattern -> Pattern.compile(pattern).matcher(message))
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst()
                    .orElse("it is not a row of comma-separated values");
            return "line " + line.group(1) + " cannot be read: " + cause;
        }
        String first = message.lines().findFirst().orElse("unknown error");
        return first.length() > LONGEST_MESSAGE ? first.substring(0, LONGEST_MESSAGE) + "..." : first;
    }

    @Override
    public void close() {
        try {
            streaming.close();
            connection.close();
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the embedded database cannot be closed: " + e.getMessage(), e);
        }
    }
}
