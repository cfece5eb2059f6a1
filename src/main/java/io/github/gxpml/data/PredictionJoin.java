// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Optional;

/** Joins a table with its predictions, after checking that they fit row by row. */
final class PredictionJoin {
    private static final String ONE_EACH = " - write exactly one prediction for each row of the table";

    private final Session session;
    private final Table table;
    private final Table predictions;
    private final Column tableKey;
    private final Column predictedKey;
    private final MemberColumns extras;

    PredictionJoin(Session session, Table table, Table predictions, String key) throws DataException {
        this.session = session;
        this.table = table;
        this.predictions = predictions;
        this.tableKey = table.require(key);
        Optional<Column> named = predictions.find(key);
        this.predictedKey = named.isPresent() ? named.get() : predictions.require(Predictions.KEY);
        this.extras = MemberColumns.of(predictions);
    }

    ScoredTable join(DataSpec data, String relation) throws DataException {
        // before the join, because keys that repeat on both sides would multiply
        checkKeys(predictions, Sql.key(predictions, predictedKey), "write exactly one prediction for each row");
        List<FacetSpec> facets = Sides.known(table, data.facets());
        if (data.label().type() != LabelSpec.Type.BINARY) {
            return target(new TargetJoin(session, table, data, facets), data.label(), relation);
        }
        Optional<Column> group = data.groupVariable().flatMap(table::find);
        boolean labelled = table.find(data.label().column()).isPresent();
        session.keep(
                relation,
                "SELECT a.*, b.score, b.predicted = 1 AS yhat" + extras.names("b.") + ", "
                        + bad("b.score", "b.predicted") + extras.bad("b.") + " AS bad FROM (SELECT "
                        + Sql.key(table, tableKey) + " AS k, "
                        + label(table, data.label()) + " AS y" + sides(table, facets)
                        + group.map(column -> ", " + Sql.group(table, column) + " AS g")
                                .orElse("")
                        + features(table, data.features()) + " FROM "
                        + table.relation() + ") a JOIN (SELECT "
                        + Sql.key(predictions, predictedKey) + " AS k, " + score() + " AS score, " + predicted()
                        + " AS predicted" + extras.select() + " FROM " + predictions.relation() + ") b ON a.k = b.k");
        if (!fits(relation)) {
            diagnose();
        }
        session.drop(relation, List.of("k", "bad"));
        return new ScoredTable(
                table,
                labelled,
                facets,
                group.map(Column::name),
                data.features(),
                false,
                relation,
                Optional.of(predictions),
                ScoredTable.Scoring.binary(data.label()),
                extras.extras());
    }

    private ScoredTable target(TargetJoin join, LabelSpec label, String relation) throws DataException {
        String ours = Sql.key(table, tableKey);
        Optional<ScoredTable> joined = join.join(ours, predictions, Sql.key(predictions, predictedKey), relation);
        if (joined.isPresent()) {
            return joined.get();
        }
        checkKeys(table, ours, "make the key column unique");
        checkMatch();
        TargetColumns target = TargetColumns.of(table, PredictedColumns.inFile(predictions, label), label);
        for (TargetColumns.Rule rule : target.rules()) {
            checkValues(rule.bad(), rule.column(), rule.wanted());
        }
        throw new IllegalStateException("predictions and " + what(table) + " do not fit, and no check says why");
    }

    /** As many rows as either side, no key twice and every value good: nothing can be wrong. */
    private boolean fits(String relation) throws DataException {
        long rows = table.rows();
        return predictions.rows() == rows
                && session.one(
                        "SELECT count(*), count(DISTINCT k), count(*) FILTER (WHERE bad) FROM " + relation,
                        row -> row.whole(1) == rows && row.whole(2) == rows && row.whole(3) == 0);
    }

    private void diagnose() throws DataException {
        checkKeys(table, Sql.key(table, tableKey), "make the key column unique");
        checkMatch();
        checkValues(badScore(score()), Predictions.SCORE, "a number from 0 to 1");
        checkValues(badClass(predicted()), Predictions.PREDICTED, "0 or 1");
        for (Column column : extras.all()) {
            checkValues(badScore(extras.value(column)), column.name(), "a number from 0 to 1");
        }
        throw new IllegalStateException("predictions and " + what(table) + " do not fit, and no check says why");
    }

