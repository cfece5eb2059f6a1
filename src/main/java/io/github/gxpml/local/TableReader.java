// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.local.Table.Kind;
import io.github.gxpml.port.TrainingException;
import io.github.gxpml.spec.DataSpec.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the columns that a model needs from a CSV, JSON Lines or Parquet file, rows in the order of the file. */
final class TableReader {
    private static final Set<String> NUMERIC = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "BOOLEAN");

    /**
     * What to read.
     *
     * @param table name in the spec, for messages
     * @param file the file
     * @param format how it is stored
     * @param key column that names a row
     * @param label column with the label, if it is wanted
     * @param features columns by name; empty kind: as the file has it
     */
    record Request(
            String table,
            Path file,
            Format format,
            String key,
            Optional<String> label,
            Map<String, Optional<Kind>> features) {}

    private TableReader() {}

    /** Reads a table; booleans become 0 and 1, a number that is NaN counts as missing. */
    static Table read(Request request) throws TrainingException {
        if (!Files.isRegularFile(request.file()) || !Files.isReadable(request.file())) {
            throw new TrainingException("table " + request.table() + ": file " + request.file()
                    + " does not exist or cannot be read; check its path in the spec");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            // one thread, so that rows come in the order of the file
            statement.execute("SET threads = 1");
            Map<String, String> types = types(statement, request);
            check(request, types.keySet());
            Map<String, Kind> kinds = kinds(request, types);
            try (ResultSet rows = statement.executeQuery(query(request, kinds, types))) {
                return table(request, kinds, rows);
            }
        } catch (SQLException | LinkageError e) {
            throw new TrainingException(
                    "table " + request.table() + " (" + request.file() + ") cannot be read: " + firstLine(e), e);
        }
    }

    private static Map<String, String> types(Statement statement, Request request) throws SQLException {
        var types = new LinkedHashMap<String, String>();
        try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + relation(request, Set.of()))) {
            while (columns.next()) {
                types.put(columns.getString(1), columns.getString(2));
            }
        }
        return types;
    }

    private static void check(Request request, Set<String> columns) throws TrainingException {
        var wanted = new ArrayList<String>();
        wanted.add(request.key());
        request.label().ifPresent(wanted::add);
        wanted.addAll(request.features().keySet());
        wanted.removeAll(columns);
        if (!wanted.isEmpty()) {
            throw new TrainingException("table " + request.table() + " has no column " + String.join(", ", wanted)
                    + "; it has " + String.join(", ", columns));
        }
    }

    private static Map<String, Kind> kinds(Request request, Map<String, String> types) throws TrainingException {
        var kinds = new LinkedHashMap<String, Kind>();
        for (var feature : request.features().entrySet()) {
            String type = types.get(feature.getKey());
            boolean number = NUMERIC.contains(type) || type.startsWith("DECIMAL");
            if (!number && !type.equals("VARCHAR") && !type.startsWith("ENUM")) {
                throw new TrainingException("table " + request.table() + ": column " + feature.getKey() + " has type "
                        + type + ", but a feature must be number, boolean or text; turn it into a number, say of days");
            }
            kinds.put(feature.getKey(), feature.getValue().orElse(number ? Kind.NUMBER : Kind.TEXT));
        }
        return kinds;
    }

    private static String query(Request request, Map<String, Kind> kinds, Map<String, String> types) {
        var columns = new ArrayList<String>();
        columns.add("CAST(" + name(request.key()) + " AS VARCHAR)");
        request.label().ifPresent(label -> columns.add("CAST(" + name(label) + " AS VARCHAR)"));
        kinds.forEach((column, kind) -> {
            if (kind == Kind.NUMBER) {
                columns.add(
                        types.get(column).equals("BOOLEAN")
                                ? "CASE WHEN " + name(column) + " THEN 1.0 WHEN NOT " + name(column) + " THEN 0.0 END"
                                : "TRY_CAST(" + name(column) + " AS DOUBLE)");
            }
            columns.add("CAST(" + name(column) + " AS VARCHAR)");
        });
        var texts = kinds.entrySet().stream()
                .filter(column -> column.getValue() == Kind.TEXT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        texts.add(request.key());
        request.label().ifPresent(texts::add);
        return "SELECT " + String.join(", ", columns) + " FROM " + relation(request, texts);
    }

    /** CSV columns named in {@code texts} are not guessed at, so that 007 stays 007. */
    private static String relation(Request request, Set<String> texts) {
        // what is special in a glob is put in brackets: a path names one file
        String path = literal(request.file().toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]"));
        String types = texts.stream()
                .sorted()
                .map(column -> literal(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", ", types = {", "}"));
        return switch (request.format()) {
            case CSV -> "read_csv(" + path + ", header = true, sample_size = -1" + (texts.isEmpty() ? "" : types) + ")";
            case JSONL -> "read_json(" + path + ", format = 'newline_delimited', sample_size = -1)";
            case PARQUET -> "read_parquet(" + path + ")";
        };
    }

    private static Table table(Request request, Map<String, Kind> kinds, ResultSet rows)
            throws SQLException, TrainingException {
        var keys = new ArrayList<String>();
        var labels = new ArrayList<String>();
        var columns = new LinkedHashMap<String, List<Object>>();
        kinds.keySet().forEach(column -> columns.put(column, new ArrayList<>()));
        while (rows.next()) {
            int at = 1;
            String key = rows.getString(at++);
            if (key == null) {
                throw new TrainingException("table " + request.table() + ": row " + (keys.size() + 1)
                        + " has no key in column " + request.key() + "; give every row one");
            }
            keys.add(key);
            if (request.label().isPresent()) {
                labels.add(rows.getString(at++));
            }
            for (var column : kinds.entrySet()) {
                boolean number = column.getValue() == Kind.NUMBER;
                Object value =
                        number ? number(request, column.getKey(), rows, at, keys.size()) : text(rows.getString(at));
                columns.get(column.getKey()).add(value);
                at += number ? 2 : 1;
            }
        }
        var features = new LinkedHashMap<String, Table.Column>();
        columns.forEach((column, values) -> features.put(column, column(kinds.get(column), values)));
        return new Table(request.table(), keys.toArray(String[]::new), labels.toArray(String[]::new), features);
    }

    private static Double number(Request request, String column, ResultSet rows, int at, int row)
            throws SQLException, TrainingException {
        String text = rows.getString(at + 1);
        if (text == null) {
            return Double.NaN;
        }
        double value = rows.getDouble(at);
        if (rows.wasNull() || Double.isInfinite(value)) {
            throw new TrainingException(
                    "table " + request.table() + ": column " + column + " must hold finite numbers, but " + "row " + row
                            + " has \"" + text + "\"; correct it or leave it empty");
        }
        return value;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static Table.Column column(Kind kind, List<Object> values) {
        return kind == Kind.TEXT
                ? new Table.Texts(values.toArray(String[]::new))
                : new Table.Numbers(
                        values.stream().mapToDouble(Double.class::cast).toArray());
    }

    private static String name(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String firstLine(Throwable e) {
        // an error while the engine's native library is loaded says what is wrong in its cause only
        Throwable telling = e instanceof LinkageError && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(telling.getMessage()).lines().findFirst().orElse("");
    }
}
