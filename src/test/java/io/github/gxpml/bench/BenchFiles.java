// SPDX-License-Identifier: MIT
package io.github.gxpml.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables on disk, made when they are first asked for, and queries over them that are written by hand. */
final class BenchFiles {
    private static final double SHIFT = 0.05;

    private final Path folder;

    BenchFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(spill());
    }

    Path spill() {
        return folder.resolve("spill");
    }

    Path table(long rows, String format) throws SQLException, IOException {
        return table(rows, format, 0);
    }

    /** A table whose numeric features are a little larger, to have some drift to find. */
    Path shifted(long rows) throws SQLException, IOException {
        return table(rows, "parquet", SHIFT);
    }

    boolean has(long rows, String format) {
        return Files.exists(folder.resolve("table-" + rows + "." + format));
    }

    private Path table(long rows, String format, double shift) throws SQLException, IOException {
        Path file = folder.resolve("table-" + rows + (shift == 0 ? "" : "-shifted") + "." + format);
        if (!Files.exists(file)) {
            System.err.println("generating " + file + " ...");
            Path part = folder.resolve("part." + format);
            String how = format.equals("csv") ? "FORMAT csv, HEADER" : "FORMAT parquet";
            byHand("COPY (" + BenchTable.query(rows, shift) + ") TO '" + part + "' (" + how + ")");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    /** With as many threads and as much memory as the engine takes. */
    void byHand(String sql) throws SQLException {
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("SET memory_limit = '768MiB'");
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("SET temp_directory = '" + spill() + "'");
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }
    }
}
