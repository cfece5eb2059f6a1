// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.Spec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a table as a model that serves gets them: features alone, in the order of the spec, as CSV without a
 * header; and back: one line of answer for each row, put beside its key.
 *
 * @param spec names key, features and threshold
 * @param table its name
 * @param file where it is
 */
record ScoringRows(Spec spec, String table, Path file) {
    /** Writes the features. */
    void write(Path target) throws TrainingException {
        String features = spec.data().features().stream().map(ScoringRows::name).collect(Collectors.joining(", "));
        query(
                "COPY (SELECT " + features + " FROM " + relation() + ") TO " + text(target.toString())
                        + " (FORMAT csv, HEADER false)",
                null,
                null);
    }

    /** Puts answers beside keys. */
    void assemble(Path answers, Path predictions) throws TrainingException, IOException {
        Files.createDirectories(predictions.toAbsolutePath().getParent());
        query("SELECT CAST(" + name(spec.data().key()) + " AS VARCHAR) FROM " + relation(), answers, predictions);
    }

    private void query(String sql, Path answers, Path predictions) throws TrainingException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            // one thread, so that rows come in the order of the file
            statement.execute("SET threads = 1");
            if (answers == null) {
                statement.execute(sql);
                return;
            }
            try (ResultSet keys = statement.executeQuery(sql);
                    BufferedReader lines = Files.newBufferedReader(answers);
                    BufferedWriter out = Files.newBufferedWriter(predictions)) {
                join(keys, lines, out);
            }
        } catch (SQLException | LinkageError | IOException e) {
            throw new TrainingException(
                    "table " + table + " could not be scored: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private void join(ResultSet keys, BufferedReader lines, BufferedWriter out)
            throws SQLException, IOException, TrainingException {
        var answer = new ServedAnswer(spec);
        out.write(cell(spec.data().key()) + "," + answer.header() + "\n");
        long row = 0;
        String line = next(lines);
        while (keys.next()) {
            row++;
            if (line == null) {
                throw new TrainingException("the model answered " + (row - 1) + " rows of table " + table
                        + ", which has" + " more: it must answer one line for each row");
            }
            out.write(cell(keys.getString(1)) + "," + answer.columns(line, row) + "\n");
            line = next(lines);
        }
        if (line != null) {
            throw new TrainingException("the model answered more than the " + row + " rows of table " + table);
        }
    }

    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        return line;
    }

    /** Nothing is guessed at: what the scans read and judge is what is scored. */
    private String relation() {
        // what is special in a glob is put in brackets: a path names one file
        String path = text(file.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]"));
        return switch (spec.data().tables().get(table).format()) {
            case CSV ->
                "read_csv(" + path + ", all_varchar = true, header = true, skip = 0, delim = ',', quote = '\"',"
                        + " escape = '\"', nullstr = '', allow_quoted_nulls = true, parallel = false)";
            case JSONL ->
                "read_json(" + path + ", format = 'newline_delimited', columns = {"
                        + Stream.concat(Stream.of(spec.data().key()), spec.data().features().stream())
                                .distinct()
                                .map(column -> text(column) + ": 'VARCHAR'")
                                .collect(Collectors.joining(", "))
                        + "})";
            case PARQUET -> "read_parquet(" + path + ")";
        };
    }

    private static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String cell(String text) {
        return "\"" + String.valueOf(text).replace("\"", "\"\"") + "\"";
    }
}
