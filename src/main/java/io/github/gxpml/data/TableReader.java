// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Opens files as relations with columns c0, c1, ... and finds the type of each column from all of its values. */
final class TableReader {
    private static final int SAMPLE = 1000;

    private final Session session;

    TableReader(Session session) {
        this.session = session;
    }

    Table read(String name, DataFiles files, String relation) throws DataException {
        return read(name, files, List.of(), relation);
    }

    /** Opens all columns, or only those wanted if all of them are there and the others would have to be parsed. */
    Table read(String name, DataFiles files, Collection<String> wanted, String relation) throws DataException {
        List<String> all = names(name, files);
        try {
            Table untyped = untyped(name, files, shown(files, all, wanted), relation);
            Table table = files.format() == DataSpec.Format.PARQUET ? declared(untyped) : inferred(untyped);
            if (table.rows() == 0) {
                throw new DataException("it has column names but no rows - there is nothing to compute from");
            }
            return table;
        } catch (DataException e) {
            throw new DataException("table " + name + " (" + files.place() + ") cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the wanted columns of a text with the types that its first rows show, see {@link AssumedTypes}. Neither the
     * types of the other rows nor their number are known yet.
     *
     * @return none if types are declared, or the first rows show no value of a column
     */
    Optional<Table> assumed(String name, DataFiles files, Collection<String> wanted, String relation)
            throws DataException {
        if (files.format() == DataSpec.Format.PARQUET) {
            return Optional.empty();
        }
        Table untyped = untyped(name, files, shown(files, names(name, files), wanted), relation);
        List<Set<Type>> possible = sampled(untyped);
        return possible.stream().anyMatch(types -> types.containsAll(EnumSet.allOf(Type.class)))
                ? Optional.empty()
                : Optional.of(typed(
                        untyped, possible.stream().map(TableReader::narrowest).toList(), untyped.rows()));
    }

    private static Type narrowest(Set<Type> possible) {
        return Stream.of(Type.INTEGER, Type.NUMBER, Type.BOOLEAN)
                .filter(possible::contains)
                .findFirst()
                .orElse(Type.TEXT);
    }

    /**
     * The columns of files, and which of them are opened.
     *
     * @param names of the columns that are opened
     */
    private record Shown(List<String> all, List<String> names) {}

    private static Shown shown(DataFiles files, List<String> all, Collection<String> wanted) {
        boolean some = files.format() != DataSpec.Format.PARQUET && !wanted.isEmpty() && all.containsAll(wanted);
        return new Shown(all, some ? all.stream().filter(wanted::contains).toList() : all);
    }

    private Table untyped(String name, DataFiles files, Shown shown, String relation) throws DataException {
        List<String> names = shown.names();
        String columns = IntStream.range(0, names.size())
                .mapToObj(i -> "c" + shown.all().indexOf(names.get(i)) + " AS c" + i)
                .collect(Collectors.joining(", "));
        boolean some = names.size() < shown.all().size();
        session.run("CREATE VIEW " + relation + " AS SELECT " + (some ? columns : "*") + " FROM "
                + source(files, shown.all()) + " AS t(" + physicalNames(shown.all()) + ")");
        return new Table(name, files.place(), files.format(), untyped(names), 1, relation);
    }

    private List<String> names(String name, DataFiles files) throws DataException {
        Part first = part(name, files.files().get(0), files.format());
        for (Path file : files.files().subList(1, files.files().size())) {
            first.checkSame(part(name, file, files.format()), files.format());
        }
        return first.names();
    }

    private Part part(String name, Path file, DataSpec.Format format) throws DataException {
        String what = "table " + name + " (" + file + ")";
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new DataException(what + " is not there or cannot be read - check the path and its permissions");
        }
        try {
            List<String> names = names(file, format);
            check(names);
            return new Part(file, names, format == DataSpec.Format.PARQUET ? types(file) : List.of());
        } catch (DataException e) {
            throw new DataException(what + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DataException(what + " cannot be read: " + e, e);
        }
    }

    /** The engine would cast the values of one file to the type that the first has, and round them in silence. */
    private List<String> types(Path file) throws DataException {
        return session.all("DESCRIBE SELECT * FROM read_parquet(" + path(file) + ")", row -> row.text(2));
    }

    /** One file of a table: its columns in their order, and their types where the file itself declares them. */
    record Part(Path file, List<String> names, List<String> types) {
        void checkSame(Part other, DataSpec.Format format) throws DataException {
            String differ = "files " + file + " and " + other.file() + " are no parts of one table: ";
            checkHas(other, differ);
            other.checkHas(this, differ);
            if (format != DataSpec.Format.JSONL && !names.equals(other.names())) {
                throw new DataException(differ + "their columns are in different order");
            }
            for (int i = 0; i < types.size(); i++) {
                if (!types.get(i).equals(other.types().get(i))) {
                    throw new DataException(differ + "column `" + names.get(i) + "` has type " + types.get(i)
                            + " in one and " + other.types().get(i) + " in the other");
                }
            }
        }

        private void checkHas(Part other, String differ) throws DataException {
            for (String name : other.names()) {
                if (!names.contains(name)) {
                    throw new DataException(differ + file + " has no column `" + name + "`");
                }
            }
        }
    }

    static void check(List<String> names) throws DataException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new DataException("column " + (i + 1) + " has no name - name every column in the first line");
            }
            if (!seen.add(names.get(i))) {
                throw new DataException("column `" + names.get(i) + "` occurs twice - rename one of them");
            }
        }
    }

