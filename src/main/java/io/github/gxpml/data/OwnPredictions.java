// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the predictions in columns of the table itself, and says why some cannot be used. */
final class OwnPredictions {
    private static final int VALUES_TO_NAME = 5;

    private final Session session;
    private final Table table;
    private final PredictionColumns columns;
    private final LabelSpec label;
    private final Optional<String> groupVariable;
    private final List<String> features;

    OwnPredictions(Session session, Table table, PredictionColumns columns, DataSpec data) {
        this.session = session;
        this.table = table;
        this.columns = columns;
        this.label = data.label();
        this.groupVariable = data.groupVariable();
        this.features = data.features();
    }

    SelfScored score(List<FacetSpec> facets, String relation) throws DataException {
        requireNumeric(facets);
        Column truth = table.require(label.column());
        Optional<Column> prediction = find(columns.prediction());
        Optional<Column> score = find(columns.score());
        Optional<Column> group = find(groupVariable);
        for (String feature : features) {
            table.require(feature);
        }
        requirePositive(truth, prediction);
        Optional<String> noScores = noScores(score);
        Optional<String> noClasses = noClasses(truth, prediction, noScores);
        // a constant stands where there is nothing to use; SelfScored tells so
        String scores = noScores.isPresent() ? Sql.literal(0.5) : Sql.number(table, score.orElseThrow());
        session.keep(
                relation,
                "SELECT " + PredictionJoin.label(table, label) + " AS y"
                        + PredictionJoin.sides(table, facets)
                        + group.map(column -> ", " + Sql.group(table, column) + " AS g")
                                .orElse("")
                        + PredictionJoin.features(table, features)
                        + ", " + scores
                        + " AS score, "
                        + (noClasses.isPresent() ? "false" : classes(prediction, scores)) + " AS yhat FROM "
                        + table.relation());
        return new SelfScored(
                new ScoredTable(table, true, facets, groupVariable, features, relation), noClasses, noScores);
    }

    private Optional<Column> find(Optional<String> name) throws DataException {
        return name.isPresent() ? Optional.of(table.require(name.get())) : Optional.empty();
    }

    private void requireNumeric(List<FacetSpec> facets) throws DataException {
        for (FacetSpec facet : facets) {
            Column column = table.require(facet.column());
            if (facet.above().isPresent() && column.type() == Type.BOOLEAN) {
                throw new WrongCallException("facet " + facet.name() + " compares column `" + facet.column()
                        + "` with a number, but it holds true and false");
            }
            if (facet.above().isPresent() && !column.numeric() && !hasNumbers(column)) {
                throw new WrongCallException("facet " + facet.name() + " compares column `" + facet.column()
                        + "` with a number, but it holds " + values(column));
            }
        }
    }

    private boolean hasNumbers(Column column) throws DataException {
        return session.one(
                "SELECT count(" + Sql.number(table, column) + ") > 0 FROM " + table.relation(), row -> row.flag(1));
    }

    private String classes(Optional<Column> prediction, String scores) {
        return prediction
                .map(column -> Sql.among(table, column, List.of(label.positive())))
                .orElseGet(() ->
                        "(" + scores + ") >= " + Sql.literal(columns.threshold().orElseThrow()));
    }

    /** With a positive class that nothing can be, every row would be negative and every negative prediction right. */
    private void requirePositive(Column truth, Optional<Column> prediction) throws DataException {
        boolean possible = truth.numeric() && Sql.isNumber(label.positive())
                || truth.type() == Type.BOOLEAN
                        && label.positive().toLowerCase(Locale.ROOT).matches("true|false");
        if (possible
                || occurs(truth)
                || prediction.isPresent() && truth.type() == Type.TEXT && occurs(prediction.get())) {
            return;
        }
        throw new WrongCallException("no row of column `" + truth.name() + "` has the positive class `"
                + label.positive() + "` - it holds " + values(truth));
    }

    private boolean occurs(Column column) throws DataException {
        return session.one(
                "SELECT count(*) FILTER (WHERE " + Sql.among(table, column, List.of(label.positive())) + ") > 0 FROM "
                        + table.relation(),
                row -> row.flag(1));
    }

    private String values(Column column) throws DataException {
        String text = Sql.text(table, column);
        List<String> values = session.all(
                "SELECT DISTINCT x FROM (SELECT " + text + " AS x FROM " + table.relation()
                        + ") WHERE x IS NOT NULL ORDER BY x LIMIT " + (VALUES_TO_NAME + 1),
                row -> row.text(1));
        return values.isEmpty()
                ? "no values"
                : values.stream().limit(VALUES_TO_NAME).map(x -> "`" + x + "`").collect(Collectors.joining(", "))
                        + (values.size() > VALUES_TO_NAME ? ", ..." : "");
    }

    private Optional<String> noScores(Optional<Column> score) throws DataException {
        if (score.isEmpty()) {
            return Optional.of("no column of scores is named (--score)");
        }
        String bad = PredictionJoin.badScore("(" + Sql.number(table, score.get()) + ")");
        return invalid(bad, score.get(), "a number from 0 to 1");
    }

    private Optional<String> noClasses(Column truth, Optional<Column> prediction, Optional<String> noScores)
            throws DataException {
        if (prediction.isEmpty()) {
            return columns.threshold().isEmpty()
                    ? Optional.of("no column of predicted classes is named (--prediction, or --threshold for --score)")
                    : noScores;
        }
        Optional<String> missing =
                invalid(Sql.text(table, prediction.get()) + " IS NULL", prediction.get(), "a predicted class");
        return missing.isPresent() || occurs(prediction.get()) ? missing : foreign(truth, prediction.get());
    }

    private Optional<String> invalid(String bad, Column column, String wanted) throws DataException {
        long count =
                session.one("SELECT count(*) FILTER (WHERE " + bad + ") FROM " + table.relation(), row -> row.whole(1));
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " of " + table.rows() + " rows have no valid `" + column.name() + "`: it must be "
                        + wanted);
    }

    /** Predictions that never say the positive class must at least speak the language of the labels. */
    private Optional<String> foreign(Column truth, Column prediction) throws DataException {
        String theirs = key(prediction);
        String ours = key(truth);
        boolean foreign = session.one(
                "SELECT count(*) > 0 FROM (SELECT " + theirs + " AS x FROM " + table.relation() + " EXCEPT SELECT "
                        + ours + " AS x FROM " + table.relation() + ")",
                row -> row.flag(1));
        return foreign
                ? Optional.of("column `" + prediction.name() + "` never holds the positive class `" + label.positive()
                        + "`, but values that no label has: " + values(prediction))
                : Optional.empty();
    }

    private String key(Column column) {
        return column.numeric() ? "CAST(" + Sql.number(table, column) + " AS STRING)" : Sql.text(table, column);
    }
}
