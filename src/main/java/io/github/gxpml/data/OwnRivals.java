// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import java.util.List;
import java.util.Optional;

/** Finds the predictions of two models in columns of one table. */
final class OwnRivals {
    private static final String CHAMPION = "of the champion, ";

    private final Session session;
    private final Table table;
    private final DataSpec data;

    OwnRivals(Session session, Table table, DataSpec data) {
        this.session = session;
        this.table = table;
        this.data = data;
    }

    SelfScored join(OwnPredictions ours, OwnPredictions theirs, String relation) throws DataException {
        SelfScored challenger = ours.score(data.facets(), relation + "a");
        SelfScored champion = theirs.score(data.facets(), relation + "b");
        session.keep(
                relation,
                "SELECT " + PredictionJoin.label(table, data.label()) + " AS y"
                        + PredictionJoin.sides(table, data.facets()) + ours.decided(challenger, "")
                        + theirs.decided(champion, "c") + " FROM " + table.relation());
        ScoredTable both = new ScoredTable(
                table,
                true,
                data.facets(),
                Optional.empty(),
                List.of(),
                true,
                relation,
                Optional.empty(),
                ScoredTable.Scoring.binary(data.label()),
                PredictionExtras.NONE);
        return new SelfScored(
                both,
                challenger.noClasses().or(() -> champion.noClasses().map(CHAMPION::concat)),
                challenger.noScores().or(() -> champion.noScores().map(CHAMPION::concat)));
    }
}