    private List<String> names(Path file, DataSpec.Format format) throws IOException, DataException {
        return switch (format) {
            case CSV -> {
                if (Files.size(file) == 0) {
                    throw new DataException("the file is empty - the first line must hold the column names");
                }
                yield CsvHeader.read(file);
            }
            case JSONL ->
                session.all(
                        "DESCRIBE SELECT * FROM read_json(" + path(file)
                                + ", format = 'newline_delimited', sample_size = -1, maximum_depth = 1)",
                        row -> row.text(1));
            case PARQUET -> parquetNames(file);
        };
    }

    /** From the file's own schema, because a listing of the view would rename names that differ only in case. */
    private List<String> parquetNames(Path file) throws DataException {
        record Element(String name, int children) {}
        List<Element> elements = session.all(
                "SELECT name, coalesce(num_children, 0) FROM parquet_schema(" + path(file) + ")",
                row -> new Element(row.text(1), (int) row.whole(2)));
        List<String> names = new ArrayList<>();
        int open = 0;
        for (Element element : elements.subList(1, elements.size())) {
            if (open == 0) {
                names.add(element.name());
            } else {
                open--;
            }
            open += element.children();
        }
        return names;
    }

    static String source(DataFiles files, List<String> names) {
        String paths = files.files().stream().map(TableReader::path).collect(Collectors.joining(", ", "[", "]"));
        return switch (files.format()) {
            case CSV ->
                "read_csv(" + paths + ", auto_detect = false, header = true, delim = ',', quote = '\"',"
                        + " escape = '\"', nullstr = '', allow_quoted_nulls = true, strict_mode = true, columns = {"
                        + IntStream.range(0, names.size())
                                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                                .collect(Collectors.joining(", "))
                        + "})";
            case JSONL ->
                "read_json(" + paths + ", format = 'newline_delimited', columns = {"
                        + names.stream()
                                .map(n -> Sql.literal(n) + ": 'VARCHAR'")
                                .collect(Collectors.joining(", "))
                        + "})";
            case PARQUET -> "read_parquet(" + paths + ")";
        };
    }

    /** A file's name is data too: stars, question marks and brackets in it are no pattern. */
    private static String path(Path file) {
        return Sql.literal(file.toAbsolutePath().toString().replaceAll("([*?\\[])", "[$1]"));
    }

