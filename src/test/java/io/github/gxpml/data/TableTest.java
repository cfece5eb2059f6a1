// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.DataSpec.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final String BOM = "\uFEFF";

    @TempDir
    Path folder;

    @Test
    void shouldInferTypesFromTheWholeFile() throws Exception {
        StringBuilder csv = new StringBuilder("whole,real,late,flag,empty,text\n");
        for (int i = 0; i < 30_000; i++) {
            csv.append(i).append(",0.5,").append(i == 29_999 ? "x" : "1").append(",true,,a\n");
        }
        Table table = open(csv.toString());
        assertThat(table.rows()).isEqualTo(30_000);
        assertThat(table.columns())
                .containsExactly(
                        new Column("whole", Type.INTEGER),
                        new Column("real", Type.NUMBER),
                        new Column("late", Type.TEXT),
                        new Column("flag", Type.BOOLEAN),
                        new Column("empty", Type.TEXT),
                        new Column("text", Type.TEXT));
    }

    @Test
    void shouldReadQuotedNewlinesByteOrderMarkAndEmptyStrings() throws Exception {
        Path file = write("a.csv", BOM + "\"id\",\"say \"\"hi\"\"\",c\r\n1,\"two\r\nlines\",\"\"\r\n2,é,3\r\n");
        try (Engine engine = engine()) {
            Table table = engine.table("t", file, Format.CSV);
            assertThat(table.columns()).extracting(Column::name).containsExactly("id", "say \"hi\"", "c");
            assertThat(table.rows()).isEqualTo(2);
            States states =
                    engine.states(table, List.of(new Need.Categories("say \"hi\"", Optional.empty()), profile("c")));
            assertThat(states.categories().get("say \"hi\"").values()).containsExactly("two\r\nlines", "é");
            assertThat(states.profiles().get("c").missing()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\\"; drop table x; --",
                "a\"\"; drop table t0; --",
                "naïve col",
                "order",
                "'; select 1; --",
                "c0",
                "${x}",
                "{}",
                " ",
                "日本"
            })
    void shouldTakeColumnNamesAsData(String name) throws Exception {
        String written = "\"" + name.replace("\"\"", "\"").replace("\"", "\"\"") + "\"";
        String meant = name.replace("\"\"", "\"");
        Path file = write("h.csv", "id," + written + ",Order,ORDER\n1,5,a,b\n2,7,a,c\n");
        try (Engine engine = engine()) {
            Table table = engine.table("t", file, Format.CSV);
            assertThat(table.columns()).extracting(Column::name).containsExactly("id", meant, "Order", "ORDER");
            States states = engine.states(
                    table,
                    List.of(
                            new Need.Numbers(meant, Optional.empty()),
                            profile(meant),
                            new Need.Categories("ORDER", Optional.empty()),
                            new Need.Keys(meant)));
            assertThat(states.numbers().get(meant).points()).containsExactly(5.0, 7.0);
            assertThat(states.profiles().get(meant).max()).contains(7.0);
            assertThat(states.categories().get("ORDER").values()).containsExactly("b", "c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's.csv", "a*b.csv", "[x]?.csv", "ü {}.csv", "a;b--.csv"})
    void shouldTakeFileNamesAsData(String name) throws Exception {
        Path file = write(name, "id\n1\n");
        write("aXb.csv", "id\n1\n2\n");
        write("x1.csv", "id\n1\n2\n");
        try (Engine engine = engine()) {
            assertThat(engine.table("t", file, Format.CSV).rows()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeValuesAsData() throws Exception {
        Path file = write("v.csv", "id,v\n1,'); drop table t0; --\n2,a''b\n3,a''b\n");
        try (Engine engine = engine()) {
            Table table = engine.table("t", file, Format.CSV);
            States states = engine.states(table, List.of(new Need.Categories("v", Optional.empty())));
            CategoryCounts counts = states.categories().get("v");
            assertThat(counts.values()).containsExactly("a''b", "'); drop table t0; --");
            assertThat(counts.counts()).containsExactly(2L, 1L);
        }
    }

    @Test
    void shouldReadJsonLines() throws Exception {
        Path file = write(
                "a.jsonl",
                "{\"id\":1,\"it's\":\"x\",\"n\":1.5,\"b\":true,\"o\":{\"q\":1}}\n"
                        + "{\"id\":2,\"n\":null,\"it's\":\"\",\"late\":3}\n");
        try (Engine engine = engine()) {
            Table table = engine.table("t", file, Format.JSONL);
            assertThat(table.columns())
                    .containsExactly(
                            new Column("id", Type.INTEGER),
                            new Column("it's", Type.TEXT),
                            new Column("n", Type.NUMBER),
                            new Column("b", Type.BOOLEAN),
                            new Column("o", Type.TEXT),
                            new Column("late", Type.INTEGER));
            assertThat(engine.states(table, List.of(profile("it's")))
                            .profiles()
                            .get("it's")
                            .missing())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldReadParquet() throws Exception {
        Path file = folder.resolve("a.parquet");
        copy(
                "SELECT 1.0::DOUBLE AS \"id\", 'x' AS \"a\"\"b\", true AS flag, {'p': 1, 'q': [1]} AS nested,"
                        + " 3::TINYINT AS n"
                        + " UNION ALL SELECT 2, '', false, NULL, NULL",
                file);
        try (Engine engine = engine()) {
            Table table = engine.table("t", file, Format.PARQUET);
            assertThat(table.columns())
                    .containsExactly(
                            new Column("id", Type.NUMBER),
                            new Column("a\"b", Type.TEXT),
                            new Column("flag", Type.BOOLEAN),
                            new Column("nested", Type.TEXT),
                            new Column("n", Type.INTEGER));
            States states = engine.states(table, List.of(profile("a\"b"), new Need.Numbers("n", Optional.empty())));
            assertThat(states.profiles().get("a\"b").missing()).isEqualTo(1);
            assertThat(states.numbers().get("n").missing()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseATruncatedParquetFile() throws Exception {
        Path whole = folder.resolve("a.parquet");
        copy("SELECT * FROM range(1000) t(id)", whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(folder.resolve("half.parquet"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        refusal(half, Format.PARQUET).withMessageContaining("half.parquet").withMessageContaining("cannot be used");
    }

    @Test
    void shouldRefuseAMissingFileAndAFolder() {
        refusal(folder.resolve("no.csv"), Format.CSV)
                .withMessageContaining("no.csv")
                .withMessageContaining("not there");
        refusal(folder, Format.CSV).withMessageContaining("not there or cannot be read");
    }

    @Test
    void shouldRefuseTablesWithoutRows() throws Exception {
        refusal(write("a.csv", "id,y\n"), Format.CSV).withMessageContaining("no rows");
        refusal(write("b.csv", ""), Format.CSV).withMessageContaining("empty");
        refusal(write("c.jsonl", ""), Format.JSONL).withMessageContaining("c.jsonl");
    }

    @Test
    void shouldRefuseBrokenRowsWithTheirLineAndWithoutTheirContent() throws Exception {
        refusal(write("a.csv", "id,y\n1,2\nsecret\n"), Format.CSV)
                .withMessageContaining("line 3")
                .withMessageContaining("Expected Number of Columns: 2 Found: 1")
                .withMessageNotContaining("secret");
        refusal(write("b.csv", "id,y\n1,\"secret\n2,3\n"), Format.CSV)
                .withMessageContaining("unterminated quote")
                .withMessageNotContaining("secret");
        Path latin = Files.write(folder.resolve("c.csv"), "id\nMüller\n".getBytes(StandardCharsets.ISO_8859_1));
        refusal(latin, Format.CSV).withMessageContaining("line 2").withMessageContaining("unicode");
        Path header = Files.write(folder.resolve("d.csv"), "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1));
        refusal(header, Format.CSV).withMessageContaining("UTF-8");
    }

    @Test
    void shouldRefuseRepeatedAndEmptyColumnNames() throws Exception {
        refusal(write("a.csv", "id,y,id\n1,2,3\n"), Format.CSV).withMessageContaining("`id` occurs twice");
        refusal(write("b.csv", "id,,y\n1,2,3\n"), Format.CSV).withMessageContaining("column 2 has no name");
        refusal(write("c.csv", "id,\"y\n1,2\n"), Format.CSV).withMessageContaining("never closed");
        refusal(write("d.csv", "id,\"y\nz\"\r\n1,2\r\n"), Format.CSV)
                .withMessageContaining("the name of column 2 has a line break");
        refusal(write("e.csv", "id,\"y"), Format.CSV).withMessageContaining("never closed");
    }

    @Test
    void shouldGoOnAfterARefusedFile() throws Exception {
        Path good = write("good.csv", "id\n1\n");
        try (Engine engine = engine()) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> engine.table("t", write("bad.csv", "a,b\n1\n"), Format.CSV));
            assertThat(engine.table("t", good, Format.CSV).rows()).isEqualTo(1);
        }
    }

    @Test
    void shouldNameTheNearestColumn() throws Exception {
        Table table = open("id,creatinine,sex\n1,2,F\n");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> table.require("creatinin"))
                .withMessageContaining("no column `creatinin`")
                .withMessageContaining("did you mean `creatinine`?")
                .withMessageContaining("`id`, `creatinine`, `sex`");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> table.require("zzz"))
                .withMessageNotContaining("did you mean");
    }

    @Test
    void shouldSayWhichTableVanished() throws Exception {
        Path file = write("a.csv", "id\n1\n");
        try (Engine engine = engine()) {
            Table table = engine.table("live", file, Format.CSV);
            Files.delete(file);
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> engine.states(table, List.of(new Need.Keys("id"))))
                    .withMessageContaining("table live");
        }
    }

    @Test
    void shouldCountRowsWhateverEndsThem() throws Exception {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String start : List.of("", BOM)) {
                String text = start + "\"id\",v" + end + "1,\"a\nb\r\nc\"" + end + "2,b" + end;
                assertThat(open(text).rows()).as(text).isEqualTo(2);
                assertThat(open(text.stripTrailing()).rows()).as(text).isEqualTo(2);
            }
        }
        refusal(write("mixed.csv", "id,v\n1,x\r\n2,y\n"), Format.CSV).withMessageContaining("mixed.csv");
    }

    private static Need.Profile profile(String column) {
        return new Need.Profile(column, Optional.empty(), ColumnProfile.Demand.COLUMN);
    }

    private Table open(String csv) throws Exception {
        try (Engine engine = engine()) {
            return engine.table("t", write("open.csv", csv), Format.CSV);
        }
    }

    private ThrowableAssertAlternative<DataException> refusal(Path file, Format format) {
        return assertThatExceptionOfType(DataException.class).isThrownBy(() -> {
            try (Engine engine = engine()) {
                engine.table("t", file, format);
            }
        });
    }

    private Engine engine() throws DataException {
        return Engine.embedded(folder.resolve("spill"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void copy(String query, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
    }
}
