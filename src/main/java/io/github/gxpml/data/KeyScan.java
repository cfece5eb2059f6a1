// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Repeated keys of a table, and rows that it shares with another one. */
final class KeyScan {
    private final Session session;
    private final Table table;

    KeyScan(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    KeyCounts repeated(Column column) throws DataException {
        String key = Sql.key(table, column);
        List<String> first = session.all(
                "SELECT k FROM (SELECT " + key + " AS k FROM " + table.relation()
                        + ") WHERE k IS NOT NULL GROUP BY k HAVING count(*) > 1 ORDER BY k LIMIT " + KeyCounts.NAMED,
                row -> row.text(1));
        return session.one(
                "SELECT count(*), count(k), count(DISTINCT k) FROM (SELECT " + key + " AS k FROM " + table.relation()
                        + ")",
                row -> new KeyCounts(row.whole(1), row.whole(1) - row.whole(2), row.whole(2) - row.whole(3), first));
    }

    /** Returns the SHA-256 of all keys in text order, each followed by a line feed; a missing one is an empty line. */
    String digest(Column column) throws DataException {
        MessageDigest digest = Sha256.digest();
        session.each(
                "SELECT coalesce(k, '') AS k FROM (SELECT " + Sql.key(table, column) + " AS k FROM " + table.relation()
                        + ") ORDER BY k",
                row -> digest.update((row.text(1) + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    Overlap shared(Table other, Column ours, Column theirs) throws DataException {
        String keys = "SELECT k FROM (SELECT " + Sql.key(table, ours) + " AS k FROM " + table.relation()
                + ") WHERE k IN (SELECT o FROM (SELECT " + Sql.key(other, theirs) + " AS o FROM " + other.relation()
                + ") WHERE o IS NOT NULL)";
        long count = session.one("SELECT count(*) FROM (" + keys + ")", row -> row.whole(1));
        List<String> first = session.all(
                "SELECT DISTINCT k FROM (" + keys + ") ORDER BY k LIMIT " + KeyCounts.NAMED, row -> row.text(1));
        return new Overlap(other.name(), table.rows(), count, equalRows(other, ours), first);
    }

    private long equalRows(Table other, Column key) throws DataException {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.equals(key) || other.find(column.name()).isEmpty()) {
                continue;
            }
            Column same = other.require(column.name());
            boolean numeric = column.numeric() && same.numeric();
            String name = "v" + left.size();
            left.add((numeric ? Sql.number(table, column) : Sql.text(table, column)) + " AS " + name);
            right.add((numeric ? Sql.number(other, same) : Sql.text(other, same)) + " AS " + name);
            conditions.add("a." + name + " IS NOT DISTINCT FROM b." + name);
        }
        if (left.isEmpty()) {
            return 0;
        }
        return session.one(
                "SELECT count(*) FROM (SELECT " + String.join(", ", left) + " FROM " + table.relation()
                        + ") a SEMI JOIN (SELECT " + String.join(", ", right) + " FROM " + other.relation() + ") b ON "
                        + String.join(" AND ", conditions),
                row -> row.whole(1));
    }
}
