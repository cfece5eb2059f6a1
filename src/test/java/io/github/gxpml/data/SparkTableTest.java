// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gxpml.spec.DataSpec.Format;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as both engines open them: the same columns, types and values, and the same refusals. */
class SparkTableTest {
    @TempDir
    Path folder;

    /** Opens a table and shows it: its columns with their types, and the text and number of every value. */
    private static List<Object> shown(Session session, Table table) throws DataException {
        List<String> terms = new ArrayList<>();
        for (Column column : table.columns()) {
            terms.add(Sql.text(table, column));
            terms.add(column.numeric() ? Sql.number(table, column) : Sql.key(table, column));
        }
        List<String> rows = session.all(
                "SELECT " + String.join(", ", terms) + " FROM " + table.relation(),
                row -> IntStream.rangeClosed(1, terms.size())
                        .mapToObj(i -> row.isNull(i) ? "-" : "<" + row.text(i) + ">")
                        .collect(Collectors.joining()));
        assertThat(rows).hasSize((int) table.rows());
        return List.of(table.columns(), rows.stream().sorted().toList());
    }

    private List<Object> embedded(List<Path> files, Format format) throws DataException {
        try (DuckSession session = new DuckSession(folder.resolve("spill"), new EmbeddedEngine.Limits(256, 1))) {
            DataFiles found = new DataFiles(files.get(0), files, format);
            return shown(session, new TableReader(session).read("data", found, "t"));
        }
    }

    private static List<Object> distributed(List<Path> files, Format format, long partBytes) throws DataException {
        try (SparkSqlSession session = new SparkSqlSession(LocalSpark.session())) {
            var found = SparkFiles.Sources.of(new DataFiles(files.get(0), files, format));
            return shown(session, new SparkTableReader(session, partBytes).read("data", found, "t"));
        }
    }

