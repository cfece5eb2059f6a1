// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sums of the errors of predicted numbers. A first look finds the largest terms; then every term is a share of the
 * largest of its kind, so that the sums are whole numbers whatever the unit, and the same in every engine.
 */
final class ResidualScan {
    private static final int FACETS_AT_A_TIME = 6;
    private static final int FIRST_SUM = 6;

    /** Terms are from -1 to 1, with so many bits after the point. */
    private static final int BITS = 61;

    private final Session session;
    private final ScoredTable scored;

    ResidualScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /**
     * What terms are measured in: powers of two, by which division is exact.
     *
     * @param error exponent for errors
     * @param label exponent for labels less the centre
     * @param relative exponent for relative errors
     * @param centre what is taken from each label
     */
    private record Units(int error, int label, int relative, double centre) {}

    private record Cell(Residuals sums, List<Optional<Boolean>> sides) {}

    Sliced<Residuals> scan() throws DataException {
        Units units = units();
        Map<String, BySide<Residuals>> facets = new TreeMap<>();
        Residuals whole = Residuals.NONE;
        int count = scored.facets().size();
        for (int from = 0; from == 0 || from < count; from += FACETS_AT_A_TIME) {
            List<Cell> cells = cells(units, from, Math.min(count, from + FACETS_AT_A_TIME));
            whole = from > 0 ? whole : sum(cells.stream().map(Cell::sums).toList());
            for (int i = from; i < Math.min(count, from + FACETS_AT_A_TIME); i++) {
                FacetSpec facet = scored.facets().get(i);
                facets.put(facet.name(), sides(cells, i - from));
            }
        }
        return new Sliced<>(whole, facets);
    }

    private Units units() throws DataException {
        String rows = "SELECT t, abs(that - t) AS e, " + relative() + " AS r FROM " + scored.relation()
                + " WHERE t IS NOT NULL";
        return session.one("SELECT min(t), max(t), max(e), max(r) FROM (" + rows + ")", row -> {
            double centre = row.number(1) / 2 + row.number(2) / 2;
            double half = Math.max(Math.abs(row.number(1) - centre), Math.abs(row.number(2) - centre));
            return new Units(exponent(row.number(3)), exponent(half), exponent(row.number(4)), centre);
        });
    }

    /** The error as a share of the label; null where the label is too near 0 to divide by. */
    private static String relative() {
        String smallest = Sql.literal(1 / Residuals.LARGEST);
        String share = "abs((that - t) / (CASE WHEN abs(t) >= " + smallest + " THEN t END))";
        return "CASE WHEN " + share + " <= " + Sql.literal(Residuals.LARGEST) + " THEN " + share + " END";
    }

    /** The smallest power of two that is not below a number, as far as it can be divided by. */
    private static int exponent(double largest) {
        int exponent = Math.getExponent(largest) + 1;
        return largest == 0 ? 0 : Math.max(Double.MIN_EXPONENT, exponent);
    }

    private static BySide<Residuals> sides(List<Cell> cells, int facet) {
        Map<Optional<Boolean>, List<Residuals>> bySide = cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.sides().get(facet), Collectors.mapping(Cell::sums, Collectors.toList())));
        Residuals neither = sum(bySide.getOrDefault(Optional.<Boolean>empty(), List.of()));
        return new BySide<>(
                sum(bySide.getOrDefault(Optional.of(true), List.of())),
                sum(bySide.getOrDefault(Optional.of(false), List.of())),
                neither.rows() + neither.unlabelled());
    }

    private static Residuals sum(List<Residuals> parts) {
        return parts.stream().reduce(Residuals.NONE, Residuals::plus);
    }

    private static final List<String> TERMS = List.of(
            "e",
            "abs(e)",
            "e * e",
            "(e * e) * (e * e)",
            "w",
            "w * w",
            "(w * w) * w",
            "(w * w) * (w * w)",
            "(e * e) * w",
            "(e * e) * (w * w)",
            "r",
            "r * r");

    private List<Cell> cells(Units units, int from, int to) throws DataException {
        String sides = IntStream.range(from, to).mapToObj(i -> ", f" + i).collect(Collectors.joining());
        String rows = "SELECT t, lo, hi, (that - t) / " + power(units.error()) + " AS e, (t - "
                + Sql.literal(units.centre()) + ") / " + power(units.label()) + " AS w, (" + relative() + ") / "
                + power(units.relative()) + " AS r" + sides + " FROM " + scored.relation();
        String sums = TERMS.stream()
                .map(term -> ", " + session.dialect().sum(ClassScan.fixed(term, 1L << BITS)))
                .collect(Collectors.joining());
        String sql = "SELECT count(*), count(t), count(r), count(*) FILTER (WHERE t IS NOT NULL AND lo IS NOT NULL),"
                + " count(*) FILTER (WHERE lo <= t AND t <= hi)" + sums + sides + " FROM (" + rows + ")"
                + (sides.isEmpty() ? "" : " GROUP BY " + sides.substring(2));
        return session.all(sql, row -> cell(row, units, to - from));
    }

    private static String power(int exponent) {
        return Sql.literal(Math.scalb(1.0, exponent));
    }

    private static Cell cell(Row row, Units units, int facets) {
        List<Optional<Boolean>> sides = new ArrayList<>();
        for (int i = 0; i < facets; i++) {
            int column = FIRST_SUM + TERMS.size() + i;
            sides.add(row.isNull(column) ? Optional.empty() : Optional.of(row.flag(column)));
        }
        return new Cell(sums(row, units), sides);
    }

    private static Residuals sums(Row row, Units units) {
        long rows = row.whole(2);
        int e = units.error();
        int w = units.label();
        int r = units.relative();
        List<Exact> labels =
                List.of(Exact.of(rows), term(row, 4, w), term(row, 5, 2 * w), term(row, 6, 3 * w), term(row, 7, 4 * w));
        List<Exact> mixed = List.of(term(row, 2, 2 * e), term(row, 8, 2 * e + w), term(row, 9, 2 * e + 2 * w));
        Exact centre = Exact.of(units.centre());
        return new Residuals(
                rows,
                row.whole(1) - rows,
                term(row, 0, e),
                term(row, 1, e),
                term(row, 2, 2 * e),
                term(row, 3, 4 * e),
                shifted(labels, centre),
                shifted(mixed, centre),
                rows - row.whole(3),
                term(row, 10, r),
                term(row, 11, 2 * r),
                row.whole(4),
                row.whole(5));
    }

    private static Exact term(Row row, int term, int exponent) {
        return new Exact(row.exact(FIRST_SUM + term), exponent - BITS);
    }

    /** From the sums of v (y - c)^k to those of v y^k, for k from 1, by the binomial theorem. */
    private static List<Exact> shifted(List<Exact> centred, Exact centre) {
        List<Exact> sums = new ArrayList<>();
        for (int k = 1; k < centred.size(); k++) {
            Exact sum = Exact.ZERO;
            long choices = 1;
            Exact power = Exact.of(1);
            for (int i = k; i >= 0; i--) {
                sum = sum.plus(centred.get(i).times(power).times(Exact.of(choices)));
                power = power.times(centre);
                choices = choices * i / (k - i + 1);
            }
            sums.add(sum);
        }
        return sums;
    }
}
