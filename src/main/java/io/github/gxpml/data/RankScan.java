// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.data.PointSearch.Candidate;
import io.github.gxpml.data.ScoreCurve.Cell;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One sort of a slice's scores, summed up in exact integers. */
final class RankScan {
    private static final int FIRST_OF_CELL = 7;
    private static final int FIRST_POINT = 13;

    private final Session session;
    private final ScoredTable scored;

    RankScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /**
     * What a sort gives.
     *
     * @param ranks always
     * @param curve if it was asked for
     */
    record Result(RankSums ranks, Optional<ScoreCurve> curve) {}

    private record Totals(long positives, long negatives) {}

    /** The rows of one cell; without a curve, all rows. */
    private record Part(RankSums sums, long scores, Optional<Cell> cell, List<Optional<Candidate>> candidates) {}

    /**
     * Scans a slice; the table must have its facet.
     *
     * @param targets thresholds to find; absent if no curve is asked for
     */
    Result scan(Slice slice, Optional<Set<Target>> targets) throws DataException {
        String rows = " FROM " + scored.relation() + " WHERE y IS NOT NULL" + condition(slice);
        Totals totals = session.one(
                "SELECT count(*) FILTER (WHERE y), count(*) FILTER (WHERE NOT y)" + rows,
                row -> new Totals(row.whole(1), row.whole(2)));
        List<PointSearch> searches = new TreeSet<>(targets.orElse(Set.of()))
                .stream()
                        .map(target -> new PointSearch(target, totals.positives(), totals.negatives()))
                        .toList();
        List<Part> parts = parts(rows, totals, targets.isPresent(), searches);
        RankSums ranks = parts.stream().map(Part::sums).reduce(RankSums.NONE, RankSums::plus);
        return new Result(ranks, targets.isPresent() ? Optional.of(curve(rows, parts, searches)) : Optional.empty());
    }

    private String condition(Slice slice) {
        return slice.facet()
                .map(facet -> " AND " + (slice.rest() ? "NOT f" : "f")
                        + scored.facets().indexOf(facet))
                .orElse("");
    }

    private static String groups(String rows) {
        return "SELECT score, count(*) FILTER (WHERE y) AS p, count(*) FILTER (WHERE NOT y) AS n" + rows
                + " GROUP BY score";
    }

    private List<Part> parts(String rows, Totals totals, boolean curve, List<PointSearch> searches)
            throws DataException {
        String wide = session.dialect().wide();
        // u: counts up to and with this score
        String running =
                "SELECT score, p, n, CAST(sum(p) OVER w AS BIGINT) AS up, CAST(sum(n) OVER w AS BIGINT) AS un FROM ("
                        + groups(rows) + ") WINDOW w AS (ORDER BY score ROWS UNBOUNDED PRECEDING)";
        // d: counts from this score up
        String placed = "SELECT score, CAST(p AS " + wide + ") AS p, CAST(n AS " + wide + ") AS n, 2 * un - n AS a, "
                + totals.positives() + " - up + p AS dp, " + totals.negatives() + " - un + n AS dn, "
                + cell(totals) + " AS cell FROM (" + running + ")";
        String squared = "SELECT score, p, n, CAST(a AS " + wide + ") AS a, CAST(2 * dp - p AS " + wide
                + ") AS b, dp, dn, cell, " + fixed("score", "BIGINT") + " AS s FROM (" + placed + ")";
        var sql = new StringBuilder("SELECT sum(p), sum(n), sum(p * a), sum(p * a * a), sum(n * b * b), sum(")
                .append(fixed("CAST(p AS DOUBLE) * (CAST(dp AS DOUBLE) / CAST(dp + dn AS DOUBLE))", wide))
                .append(')');
        if (curve) {
            sql.append(", count(*), cell, min(score), max(score), sum(p * s), sum(n * s)");
        }
        searches.forEach(search -> sql.append(", ").append(search.columns(wide)));
        sql.append(" FROM (").append(squared).append(')').append(curve ? " GROUP BY cell ORDER BY cell" : "");
        return session.all(sql.toString(), row -> part(row, curve, searches));
    }

    /** The cell of a group's middle row. */
    private String cell(Totals totals) {
        long twice = Math.max(1, 2 * (totals.positives() + totals.negatives()));
        return session.dialect().quotient("((2 * (up + un) - p - n) * " + ScoreCurve.CELLS + ")", Long.toString(twice));
    }

    private static String fixed(String expression, String type) {
        return "CAST(round((" + expression + ") * " + FixedPoint.ONE + ") AS " + type + ")";
    }

    private static Part part(Row row, boolean curve, List<PointSearch> searches) {
        var sums = new RankSums(
                row.exact(1).longValueExact(),
                row.exact(2).longValueExact(),
                row.exact(3),
                row.exact(4),
                row.exact(5),
                row.exact(6));
        if (!curve) {
            return new Part(sums, 0, Optional.empty(), List.of());
        }
        Cell cell = new Cell(
                row.number(FIRST_OF_CELL + 2),
                row.number(FIRST_OF_CELL + 3),
                sums.positives(),
                sums.negatives(),
                row.exact(FIRST_OF_CELL + 4),
                row.exact(FIRST_OF_CELL + 5));
        List<Optional<Candidate>> candidates = new ArrayList<>();
        for (int i = 0; i < searches.size(); i++) {
            candidates.add(searches.get(i).candidate(row, FIRST_POINT + i * PointSearch.COLUMNS));
        }
        return new Part(sums, row.whole(FIRST_OF_CELL), Optional.of(cell), candidates);
    }

    private ScoreCurve curve(String rows, List<Part> parts, List<PointSearch> searches) throws DataException {
        long scores = parts.stream().mapToLong(Part::scores).sum();
        boolean each = scores > parts.size() && scores <= ScoreCurve.CELLS;
        List<Cell> cells = each
                ? session.all(groups(rows) + " ORDER BY score", RankScan::single)
                : parts.stream().flatMap(part -> part.cell().stream()).toList();
        List<OperatingPoint> points = new ArrayList<>();
        for (int i = 0; i < searches.size(); i++) {
            int position = i;
            points.add(searches.get(i)
                    .best(parts.stream()
                            .flatMap(part -> part.candidates().get(position).stream())
                            .toList()));
        }
        return new ScoreCurve(cells, points);
    }

    private static Cell single(Row row) {
        double score = row.number(1);
        BigInteger fixed = BigInteger.valueOf(Math.round(score * FixedPoint.ONE));
        return new Cell(
                score, score, row.whole(2), row.whole(3), fixed.multiply(row.exact(2)), fixed.multiply(row.exact(3)));
    }
}
