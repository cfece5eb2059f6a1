// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Two models' predictions of the same rows: one grouped aggregate for counts, two sorts for ranks. */
final class RivalScan {
    private final Session session;
    private final ScoredTable scored;

    RivalScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    private String rows(Slice slice) {
        return scored.relation()
                + slice.facet()
                        .map(facet -> " WHERE " + (slice.rest() ? "NOT f" : "f")
                                + scored.facets().indexOf(facet))
                        .orElse("");
    }

    /** Scans a slice; the table must have its facet. */
    Rivals counts(Slice slice) throws DataException {
        String given = "SELECT y, yhat, cyhat, CASE WHEN y THEN 1 - score ELSE score END AS e, "
                + "CASE WHEN y THEN 1 - cscore ELSE cscore END AS ce FROM " + rows(slice);
        String terms = "SELECT y, yhat, cyhat, e * e - ce * ce AS d2, "
                + "CASE WHEN e < 1 AND ce < 1 THEN ln(1 - ce) - ln(1 - e) END AS dl FROM (" + given + ")";
        String sql = "SELECT y, yhat, cyhat, count(*), " + sum("d2") + ", " + sum("d2 * d2") + ", " + sum("dl") + ", "
                + sum("dl * dl") + ", count(*) FILTER (WHERE dl IS NULL) FROM (" + terms
                + ") GROUP BY y, yhat, cyhat";
        return session.all(sql, RivalScan::cell).stream().reduce(Rivals.NONE, Rivals::plus);
    }

    private String sum(String term) {
        return session.dialect().sum("CAST(round((" + term + ") * " + FixedPoint.ONE + ") AS BIGINT)");
    }

    private static Rivals cell(Row row) {
        long n = row.whole(4);
        BigInteger zero = BigInteger.ZERO;
        if (row.isNull(1)) {
            return new Rivals(Rivals.NONE.cells(), n, zero, zero, zero, zero, 0);
        }
        List<Long> cells =
                new ArrayList<>(Collections.nCopies(Rivals.NONE.cells().size(), 0L));
        cells.set(Rivals.cell(row.flag(1), row.flag(2), row.flag(3)), n);
        return new Rivals(cells, 0, row.exact(5), row.exact(6), row.exact(7), row.exact(8), row.whole(9));
    }

    /** Scans a slice; the table must have its facet. */
    RivalRanks ranks(Slice slice) throws DataException {
        String wide = session.dialect().wide();
        String labelled = "SELECT y, score, cscore FROM (SELECT * FROM " + rows(slice) + ") WHERE y IS NOT NULL";
        // rows with the same two scores and label have the same ranks
        String grouped = "SELECT score, cscore, count(*) FILTER (WHERE y) AS p, count(*) FILTER (WHERE NOT y) AS n "
                + "FROM (" + labelled + ") GROUP BY score, cscore";
        String placed = "SELECT p, n, " + twice("score", "") + ", " + twice("cscore", "c") + " FROM ("
                + grouped + ") WINDOW upto_score AS (ORDER BY score RANGE UNBOUNDED PRECEDING)"
                + ", same_score AS (PARTITION BY score)"
                + ", upto_cscore AS (ORDER BY cscore RANGE UNBOUNDED PRECEDING), same_cscore AS (PARTITION BY cscore)";
        record Totals(long positives, long negatives) {}
        Totals totals = session.one(
                "SELECT count(*) FILTER (WHERE y), count(*) FILTER (WHERE NOT y) FROM (" + labelled + ")",
                row -> new Totals(row.whole(1), row.whole(2)));
        String values = "SELECT CAST(p AS " + wide + ") AS p, CAST(n AS " + wide + ") AS n, CAST(a AS " + wide
                + ") AS a, CAST(ca AS " + wide + ") AS ca, CAST(a - ca AS " + wide + ") AS da, CAST(cb - b AS " + wide
                + ") AS db FROM (" + placed + ")";
        String sql = "SELECT sum(p * a), sum(p * ca), sum(p * da * da), sum(n * db * db) FROM (" + values + ")";
        return session.one(
                sql,
                row -> new RivalRanks(
                        totals.positives(),
                        totals.negatives(),
                        row.exact(1),
                        row.exact(2),
                        row.exact(3),
                        row.exact(4)));
    }

    /** Twice the negatives below and the tied ones; twice the positives below and the tied ones. */
    private static String twice(String score, String whose) {
        return "CAST(2 * sum(n) OVER upto_" + score + " - sum(n) OVER same_" + score + " AS BIGINT) AS " + whose + "a, "
                + "CAST(2 * sum(p) OVER upto_" + score + " - sum(p) OVER same_" + score + " AS BIGINT) AS " + whose
                + "b";
    }
}
