// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import java.util.ArrayList;
import java.util.List;

/** Adds the scores of files of predictions to a table as columns, after checking that they fit row by row. */
final class MemberJoin {
    private final Session session;
    private final Table table;
    private final String key;

    MemberJoin(Session session, Table table, String key) {
        this.session = session;
        this.table = table;
        this.key = key;
    }

    Table join(List<Table> files, String relation) throws DataException {
        String ours = Sql.key(table, table.require(key));
        checkKeys(table, ours);
        List<Column> columns = new ArrayList<>(table.columns());
        StringBuilder select = new StringBuilder("SELECT ");
        for (int i = 0; i < table.columns().size(); i++) {
            select.append(i == 0 ? "" : ", ").append("a.c").append(i);
        }
        StringBuilder from = new StringBuilder(" FROM (SELECT *, " + ours + " AS k FROM " + table.relation() + ") a");
        for (int i = 0; i < files.size(); i++) {
            Table file = files.get(i);
            String theirs = Sql.key(file, keyOf(file));
            checkKeys(file, theirs);
            checkMatch(file, ours, theirs);
            select.append(", b").append(i).append(".s AS c").append(columns.size());
            from.append(" JOIN (SELECT " + theirs + " AS k, " + score(file) + " AS s FROM " + file.relation() + ") b"
                    + i + " ON a.k = b" + i + ".k");
            columns.add(new Column(free(columns, file.name()), Type.NUMBER));
        }
        session.keep(relation, select.append(from).toString());
        return new Table(table.name(), table.file(), table.format(), columns, table.rows(), relation);
    }

    private Column keyOf(Table file) throws DataException {
        return file.find(key).isPresent() ? file.require(key) : file.require(Predictions.KEY);
    }

    private static String score(Table file) throws DataException {
        return Sql.number(file, file.require(Predictions.SCORE));
    }

    private static String free(List<Column> columns, String wanted) {
        String name = wanted;
        while (named(columns, name)) {
            name += " ";
        }
        return name;
    }

    private static boolean named(List<Column> columns, String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    private void checkKeys(Table part, String expression) throws DataException {
        record Counts(long present, long distinct) {}
        Counts counts = session.one(
                "SELECT count(k), count(DISTINCT k) FROM (SELECT " + expression + " AS k FROM " + part.relation() + ")",
                row -> new Counts(row.whole(1), row.whole(2)));
        if (counts.distinct() < part.rows()) {
            long without = part.rows() - counts.present();
            throw new DataException(part.described() + ": "
                    + (without > 0 ? without + " of " + part.rows() + " rows have no key" : "keys repeat")
                    + " - scores are joined by `" + key + "`, which must name each row once");
        }
    }

    private void checkMatch(Table file, String ours, String theirs) throws DataException {
        long shared = session.one(
                "SELECT count(*) FROM (SELECT " + ours + " AS k FROM " + table.relation() + ") a JOIN (SELECT " + theirs
                        + " AS k FROM " + file.relation() + ") b ON a.k = b.k",
                row -> row.whole(1));
        if (shared < table.rows() || shared < file.rows()) {
            throw new DataException(file.described() + ": " + shared + " keys occur in both, of " + table.rows()
                    + " rows in the table and " + file.rows()
                    + " in the file - write exactly one score for each row of the table");
        }
    }
}
