// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Cells.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Counts the numbers of one column on and between points, in one grouped aggregate over cells, and chooses points where
 * none are given. Neither depends on the order of rows or the number of threads.
 */
final class NumberScan {
    /** More distinct numbers than this are counted between as many points. */
    static final int MOST_POINTS = 2000;

    private final Session session;
    private final String relation;
    private final String present;
    private final String number;

    /**
     * Sets up.
     *
     * @param present an expression that is null exactly where the column has no value
     * @param number an expression for the column's finite number, else null
     */
    NumberScan(Session session, String relation, String present, String number) {
        this.session = session;
        this.relation = relation;
        this.present = present;
        this.number = number;
    }

    NumberCounts count(List<Double> points) throws DataException {
        Cells cells = new Cells();
        cells.separate(points);
        Cells.Tally tally = new Cells.Tally(points);
        long[] without = new long[2];
        session.each(sql(cells), row -> {
            if (row.isNull(1)) {
                without[0] += row.whole(3) - row.whole(4);
                without[1] += row.whole(4);
            } else {
                tally.add(cell(row));
            }
        });
        return new NumberCounts(points, tally.at(), tally.between(), without[0], without[1]);
    }

    /**
     * Chooses all distinct numbers if they are few; else the smallest, the largest, and between them a point for each
     * {@value #MOST_POINTS}th part of the rows, with few bits, so that counting on them is cheap.
     */
    List<Double> choose() throws DataException {
        Cells cells = new Cells();
        List<Cell> found = cells(cells);
        for (List<Cell> coarse = coarse(found); !coarse.isEmpty(); coarse = coarse(found)) {
            coarse.forEach(cell -> cells.refine(cell.key()));
            found = cells(cells);
        }
        return found.size() <= MOST_POINTS ? found.stream().map(Cell::key).toList() : withExtremes(quantiles(found));
    }

    private List<Cell> cells(Cells cells) throws DataException {
        List<Cell> found = new ArrayList<>();
        session.each(sql(cells), row -> {
            if (!row.isNull(1)) {
                found.add(cell(row));
            }
        });
        Collections.sort(found);
        return found;
    }

    /** Cells that hold more than a point's share of the rows, or any that may hold several of few numbers. */
    private static List<Cell> coarse(List<Cell> cells) {
        long rows = cells.stream().mapToLong(Cell::rows).sum();
        long most = cells.size() <= MOST_POINTS ? 0 : rows / MOST_POINTS;
        return cells.stream()
                .filter(cell -> cell.side() != 0 && cell.rows() > most)
                .toList();
    }

    private static List<Double> quantiles(List<Cell> cells) {
        long rows = cells.stream().mapToLong(Cell::rows).sum();
        List<Double> keys = new ArrayList<>();
        long seen = 0;
        long step = 0;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            seen += cell.side() > 0 ? 0 : cell.rows();
            long now = seen * MOST_POINTS / rows;
            if (endsAtKey(cells, i) && now > step && now < MOST_POINTS) {
                keys.add(cell.key());
                step = now;
            }
            seen += cell.side() > 0 ? cell.rows() : 0;
        }
        return keys;
    }

    /** Whether what was seen before the upper side of this cell is all that lies up to its key. */
    private static boolean endsAtKey(List<Cell> cells, int i) {
        Cell cell = cells.get(i);
        if (cell.side() > 0) {
            return i == 0 || cells.get(i - 1).key() != cell.key();
        }
        return i + 1 == cells.size()
                || cells.get(i + 1).key() != cell.key()
                || cells.get(i + 1).side() > 0;
    }

    private List<Double> withExtremes(List<Double> quantiles) throws DataException {
        TreeSet<Double> points = session.one(
                "SELECT min(x), max(x) FROM (SELECT " + number + " AS x FROM " + relation + ")",
                row -> new TreeSet<>(List.of(row.number(1), row.number(2))));
        quantiles.stream().filter(x -> x > points.first() && x < points.last()).forEach(points::add);
        return List.copyOf(points);
    }

    private String sql(Cells cells) {
        String values = "SELECT " + number + " AS x, " + present + " AS p FROM " + relation;
        String keys = "SELECT x, p, " + cells.key("x") + " AS k FROM (" + values + ")";
        return "SELECT k, s, count(*), count(p) FROM (SELECT k, p, CAST(sign(x - k) AS INTEGER) AS s FROM (" + keys
                + ")) GROUP BY k, s";
    }

    private static Cell cell(Row row) {
        return new Cell(row.number(1), (int) row.whole(2), row.whole(3));
    }
}
