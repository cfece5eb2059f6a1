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
        String rows = " FROM " + scored.relation() + " WHERE y IS NOT NULL"
                + facet.map(i -> " AND f" + i).orElse("");
        record Totals(long positives, long negatives) {}
        Totals totals = session.one(
                "SELECT count(*) FILTER (y), count(*) FILTER (NOT y)" + rows,
                row -> new Totals(row.getLong(1), row.getLong(2)));
        String groups =
                "SELECT score, count(*) FILTER (y) AS p, count(*) FILTER (NOT y) AS n" + rows + " GROUP BY score";
        // u: counts up to and with this score
        String running = "SELECT p, n, CAST(sum(p) OVER w AS BIGINT) AS up, CAST(sum(n) OVER w AS BIGINT) AS un FROM ("
                + groups + ") WINDOW w AS (ORDER BY score ROWS UNBOUNDED PRECEDING)";
        // d: counts from this score up
        String placed = "SELECT CAST(p AS HUGEINT) AS p, CAST(n AS HUGEINT) AS n, 2 * un - n AS a, "
                + totals.positives() + " - up + p AS dp, " + totals.negatives() + " - un + n AS dn FROM (" + running
                + ")";
        String squared =
                "SELECT p, n, CAST(a AS HUGEINT) AS a, CAST(2 * dp - p AS HUGEINT) AS b, dp, dn FROM (" + placed + ")";
        String sql = "SELECT sum(p), sum(n), sum(p * a), sum(p * a * a), sum(n * b * b),"
                + " sum(CAST(round(CAST(p AS DOUBLE) * (CAST(dp AS DOUBLE) / CAST(dp + dn AS DOUBLE)) * "
                + FixedPoint.ONE + ") AS HUGEINT)) FROM (" + squared + ")";
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
