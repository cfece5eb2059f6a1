// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Strata.Tally;
import io.github.gxpml.spec.FacetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One grouped aggregate over the group variable, label and prediction, for any number of facets. */
final class StrataScan {
    private static final int FIRST_FACET = 5;

    private final Session session;
    private final ScoredTable scored;

    StrataScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /** How many values the group variable has, and how many rows have none. */
    record Extent(long distinct, long missing) {
        boolean tooMany() {
            return distinct > Strata.MOST;
        }
    }

    /** One value of the group variable with one label and one prediction: rows of each facet's two sides, and all. */
    private record Cell(String value, boolean labelled, boolean label, boolean predicted, long[] counts) {
        Tally tally(long rows) {
            return new Tally(
                    labelled && label ? rows : 0,
                    labelled && !label ? rows : 0,
                    predicted ? rows : 0,
                    predicted ? 0 : rows);
        }
    }

    /** The table must have a group variable. */
    Extent extent() throws DataException {
        return session.one(
                "SELECT count(DISTINCT g), count(*) - count(g) FROM " + scored.relation(),
                row -> new Extent(row.whole(1), row.whole(2)));
    }

    Map<String, Strata> scan(String column, List<FacetSpec> facets) throws DataException {
        if (facets.isEmpty()) {
            return Map.of();
        }
        Extent extent = extent();
        List<Cell> cells = extent.tooMany() ? List.of() : cells(facets);
        Map<String, Strata> strata = new LinkedHashMap<>();
        for (int i = 0; i < facets.size(); i++) {
            strata.put(facets.get(i).name(), tally(cells, 2 * i).strata(column, extent));
        }
        return strata;
    }

    private List<Cell> cells(List<FacetSpec> facets) throws DataException {
        String sides = facets.stream()
                .map(facet -> "f" + scored.facets().indexOf(facet))
                .flatMap(side -> Stream.of(side, "NOT " + side))
                .map(side -> ", count(*) FILTER (WHERE " + side + ")")
                .collect(Collectors.joining());
        String sql = "SELECT g, y, yhat, count(*)" + sides + " FROM " + scored.relation()
                + " WHERE g IS NOT NULL GROUP BY g, y, yhat";
        return session.all(sql, row -> cell(row, 2 * facets.size()));
    }

    private static Cell cell(Row row, int sides) {
        boolean labelled = !row.isNull(2);
        long[] counts = new long[sides + 1];
        for (int i = 0; i < sides; i++) {
            counts[i] = row.whole(FIRST_FACET + i);
        }
        counts[sides] = row.whole(4);
        return new Cell(row.text(1), labelled, row.flag(2), row.flag(3), counts);
    }

    private static StrataTally tally(List<Cell> cells, int at) {
        StrataTally tally = new StrataTally();
        for (Cell cell : cells) {
            long all = cell.counts()[cell.counts().length - 1];
            long disfavoured = cell.counts()[at];
            long favoured = cell.counts()[at + 1];
            tally.add(cell.value(), Optional.of(true), cell.tally(disfavoured));
            tally.add(cell.value(), Optional.of(false), cell.tally(favoured));
            tally.add(cell.value(), Optional.empty(), cell.tally(all - disfavoured - favoured));
        }
        return tally;
    }
}
