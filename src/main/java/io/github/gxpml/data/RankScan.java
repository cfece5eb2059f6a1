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
                "SELECT count(*) FILTER (WHERE y), count(*) FILTER (WHERE NOT y)" + rows,
                row -> new Totals(row.whole(1), row.whole(2)));
        String groups = "SELECT score, count(*) FILTER (WHERE y) AS p, count(*) FILTER (WHERE NOT y) AS n" + rows
                + " GROUP BY score";
        // u: counts up to and with this score
        String running = "SELECT p, n, CAST(sum(p) OVER w AS BIGINT) AS up, CAST(sum(n) OVER w AS BIGINT) AS un FROM ("
                + groups + ") WINDOW w AS (ORDER BY score ROWS UNBOUNDED PRECEDING)";
        // d: counts from this score up
        String wide = session.dialect().wide();
        String placed = "SELECT CAST(p AS " + wide + ") AS p, CAST(n AS " + wide + ") AS n, 2 * un - n AS a, "
                + totals.positives() + " - up + p AS dp, " + totals.negatives() + " - un + n AS dn FROM (" + running
                + ")";
        String squared = "SELECT p, n, CAST(a AS " + wide + ") AS a, CAST(2 * dp - p AS " + wide
                + ") AS b, dp, dn FROM (" + placed + ")";
        String sql = "SELECT sum(p), sum(n), sum(p * a), sum(p * a * a), sum(n * b * b),"
                + " sum(CAST(round(CAST(p AS DOUBLE) * (CAST(dp AS DOUBLE) / CAST(dp + dn AS DOUBLE)) * "
                + FixedPoint.ONE + ") AS " + wide + ")) FROM (" + squared + ")";
        return session.one(
                sql,
                row -> new RankSums(
                        row.exact(1).longValueExact(),
                        row.exact(2).longValueExact(),
                        row.exact(3),
                        row.exact(4),
                        row.exact(5),
                        row.exact(6)));
    }
}