    private void compare(Format format, Path... files) throws DataException {
        List<Object> expected = embedded(List.of(files), format);
        assertThat(distributed(List.of(files), format, 16)).isEqualTo(expected);
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,x\n2,y\n",
                "\uFEFF\"a\",b c\r\n1,\"x\r\n,\"\"y\"\r\n,z",
                "n,i,t,u,e\nnan,1,true,1d,\ninf,2.0,FALSE,2,\"\"\n1e400,-0,True,3,\n",
                "n,i,b\n 1 ,1_000,true\n2,+5,0\n,007,\n",
                "it's,a\"b,c`d,e.f,${g},h\\n,\u00e4\u4e2d,'; DROP TABLE t0; --\n1,2,3,4,5,6,7,8\n",
                "a\n\n1\n\n",
                "a,A\n1,2\n",
                "t\n\"a\\\"\n$" + "{x}\n'\n\\n\n\"tab\t\"\n\u00e9\n"
            })
    void shouldReadTheSameFromCsv(String text) throws Exception {
        compare(Format.CSV, write("t.csv", text));
    }

    @Test
    void shouldReadLinesThatAreCutByTheBoundsOfParts() throws Exception {
        StringBuilder text = new StringBuilder("k,t\n");
        for (int i = 0; i < 60; i++) {
            text.append(i)
                    .append(i % 3 == 0 ? ",\"a\nb,\"\"\n\"" : i % 3 == 1 ? ",\"\"" : ",x\"y")
                    .append("\n");
        }
        compare(Format.CSV, write("t.csv", text.toString()));
        compare(Format.CSV, write("u.csv", text.toString().replace("x\"y", "xy")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1.10,\"b\":\"x\"}\n{\"b\":null,\"a\":1e5}\n\n{\"c\":true}\n",
                "{\"a\":{\"x\":1, \"y\":[1, 2]},\"b\":[1,\"z\"]}\r\n{\"a\":\"\",\"b\":\"\\u0041\\n\"}\r\n",
                "{\"a\":12345678901234567890123,\"b\":-0.0,\"c\":1E+2}\n{\"a\":0,\"b\":0.1000000000000000055,\"c\":7}\n",
                "{\"it's \\\"q\\\"\":1,\"$" + "{x}\":2,\"\u00e4.b\":\"'\"}\n"
            })
    void shouldReadTheSameFromJsonLines(String text) throws Exception {
        compare(Format.JSONL, write("t.jsonl", text));
    }

    private Path parquet(String name, String query) throws Exception {
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT PARQUET)");
        }
        return file;
    }

    @Test
    void shouldReadTheSameFromParquet() throws Exception {
        compare(
                Format.PARQUET,
                parquet(
                        "*[1]{x}.parquet",
                        "SELECT 1::INTEGER AS \"a.b\", 2::DOUBLE AS \"A.b\", 'x''y\\' AS \"`\", true AS t, 1.5::FLOAT AS f,"
                                + " 1.25::DECIMAL(10,3) AS d, DATE '2020-02-29' AS day, 7::UBIGINT AS u, 3::TINYINT AS s,"
                                + " TIMESTAMP '2020-01-02 03:04:05.6' AS at UNION ALL SELECT NULL, 'nan'::DOUBLE, '', NULL,"
                                + " 0.1::FLOAT, 1000, NULL, 18446744073709551615, -1, NULL"));
    }

    @Test
    void shouldTakeFilesOfOneTableTogether() throws Exception {
        compare(Format.CSV, write("1.csv", "a,b\n1,x\n"), write("2.csv", "a,b\r\n2.5,\r\n"));
        compare(Format.PARQUET, parquet("1.parquet", "SELECT 1 AS a"), parquet("2.parquet", "SELECT 2 AS a"));
    }

    private void refused(Format format, Path... files) {
        String expected = catchThrowableOfType(DataException.class, () -> embedded(List.of(files), format))
                .getMessage();
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> distributed(List.of(files), format, 16))
                .withMessage(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b\n",
                "a,\n1,2\n",
                "a,a\n1,2\n",
                "a,b\n1,2\n3\n",
                "a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n11,12,13\n",
                "a,b\n1,\"x\ny\"\n\"2\n",
                "a,b\n\"x\"y,2\n",
                "\"a\nb\",c\n1,2\n",
                "\"a,b\n1,2\n"
            })
    void shouldRefuseTheSameCsvInTheSameWords(String text) throws Exception {
        refused(Format.CSV, write("t.csv", text));
    }

    @Test
    void shouldRefuseFilesThatAreNoPartsOfOneTable() throws Exception {
        refused(Format.CSV, write("1.csv", "a,b\n1,x\n"), write("2.csv", "a,c\n1,x\n"));
        refused(Format.CSV, write("1.csv", "a,b\n1,x\n"), write("2.csv", "b,a\n1,x\n"));
        refused(
                Format.PARQUET,
                parquet("1.parquet", "SELECT 1::INTEGER AS a"),
                parquet("2.parquet", "SELECT 2.5::DOUBLE AS a"));
        refused(Format.CSV, folder.resolve("missing.csv"));
    }

    @Test
    void shouldRefuseTextThatIsNoUnicode() throws Exception {
        Path file = Files.write(folder.resolve("t.csv"), "a\n\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(Format.CSV, file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1}\n{\"a\":\n", "{\"a\":1}\n{\"a\":1,\"a\":2}\n", "{\"a\":1}\n[1]\n", "{\"a\":1} 2\n"})
    void shouldNameTheLineOfMalformedJson(String text) throws Exception {
        Path file = write("t.jsonl", text);
        int line = text.indexOf("\n") == text.length() - 1 ? 1 : 2;
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> distributed(List.of(file), Format.JSONL, 8))
                .withMessageStartingWith("table data (" + file + ") cannot be used: line " + line + " cannot be read");
    }

    @Test
    void shouldRefuseAParquetFileThatIsCutOff() throws Exception {
        Path whole = parquet("whole.parquet", "SELECT i FROM range(1000) t(i)");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.parquet"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (Engine distributed = LocalSpark.engine()) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> distributed.table("data", cut, Format.PARQUET))
                    .withMessageContaining("cut.parquet) cannot be used: it is no Parquet file, or it is cut off");
        }
    }

    @Test
    void shouldFindFilesByTheirAddress() throws Exception {
        write("1.csv", "a\n1\n");
        write("2.csv", "a\n2\n");
        write("_SUCCESS", "");
        try (Engine distributed = LocalSpark.engine()) {
            for (String place : List.of("", "*.csv", "1.csv")) {
                Table table =
                        distributed.table("data", folder.toUri().toString().replace("file:/", "file:///") + place);
                assertThat(table.rows()).isEqualTo(place.equals("1.csv") ? 1 : 2);
            }
            Files.createDirectory(folder.resolve("more"));
            assertThatExceptionOfType(WrongCallException.class)
                    .isThrownBy(() -> distributed.table("data", "file://" + folder))
                    .withMessageContaining("holds `more`, which is no file of data");
            assertThatExceptionOfType(WrongCallException.class)
                    .isThrownBy(() -> distributed.table("data", "file:///no/such/file.csv"))
                    .withMessageContaining("no file, folder or pattern");
        }
    }

    @Test
    void shouldLeaveTheSessionOfTheCallerAsItIs() throws Exception {
        var session = LocalSpark.session();
        String before = session.conf().getAll().toString();
        Path file = write("t.csv", "a\n1\n");
        try (Engine distributed = LocalSpark.engine()) {
            distributed.table("data", file, Format.CSV);
            assertThat(session.catalog().listTables().count()).isZero();
        }
        assertThat(session.conf().getAll().toString()).isEqualTo(before);
    }
}
