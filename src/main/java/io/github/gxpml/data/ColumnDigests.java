// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Identifies a table's columns by their values in order of the key. */
final class ColumnDigests {
    private final Session session;
    private final Table table;
    private final String key;

    ColumnDigests(Session session, Table table, String key) {
        this.session = session;
        this.table = table;
        this.key = key;
    }

    Map<String, String> of(List<String> columns) throws DataException {
        List<String> values = new ArrayList<>();
        List<MessageDigest> digests = new ArrayList<>();
        for (String column : columns) {
            values.add(Sql.text(table, table.require(column)) + " AS v" + values.size());
            digests.add(Sha256.digest());
        }
        String names = IntStream.range(0, values.size()).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
        session.each(
                "SELECT " + names + " FROM (SELECT " + Sql.key(table, table.require(key)) + " AS k, "
                        + String.join(", ", values) + " FROM " + table.relation() + ") ORDER BY k, " + names,
                row -> IntStream.range(0, digests.size()).forEach(i -> add(digests.get(i), row, i + 1)));
        Map<String, String> found = new TreeMap<>();
        IntStream.range(0, digests.size())
                .forEach(i -> found.put(
                        columns.get(i), HexFormat.of().formatHex(digests.get(i).digest())));
        return found;
    }

    /** The length in front keeps two values with a line feed in one of them from looking like two others. */
    private static void add(MessageDigest digest, Row row, int column) {
        String value = row.isNull(column) ? "-\n" : row.text(column).length() + " " + row.text(column) + "\n";
        digest.update(value.getBytes(StandardCharsets.UTF_8));
    }
}
