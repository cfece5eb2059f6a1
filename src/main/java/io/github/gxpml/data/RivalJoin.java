// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.util.Optional;

/** Joins a table with the predictions of two models, each of which is known to fit it row by row. */
final class RivalJoin {
    private final Session session;
    private final Table table;
    private final DataSpec data;

    RivalJoin(Session session, Table table, DataSpec data) {
        this.session = session;
        this.table = table;
        this.data = data;
    }

    ScoredTable join(ScoredTable checked, Table challenger, Table champion, String relation) throws DataException {
        Optional<Column> group = checked.groupVariable().flatMap(table::find);
        MemberColumns extras = MemberColumns.of(challenger);
        session.keep(
                relation,
                "SELECT a.*, b.score, b.yhat" + extras.names("b.")
                        + ", c.score AS cscore, c.yhat AS cyhat FROM (SELECT "
                        + Sql.key(table, table.require(data.key())) + " AS k, "
                        + PredictionJoin.label(table, data.label()) + " AS y"
                        + PredictionJoin.sides(table, checked.facets())
                        + group.map(column -> ", " + Sql.group(table, column) + " AS g")
                                .orElse("")
                        + PredictionJoin.features(table, checked.features()) + " FROM " + table.relation()
                        + ") a JOIN (" + predicted(challenger, extras.select()) + ") b ON a.k = b.k JOIN ("
                        + predicted(champion, "")
                        + ") c ON a.k = c.k");
        return new ScoredTable(
                table,
                checked.labelled(),
                checked.facets(),
                checked.groupVariable(),
                checked.features(),
                true,
                relation,
                Optional.of(challenger),
                checked.scoring(),
                extras.extras());
    }

    private String predicted(Table predictions, String more) throws DataException {
        Optional<Column> named = predictions.find(data.key());
        Column key = named.isPresent() ? named.get() : predictions.require(Predictions.KEY);
        return "SELECT " + Sql.key(predictions, key) + " AS k, "
                + Sql.number(predictions, predictions.require(Predictions.SCORE)) + " AS score, ("
                + Sql.number(predictions, predictions.require(Predictions.PREDICTED)) + ") = 1 AS yhat" + more
                + " FROM "
                + predictions.relation();
    }
}
