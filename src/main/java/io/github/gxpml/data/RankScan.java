// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Optional;

/** One sort of the scores, summed up in exact integers. */
final class RankScan {
    private final Session session;
    private final ScoredTable scored;

    RankScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /** Scans all rows, or those on the disfavoured side of one of the table's facets. */
    RankSums scan(Optional<Integer> facet) throws DataException {
        String groups = "SELECT score, CAST(count(*) FILTER (y) AS HUGEINT) AS p,"
                + " CAST(count(*) FILTER (NOT y) AS HUGEINT) AS n FROM " + scored.relation() + " WHERE y IS NOT NULL"
                + facet.map(i -> " AND f" + i).orElse("") + " GROUP BY score";
        // counts up to and with this score, and in all
        String running = "SELECT p, n, sum(p) OVER w AS up, sum(n) OVER w AS un, sum(p) OVER () AS tp,"
                + " sum(n) OVER () AS tn FROM (" + groups
                + ") WINDOW w AS (ORDER BY score ROWS UNBOUNDED PRECEDING)";
        String placed = "SELECT p, n, 2 * un - n AS a, 2 * (tp - up) + p AS b, tp - up + p AS dp, tn - un + n AS dn"
                + " FROM (" + running + ")";
        String sql = "SELECT sum(p), sum(n), sum(p * a), sum(p * a * a), sum(n * b * b),"
                + " sum(CAST(round(CAST(p AS DOUBLE) * (CAST(dp AS DOUBLE) / CAST(dp + dn AS DOUBLE)) * "
                + FixedPoint.ONE + ") AS HUGEINT)) FROM (" + placed + ")";
        return session.one(
                sql,
                row -> new RankSums(
                        OutcomeScan.integer(row, 1).longValueExact(),
                        OutcomeScan.integer(row, 2).longValueExact(),
                        OutcomeScan.integer(row, 3),
                        OutcomeScan.integer(row, 4),
                        OutcomeScan.integer(row, 5),
                        OutcomeScan.integer(row, 6)));
    }
}
