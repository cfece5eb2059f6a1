// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Strata.Stratum;
import io.github.gxpml.data.Strata.Tally;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One grouped aggregate over the group variable, label and prediction, for any number of facets. */
final class StrataScan {
    private static final int FIRST_FACET = 5;

    private final Session session;
    private final ScoredTable scored;

    StrataScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
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

    Map<String, Strata> scan(String column, List<FacetSpec> facets) throws DataException {
        if (facets.isEmpty()) {
            return Map.of();
        }
        record Extent(long distinct, long missing) {}
        Extent extent = session.one(
                "SELECT count(DISTINCT g), count(*) - count(g) FROM " + scored.relation(),
                row -> new Extent(row.whole(1), row.whole(2)));
        boolean tooMany = extent.distinct() > Strata.MOST;
        List<Cell> cells = tooMany ? List.of() : cells(facets);
        Map<String, Strata> strata = new LinkedHashMap<>();
        for (int i = 0; i < facets.size(); i++) {
            strata.put(facets.get(i).name(), new Strata(column, tooMany, strata(cells, 2 * i), extent.missing()));
        }
        return strata;
    }

    private List<Cell> cells(List<FacetSpec> facets) throws DataException {
        String sides = facets.stream()
                .map(facet -> "f" + scored.facets().indexOf(facet))
                .map(side -> ", count(*) FILTER (WHERE " + side + "), count(*) FILTER (WHERE NOT " + side + ")")
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

    private static List<Stratum> strata(List<Cell> cells, int at) {
        TreeMap<String, Stratum> byValue = new TreeMap<>();
        for (Cell cell : cells) {
            long all = cell.counts()[cell.counts().length - 1];
            long disfavoured = cell.counts()[at];
            long favoured = cell.counts()[at + 1];
            Stratum found =
                    byValue.getOrDefault(cell.value(), new Stratum(cell.value(), Tally.NONE, Tally.NONE, Tally.NONE));
            byValue.put(
                    cell.value(),
                    new Stratum(
                            cell.value(),
                            found.disfavoured().plus(cell.tally(disfavoured)),
                            found.favoured().plus(cell.tally(favoured)),
                            found.neither().plus(cell.tally(all - disfavoured - favoured))));
        }
        return new ArrayList<>(byValue.values());
    }
}
