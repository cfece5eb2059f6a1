// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.SliceSums.Chosen;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Fits a temperature: one pass that counts margins in narrow bins, from which a start follows that is right to about
 * six digits, then Newton's steps, one aggregate of exact sums each, until the derivative is 0. Mostly three passes.
 */
final class TemperatureScan {
    private static final int BINS_PER_UNIT = 32;
    private static final double ROUGHLY = 1e-9;
    private static final double EXACTLY = 1e-13;

    private final Session session;
    private final ScoredTable scored;

    TemperatureScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /** Labelled rows of a slice with m, the logit of the score given to the label; null for a score of 0 or 1. */
    static String margins(ScoredTable scored, Chosen slice) {
        String where = slice.condition().isEmpty() ? "" : " AND " + slice.condition();
        return "SELECT y, score, CASE WHEN y THEN z ELSE -z END AS m FROM (SELECT y, score,"
                + " CASE WHEN score > 0 AND score < 1 THEN " + Terms.steady("ln(score / (1 - score))")
                + " END AS z FROM " + scored.relation()
                + " WHERE y IS NOT NULL" + where + ")";
    }

    /** Margins that are near each other. */
    private record Bin(
            boolean certain,
            long rows,
            BigInteger margins,
            BigInteger squares,
            long right,
            long wrong,
            long positives) {
        double mean() {
            return FixedPoint.mean(margins, rows);
        }

        /** The sum of squared distances from the mean. */
        double scatter() {
            return rows < 2 ? 0 : FixedPoint.variance(margins, squares, rows) * (rows - 1);
        }
    }

    /** The derivative on all rows. */
    private record Exact(double inverse, long rows, BigInteger g, BigInteger h) implements TemperatureSearch.Slope {
        @Override
        public double slope() {
            return FixedPoint.mean(g, 1);
        }

        @Override
        public double curvature() {
            return FixedPoint.mean(h, 1);
        }

        /** Rounding a row to fixed point moves the sum by at most half a unit. */
        @Override
        public boolean settled(double step) {
            return g.abs().compareTo(BigInteger.valueOf(rows)) <= 0 || Math.abs(step) <= EXACTLY;
        }
    }

    /** The derivative on bins. */
    private record Rough(double inverse, double slope, double curvature) implements TemperatureSearch.Slope {
        @Override
        public boolean settled(double step) {
            return Math.abs(step) <= ROUGHLY;
        }
    }

    TemperatureFit scan(Chosen slice) throws DataException {
        String margins = margins(scored, slice);
        List<Bin> bins = bins(margins);
        long certain = bins.stream().filter(Bin::certain).mapToLong(Bin::rows).sum();
        List<Bin> movable = bins.stream().filter(bin -> !bin.certain()).toList();
        long rows = movable.stream().mapToLong(Bin::rows).sum();
        Optional<String> impossible = impossible(movable, rows, certain);
        if (impossible.isPresent()) {
            return TemperatureFit.impossible(impossible.get(), rows, certain);
        }
        double start = new TemperatureSearch<Rough>()
                .search(inverse -> rough(movable, inverse), 1)
                .map(Rough::inverse)
                .orElse(1.0);
        return new TemperatureSearch<Exact>()
                .search(inverse -> exact(margins, inverse), start)
                .map(found -> new TemperatureFit("", rows, certain, found.inverse(), found.g(), found.h()))
                .orElseGet(() -> TemperatureFit.impossible(
                        "the scores separate the classes almost, or say almost nothing: the loss is least beyond the"
                                + " temperatures from 1/" + (int) TemperatureFit.MOST + " to "
                                + (int) TemperatureFit.MOST,
                        rows,
                        certain));
    }

    private List<Bin> bins(String margins) throws DataException {
        String terms = "SELECT y, m, CAST(round(m * " + BINS_PER_UNIT + ") AS BIGINT) AS b, " + Terms.fixed("m")
                + " AS fixed_m, " + Terms.fixed("m * m") + " AS fixed_m2 FROM (" + margins + ")";
        String sum = session.dialect().sum("fixed_m") + ", " + session.dialect().sum("fixed_m2");
        return session.all(
                "SELECT b, count(*), " + sum + ", count(*) FILTER (WHERE m > 0), count(*) FILTER (WHERE m < 0),"
                        + " count(*) FILTER (WHERE y) FROM (" + terms + ") GROUP BY b ORDER BY b",
                row -> new Bin(
                        row.isNull(1),
                        row.whole(2),
                        row.exact(3),
                        row.exact(4),
                        row.whole(5),
                        row.whole(6),
                        row.whole(7)));
    }

    private static Optional<String> impossible(List<Bin> bins, long rows, long certain) {
        if (rows == 0) {
            return Optional.of(
                    certain == 0 ? "no row has a label" : "every labelled row has a score of exactly 0 or 1");
        }
        long positives = bins.stream().mapToLong(Bin::positives).sum();
        if (positives == 0 || positives == rows) {
            return Optional.of("all labels are " + (positives == 0 ? "negative" : "positive")
                    + ", and a temperature takes both classes");
        }
        if (bins.stream().allMatch(bin -> bin.right() == 0 && bin.wrong() == 0)) {
            return Optional.of("every score is 0.5, whatever the temperature");
        }
        if (bins.stream().allMatch(bin -> bin.wrong() == 0)) {
            return Optional.of("every score is on the side of its label (above 0.5 if positive, below if negative): the"
                    + " lower the temperature, the lower the loss");
        }
        BigInteger total = bins.stream().map(Bin::margins).reduce(BigInteger.ZERO, BigInteger::add);
        return total.signum() > 0
                ? Optional.empty()
                : Optional.of("the scores go against the labels: the higher the temperature, the lower the loss");
    }

    /** The derivative of a bin is that of its mean, and what its scatter adds to second order. */
    private static Rough rough(List<Bin> bins, double inverse) {
        double slope = 0;
        double curvature = 0;
        for (Bin bin : bins) {
            double m = bin.mean();
            double e = StrictMath.exp(-Math.abs(inverse * m));
            double wrong = (m > 0 ? e : 1) / (1 + e);
            double both = e / ((1 + e) * (1 + e));
            double bend = inverse * both * (inverse * m * (1 - 2 * wrong) - 2);
            slope += bin.rows() * m * wrong + bin.scatter() * bend / 2;
            curvature += bin.rows() * m * m * both;
        }
        return new Rough(inverse, slope, curvature);
    }

    private Exact exact(String margins, double inverse) throws DataException {
        String tails = "SELECT m, " + Terms.steady("exp(-abs(m * " + Sql.literal(inverse) + "))") + " AS e FROM ("
                + margins + ") WHERE m IS NOT NULL";
        String terms = "SELECT " + Terms.fixed("m * CASE WHEN m > 0 THEN e ELSE CAST(1 AS DOUBLE) END / (1 + e)")
                + " AS g, " + Terms.fixed("m * m * e / ((1 + e) * (1 + e))") + " AS h FROM (" + tails + ")";
        return session.one(
                "SELECT count(*), " + session.dialect().sum("g") + ", "
                        + session.dialect().sum("h") + " FROM (" + terms + ")",
                row -> new Exact(inverse, row.whole(1), row.exact(2), row.exact(3)));
    }
}
