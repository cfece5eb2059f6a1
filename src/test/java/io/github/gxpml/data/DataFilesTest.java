// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.spec.DataSpec.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
    private static final String BOM = "\uFEFF";

    @TempDir
    Path folder;

    @Test
    void shouldReadAFolderAndLeaveOutMarkerFiles() throws Exception {
        write("b.csv", BOM + "id,\"a b\"\r\n3,4.5\r\n");
        write("a.csv", "id,a b\n1,2\n2,3\n");
        write("_SUCCESS", "");
        write(".a.csv.crc", "x");
        try (Engine engine = createEngine()) {
            Table table = engine.table("t", DataFiles.find(folder.toString()));
            assertThat(table.rows()).isEqualTo(3);
            assertThat(table.columns()).extracting(Column::name).containsExactly("id", "a b");
            NumberCounts counts = engine.states(table, List.of(new Need.Numbers("a b", Optional.empty())))
                    .numbers()
                    .get("a b");
            assertThat(counts.points()).containsExactly(2.0, 3.0, 4.5);
        }
    }

    @Test
    void shouldReadPatternsWithinAndOverFolders() throws Exception {
        write("y=1/a.csv", "id\n1\n");
        write("y=2/b.csv", "id\n2\n");
        write("y=2/b.txt", "no data");
        write("top.csv", "id\n3\n");
        assertThat(found("*.csv")).containsExactly("top.csv");
        assertThat(found("y=?/*.csv")).containsExactly("a.csv", "b.csv");
        assertThat(found("{top,other}.csv")).containsExactly("top.csv");
        assertThat(found("**.csv")).containsExactly("top.csv", "a.csv", "b.csv");
        refusal("*.parquet").withMessageContaining("no file matches");
        refusal("[.csv").withMessageContaining("malformed");
        refusal("none/*.csv").withMessageContaining("there is no file");
    }

    @Test
    void shouldTakeWhatExistsUnderTheVeryName() throws Exception {
        write("[x]*.csv", "id\n1\n");
        write("x1.csv", "id\n1\n2\n");
        try (Engine engine = createEngine()) {
            assertThat(engine.table(
                                    "t",
                                    DataFiles.find(folder.resolve("[x]*.csv").toString()))
                            .rows())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseFoldersThatHoldSomethingElse() throws Exception {
        Files.createDirectory(folder.resolve("empty"));
        refusal("empty").withMessageContaining("no file of data");
        write("mixed/a.csv", "id\n1\n");
        write("mixed/b.jsonl", "{\"id\":1}\n");
        refusal("mixed").withMessageContaining("several formats: csv, jsonl");
        write("notes/a.csv", "id\n1\n");
        write("notes/README.md", "x");
        refusal("notes").withMessageContaining("README.md");
        write("deep/more/a.csv", "id\n1\n");
        refusal("deep").withMessageContaining("`more`");
        refusal("nothing.csv").withMessageContaining("there is no file");
        refusal("notes/README.md").withMessageContaining("not known from its name");
    }

    @Test
    void shouldNameTheFilesThatAreNoPartsOfOneTable() throws Exception {
        write("csv/a.csv", "id,x\n1,2\n");
        write("csv/b.csv", "id,y\n1,2\n");
        differ("csv").withMessageContaining("b.csv").withMessageContaining("a.csv has no column `y`");
        write("csv/b.csv", "x,id\n1,2\n");
        differ("csv").withMessageContaining("different order");
        write("csv/b.csv", "");
        differ("csv").withMessageContaining("b.csv").withMessageContaining("empty");
        write("csv/b.csv", "id,x\n1,2\n3\n");
        differ("csv").withMessageContaining("line 3");
        write("json/a.jsonl", "{\"id\":1,\"x\":2}\n");
        write("json/b.jsonl", "{\"id\":2}\n");
        differ("json").withMessageContaining("b.jsonl has no column `x`");
        Files.createDirectory(folder.resolve("parquet"));
        copy("SELECT 1 AS id", "parquet/a.parquet");
        copy("SELECT 1.5::DOUBLE AS id", "parquet/b.parquet");
        differ("parquet").withMessageContaining("INTEGER").withMessageContaining("DOUBLE");
    }

    @Test
    void shouldReadJsonLinesAndParquetInParts() throws Exception {
        write("json/a.jsonl", "{\"id\":1,\"x\":\"é\"}\n");
        write("json/b.ndjson", "{\"x\":\"b\",\"id\":2}\n{\"id\":3,\"x\":null}\n");
        Files.createDirectory(folder.resolve("parquet"));
        copy("SELECT 1 AS id, 'é' AS x", "parquet/a.parquet");
        copy("SELECT * FROM (VALUES (2, 'b'), (3, NULL)) AS t(id, x)", "parquet/b.parquet");
        try (Engine engine = createEngine()) {
            for (String part : List.of("json", "parquet")) {
                Table table =
                        engine.table("t", DataFiles.find(folder.resolve(part).toString()));
                assertThat(table.rows()).as(part).isEqualTo(3);
                CategoryCounts counts = engine.states(table, List.of(new Need.Categories("x", Optional.empty())))
                        .categories()
                        .get("x");
                assertThat(counts.values()).as(part).containsExactly("b", "é");
                assertThat(counts.missing()).as(part).isEqualTo(1);
            }
        }
    }

    private ThrowableAssertAlternative<WrongCallException> refusal(String given) {
        return assertThatExceptionOfType(WrongCallException.class)
                .isThrownBy(() -> DataFiles.find(folder.resolve(given).toString()));
    }

    private ThrowableAssertAlternative<DataException> differ(String given) {
        return assertThatExceptionOfType(DataException.class).isThrownBy(() -> {
            try (Engine engine = createEngine()) {
                engine.table("t", DataFiles.find(folder.resolve(given).toString()));
            }
        });
    }

    private List<String> found(String pattern) throws DataException {
        DataFiles files = DataFiles.find(folder + "/" + pattern);
        assertThat(files.format()).isEqualTo(Format.CSV);
        return files.files().stream().map(file -> file.getFileName().toString()).toList();
    }

    private Engine createEngine() throws DataException {
        return Engine.embedded(folder.resolveSibling("spill"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void copy(String query, String name) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + folder.resolve(name) + "' (FORMAT parquet)");
        }
    }
}
