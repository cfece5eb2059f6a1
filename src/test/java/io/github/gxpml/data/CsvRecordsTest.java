// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.CsvRecords.LineEnd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded database is the reference: the same rows, or a refusal where it refuses. */
class CsvRecordsTest {
    private static final String REFUSED = "refused";

    @TempDir
    Path folder;

    /** All values of all rows, in a form that tells a missing value from a text; or that it is refused. */
    private static String ours(String rows, int columns, LineEnd lineEnd) throws IOException {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        var records = new CsvRecords(new ByteArrayInputStream(bytes), lineEnd, 0);
        List<String> found = new ArrayList<>();
        String[] record = new String[columns];
        try {
            while (records.read(record)) {
                found.add(Arrays.toString(Arrays.stream(record)
                        .map(value -> value == null ? "-" : "<" + value + ">")
                        .toArray()));
            }
            assertThat(records.position()).isEqualTo(bytes.length);
            return found.toString();
        } catch (DataException e) {
            return REFUSED;
        }
    }

    private String theirs(DuckSession session, String rows, int columns, String lineEnd) throws IOException {
        String names = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        Path file = Files.writeString(folder.resolve("f.csv"), names + lineEnd + rows);
        var files = new DataFiles(file, List.of(file), io.github.gxpml.spec.DataSpec.Format.CSV);
        String sql = "SELECT * FROM "
                + TableReader.source(
                        files,
                        IntStream.range(0, columns).mapToObj(i -> "c" + i).toList());
        try {
            return session.all(
                            sql,
                            row -> IntStream.rangeClosed(1, columns)
                                    .mapToObj(i -> row.isNull(i) ? "-" : "<" + row.text(i) + ">")
                                    .toList()
                                    .toString())
                    .toString();
        } catch (DataException e) {
            return REFUSED;
        }
    }

    private DuckSession createSession() throws DataException {
        return new DuckSession(folder.resolve("spill"), new EmbeddedEngine.Limits(256, 1));
    }

    private static String random(Random random) {
        String letters = "aab,,,\"\"\n\n 1\"\u00e4";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(14);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldReadWhatTheDatabaseReadsAndNothingElse(int columns) throws Exception {
        Random random = new Random(columns);
        int stricter = 0;
        try (DuckSession session = createSession()) {
            for (int i = 0; i < 1500; i++) {
                String rows = random(random);
                String ours = ours(rows, columns, LineEnd.LF);
                String theirs = theirs(session, rows, columns, "\n");
                if (ours.equals(REFUSED) && !theirs.equals(REFUSED)) {
                    // a second quoted text behind a first one, which the database takes for the value
                    assertThat(rows).containsPattern("\" +\"");
                    stricter++;
                } else {
                    assertThat(ours).as("%s", rows).isEqualTo(theirs);
                }
            }
        }
        assertThat(stricter).isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2\r\n3,4",
                "1,\"x\r\ny\"\r\n5,6\r\n",
                "1,2\n3,4\r\n",
                "1\r,2\r\n",
                "\r\n1,2\r\n",
                "1,2\r\n\r\n"
            })
    void shouldKeepToTheLineEndOfWindows(String rows) throws Exception {
        try (DuckSession session = createSession()) {
            assertThat(ours(rows, 2, LineEnd.CRLF)).isEqualTo(theirs(session, rows, 2, "\r\n"));
        }
    }

    @Test
    void shouldSkipToTheRecordThatBeginsAfterAPosition() throws Exception {
        byte[] bytes = "1,\"a\nb\"\n2,c\n".getBytes(StandardCharsets.UTF_8);
        var records = new CsvRecords(new ByteArrayInputStream(bytes, 4, 100), LineEnd.LF, 4);
        assertThat(records.skipToRecord(true)).isTrue();
        assertThat(records.position()).isEqualTo(8);
        String[] record = new String[2];
        assertThat(records.read(record)).isTrue();
        assertThat(record).containsExactly("2", "c");
        assertThat(records.skipToRecord(false)).isFalse();
    }
}
