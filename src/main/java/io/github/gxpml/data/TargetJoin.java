// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.TargetColumns.Rule;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the rows of a scored table whose label is not binary, from a file of predictions or from columns of its own.
 */
final class TargetJoin {
    private final Session session;
    private final Table table;
    private final DataSpec data;
    private final List<FacetSpec> facets;
    private final Optional<Column> group;

    TargetJoin(Session session, Table table, DataSpec data, List<FacetSpec> facets) {
        this.session = session;
        this.table = table;
        this.data = data;
        this.facets = facets;
        this.group = data.groupVariable().flatMap(table::find);
    }

    /**
     * Joins with a file whose keys the caller has checked as far as they do not repeat.
     *
     * @param ours key of the table
     * @param predictions the file
     * @param theirs its key
     * @param relation what the joined rows are called
     * @return empty if they do not fit row by row, or break a rule
     */
    Optional<ScoredTable> join(String ours, Table predictions, String theirs, String relation) throws DataException {
        TargetColumns target =
                TargetColumns.of(table, PredictedColumns.inFile(predictions, data.label()), data.label());
        String bad = target.rules().stream().map(Rule::bad).collect(Collectors.joining(" OR "));
        session.keep(
                relation,
                "SELECT k, bad, " + target.joined() + kept() + " FROM (SELECT " + ours + " AS k, " + target.truth()
                        + others() + " FROM " + table.relation() + ") a JOIN (SELECT " + theirs + " AS bk, ("
                        + bad + ") AS bad, " + target.predicted() + " FROM " + predictions.relation()
                        + ") b ON a.k = b.bk");
        long rows = table.rows();
        boolean fits = predictions.rows() == rows
                && session.one(
                        "SELECT count(*), count(DISTINCT k), count(*) FILTER (WHERE bad) FROM " + relation,
                        row -> row.whole(1) == rows && row.whole(2) == rows && row.whole(3) == 0);
        if (!fits) {
            return Optional.empty();
        }
        session.drop(relation, List.of("k", "bad"));
        return Optional.of(scored(target, relation, Optional.of(predictions)));
    }

    /** Takes the predictions from columns of the table, and says why they cannot be used where they cannot. */
    SelfScored own(PredictionColumns columns, String relation) throws DataException {
        PredictedColumns predicted = PredictedColumns.inTable(table, columns);
        TargetColumns target = TargetColumns.of(table, predicted, data.label());
        Optional<String> noClasses = predicted.predicted().isEmpty()
                ? Optional.of("no column of predictions is named (--prediction)")
                : broken(target, false);
        Optional<String> noScores = broken(target, true).or(() -> noScores(columns));
        session.keep(
                relation,
                "SELECT " + target.joined() + kept() + " FROM (SELECT " + target.truth() + ", " + target.predicted()
                        + others() + " FROM " + table.relation() + ")");
        return new SelfScored(scored(target, relation, Optional.empty()), noClasses, noScores);
    }

    private Optional<String> noScores(PredictionColumns columns) {
        if (data.label().type() == DataSpec.LabelSpec.Type.REGRESSION) {
            return columns.lower().isPresent()
                    ? Optional.empty()
                    : Optional.of("no columns of prediction intervals are named (--lower and --upper)");
        }
        return columns.scores().isEmpty()
                ? Optional.of("no columns of scores are named (--scores CLASS=COL,...)")
                : Optional.empty();
    }

    private Optional<String> broken(TargetColumns target, boolean ofScores) throws DataException {
        for (Rule rule : target.rules()) {
            long count = rule.ofScores() != ofScores
                    ? 0
                    : session.one(
                            "SELECT count(*) FILTER (WHERE " + rule.bad() + ") FROM " + table.relation(),
                            row -> row.whole(1));
            if (count > 0) {
                return Optional.of(count + " of " + table.rows() + " rows have no valid `" + rule.column()
                        + "`: it must be " + rule.wanted());
            }
        }
        return Optional.empty();
    }

    private String others() throws DataException {
        return PredictionJoin.sides(table, facets)
                + group.map(column -> ", " + Sql.group(table, column) + " AS g").orElse("")
                + PredictionJoin.features(table, data.features());
    }

    private String kept() {
        String sides = names("f", facets.size());
        String features = names("x", FlipScan.kept(table, data.features()).size());
        return sides + (group.isPresent() ? ", g" : "") + features;
    }

    private static String names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> ", " + name + i).collect(Collectors.joining());
    }

    private ScoredTable scored(TargetColumns target, String relation, Optional<Table> predictions) {
        return new ScoredTable(
                table,
                table.find(data.label().column()).isPresent(),
                facets,
                group.map(Column::name),
                data.features(),
                false,
                relation,
                predictions,
                new ScoredTable.Scoring(data.label(), target.classes(), target.scoredClasses(), target.noScores()),
                PredictionExtras.NONE);
    }
}