    private static String physicalNames(List<String> names) {
        return IntStream.range(0, names.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    private static List<Column> untyped(List<String> names) {
        return names.stream().map(name -> new Column(name, Type.TEXT)).toList();
    }

    private Table declared(Table untyped) throws DataException {
        List<Type> types = session.all("DESCRIBE SELECT * FROM " + untyped.relation(), row -> type(row.text(2)));
        long rows = session.one("SELECT count(*) FROM " + untyped.relation(), row -> row.whole(1));
        return typed(untyped, types, rows);
    }

    static Type type(String declared) {
        String name = declared.toUpperCase(Locale.ROOT);
        if (name.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")) {
            return Type.INTEGER;
        }
        if (name.matches("DOUBLE|FLOAT|DECIMAL\\(.*\\)")) {
            return Type.NUMBER;
        }
        return name.equals("BOOLEAN") ? Type.BOOLEAN : Type.TEXT;
    }

    private Table inferred(Table untyped) throws DataException {
        List<Set<Type>> possible = sampled(untyped);
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < untyped.columns().size(); i++) {
            terms.add(counts(untyped, untyped.columns().get(i), possible.get(i)));
        }
        return session.one("SELECT count(*), " + String.join(", ", terms) + " FROM " + untyped.relation(), row -> {
            List<Type> types = new ArrayList<>();
            for (int i = 0; i < untyped.columns().size(); i++) {
                types.add(type(row, 2 + 4 * i, possible.get(i)));
            }
            return typed(untyped, types, row.whole(1));
        });
    }

    /** What the first rows leave possible: one text settles a column, and all others need not be asked. */
    private List<Set<Type>> sampled(Table untyped) throws DataException {
        String terms = untyped.columns().stream()
                .map(column -> counts(untyped, column, EnumSet.allOf(Type.class)))
                .collect(Collectors.joining(", "));
        return session.one(
                "SELECT " + terms + " FROM (SELECT * FROM " + untyped.relation() + " LIMIT " + SAMPLE + ")", row -> {
                    List<Set<Type>> possible = new ArrayList<>();
                    for (int i = 0; i < untyped.columns().size(); i++) {
                        possible.add(possible(row, 1 + 4 * i));
                    }
                    return possible;
                });
    }

    private static Set<Type> possible(Row row, int first) {
        long values = row.whole(first);
        Set<Type> possible = EnumSet.of(Type.TEXT);
        if (row.whole(first + 1) == values) {
            possible.add(Type.NUMBER);
        }
        if (row.whole(first + 2) == values) {
            possible.add(Type.INTEGER);
        }
        if (row.whole(first + 3) == values) {
            possible.add(Type.BOOLEAN);
        }
        return possible;
    }

    private static String counts(Table table, Column column, Set<Type> possible) {
        String text = Sql.text(table, column);
        String number = "as_number(" + text + ")";
        return "count(" + text + ")"
                + (possible.contains(Type.NUMBER) ? ", count(" + number + ")" : ", 0")
                + (possible.contains(Type.INTEGER)
                        ? ", count_if(isfinite(" + number + ") AND " + number + " = trunc(" + number + "))"
                        : ", 0")
                + (possible.contains(Type.BOOLEAN) ? ", count_if(lower(" + text + ") IN ('true', 'false'))" : ", 0");
    }

    private static Type type(Row row, int first, Set<Type> possible) {
        long values = row.whole(first);
        if (values == 0) {
            return Type.TEXT;
        }
        if (possible.contains(Type.INTEGER) && row.whole(first + 2) == values) {
            return Type.INTEGER;
        }
        if (possible.contains(Type.NUMBER) && row.whole(first + 1) == values) {
            return Type.NUMBER;
        }
        return possible.contains(Type.BOOLEAN) && row.whole(first + 3) == values ? Type.BOOLEAN : Type.TEXT;
    }

    private static Table typed(Table table, List<Type> types, long rows) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(new Column(table.columns().get(i).name(), types.get(i)));
        }
        return new Table(table.name(), table.file(), table.format(), columns, rows, table.relation());
    }
}
