// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.data.SliceSums.Chosen;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sums up the losses of scaled scores: one aggregate grouped by label and bin. */
final class ScaledScan {
    private final Session session;
    private final ScoredTable scored;

    ScaledScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    ScaledScores scan(double inverse, Chosen slice) throws DataException {
        String tails = "SELECT y, score, m, m * " + Sql.literal(inverse) + " AS x, " + Terms.steady("exp(-abs(m))")
                + " AS e, " + Terms.steady("exp(-abs(m * " + Sql.literal(inverse) + "))") + " AS s FROM ("
                + TemperatureScan.margins(scored, slice) + ")";
        // a score of exactly 0 or 1 has no margin and stays what it is
        String given = "CASE WHEN m IS NULL THEN CASE WHEN y THEN score ELSE 1 - score END"
                + " WHEN x > 0 THEN 1 / (1 + s) ELSE s / (1 + s) END";
        String error = "CASE WHEN m IS NULL THEN CASE WHEN y THEN 1 - score ELSE score END"
                + " WHEN x > 0 THEN s / (1 + s) ELSE 1 / (1 + s) END";
        String rows = "SELECT y, " + given + " AS given, " + error + " AS error, " + loss("x", "s") + " AS loss, "
                + loss("m", "e") + " AS was FROM (" + tails + ")";
        String binned = "SELECT y, error, loss, was - loss AS gain, given, CASE WHEN y THEN given ELSE error END AS p"
                + " FROM (" + rows + ")";
        String terms = "SELECT y, least(CAST(floor(p * " + Outcomes.BINS + ") AS INTEGER), " + (Outcomes.BINS - 1)
                + ") AS bin, given = 0 AS lost, " + Terms.fixed("p") + " AS p, " + Terms.fixed("error * error")
                + " AS e2, " + Terms.fixed("(error * error) * (error * error)") + " AS e4, " + Terms.fixed("loss")
                + " AS l, " + Terms.wide(session, "loss * loss") + " AS l2, " + Terms.fixed("gain") + " AS g, "
                + Terms.wide(session, "gain * gain") + " AS g2 FROM (" + binned + ")";
        String sql = "SELECT y, bin, count(*), count(*) FILTER (WHERE lost AND l IS NULL), " + sum("p") + ", "
                + sum("e2") + ", " + sum("e4") + ", " + sum("l") + ", sum(l2), " + sum("g") + ", sum(g2) FROM (" + terms
                + ") GROUP BY y, bin";
        return session.all(sql, row -> cell(inverse, row)).stream()
                .reduce(ScaledScores.none(inverse), ScaledScores::plus);
    }

    /** The log loss of a margin; of a score that stays: 0 if right, none if wrong. */
    private static String loss(String margin, String tail) {
        return "CASE WHEN m IS NULL THEN CASE WHEN (score = 1) = y THEN CAST(0 AS DOUBLE) END" + " ELSE greatest(-"
                + margin + ", CAST(0 AS DOUBLE)) + " + Terms.steady("ln(1 + " + tail + ")") + " END";
    }

    private String sum(String term) {
        return session.dialect().sum(term);
    }

    private static ScaledScores cell(double inverse, Row row) {
        boolean positive = row.flag(1);
        long n = row.whole(3);
        BigInteger scores = row.exact(5);
        List<Bin> bins = new ArrayList<>(Collections.nCopies(Outcomes.BINS, Bin.EMPTY));
        bins.set(
                (int) row.whole(2),
                positive ? new Bin(n, 0, scores, BigInteger.ZERO) : new Bin(0, n, BigInteger.ZERO, scores));
        return new ScaledScores(
                inverse,
                n,
                row.whole(4),
                row.exact(6),
                row.exact(7),
                row.exact(8),
                row.exact(9),
                row.exact(10),
                row.exact(11),
                bins);
    }
}