    private static String bad(String score, String predicted) {
        return badScore(score) + " OR " + badClass(predicted);
    }

    static String badScore(String score) {
        return "(" + score + " IS NULL OR NOT (" + score + " BETWEEN 0 AND 1))";
    }

    private static String badClass(String predicted) {
        return "(" + predicted + " IS NULL OR " + predicted + " NOT IN (0, 1))";
    }

    private String score() throws DataException {
        return "(" + Sql.number(predictions, predictions.require(Predictions.SCORE)) + ")";
    }

    private String predicted() throws DataException {
        return "(" + Sql.number(predictions, predictions.require(Predictions.PREDICTED)) + ")";
    }

    static String label(Table table, LabelSpec label) {
        return table.find(label.column())
                .map(column -> Collapse.of(table, column, label))
                .orElse("CAST(NULL AS BOOLEAN)");
    }

    static String features(Table table, List<String> features) {
        List<Column> kept = FlipScan.kept(table, features);
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < kept.size(); i++) {
            columns.append(", (")
                    .append(FlipScan.expression(table, kept.get(i)))
                    .append(") AS x")
                    .append(i);
        }
        return columns.toString();
    }

    static String sides(Table table, List<FacetSpec> facets) throws DataException {
        StringBuilder sides = new StringBuilder();
        for (int i = 0; i < facets.size(); i++) {
            sides.append(", (")
                    .append(Sides.expression(table, facets.get(i)))
                    .append(") AS f")
                    .append(i);
        }
        return sides.toString();
    }

    private void checkKeys(Table part, String key, String remedy) throws DataException {
        record Counts(long present, long distinct) {}
        Counts counts = session.one(
                "SELECT count(k), count(DISTINCT k) FROM (SELECT " + key + " AS k FROM " + part.relation() + ")",
                row -> new Counts(row.whole(1), row.whole(2)));
        long without = part.rows() - counts.present();
        if (without > 0) {
            throw new DataException(
                    what(part) + ": " + without + " of " + part.rows() + " rows have no key - " + remedy);
        }
        if (counts.distinct() < part.rows()) {
            String repeated = "SELECT " + key + " AS k FROM " + part.relation() + " GROUP BY k HAVING count(*) > 1";
            refuse(repeated, part, "more than once", " - " + remedy);
        }
    }

    private void checkMatch() throws DataException {
        String ours = "SELECT " + Sql.key(table, tableKey) + " AS k FROM " + table.relation();
        String theirs = "SELECT " + Sql.key(predictions, predictedKey) + " AS k FROM " + predictions.relation();
        String rows = " (" + table.rows() + " rows in the table, " + predictions.rows() + " predictions)";
        refuse(ours + " EXCEPT " + theirs, predictions, "in the table but not among the predictions", rows + ONE_EACH);
        refuse(theirs + " EXCEPT " + ours, predictions, "among the predictions but not in the table", rows + ONE_EACH);
    }

    private void refuse(String keys, Table part, String where, String remedy) throws DataException {
        Optional<String> problem = session.one(
                "SELECT count(*), min(k) FROM (" + keys + ")",
                row -> row.whole(1) == 0
                        ? Optional.empty()
                        : Optional.of(what(part) + ": " + keysOccur(row.whole(1)) + " " + where + ", first `"
                                + row.text(2) + "`" + remedy));
        if (problem.isPresent()) {
            throw new DataException(problem.get());
        }
    }

    private static String keysOccur(long count) {
        return count == 1 ? "1 key occurs" : count + " keys occur";
    }

    private void checkValues(String bad, String column, String wanted) throws DataException {
        String sql = "SELECT count(*), min(" + Sql.key(predictions, predictedKey) + ") FROM " + predictions.relation()
                + " WHERE " + bad;
        Optional<String> problem = session.one(
                sql,
                row -> row.whole(1) == 0
                        ? Optional.empty()
                        : Optional.of(what(predictions) + ": " + row.whole(1) + " of " + predictions.rows()
                                + " rows have no valid `" + column + "`, first key `" + row.text(2)
                                + "` - it must be " + wanted));
        if (problem.isPresent()) {
            throw new DataException(problem.get());
        }
    }

    private static String what(Table part) {
        return "table " + part.name() + " (" + part.file().getFileName() + ")";
    }
}
