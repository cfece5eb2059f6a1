// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds each row's nearest neighbours on the other side of a facet, with the rows in memory and all pairs compared. */
final class FlipScan {
    /** Most values of features, rows times columns, that are kept with the predictions of a table. */
    static final long MOST_VALUES = 2_000_000;

    /** Most differences of two values: a few seconds. */
    static final long MOST_DIFFERENCES = 4_000_000_000L;

    private static final int MANY = 9;
    private static final int NEIGHBOURS = 5;

    private final Session session;
    private final ScoredTable scored;

    FlipScan(Session session, ScoredTable scored) {
        this.session = session;
        this.scored = scored;
    }

    /** The expression of a feature as a number, for the join; null where it has none. */
    static String expression(Table table, Column column) {
        String text = "lower(" + Sql.text(table, column) + ")";
        return column.type() == Type.BOOLEAN
                ? "CASE " + text + " WHEN 'true' THEN CAST(1 AS DOUBLE) WHEN 'false' THEN CAST(0 AS DOUBLE) END"
                : Sql.number(table, column);
    }

    /** Those features that the join keeps, in their order: all that are numbers, or none if that would be too many. */
    static List<Column> kept(Table table, List<String> features) {
        List<Column> columns = features.stream()
                .flatMap(name -> table.find(name).stream())
                .filter(column -> column.type() != Type.TEXT)
                .toList();
        return columns.size() * table.rows() > MOST_VALUES ? List.of() : columns;
    }

    private record Side(List<double[]> points, List<Boolean> predicted) {
        Side() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    Flips scan(FacetSpec facet) throws DataException {
        List<String> features = scored.features().stream()
                .filter(name -> !facet.columns().contains(name))
                .toList();
        if (features.isEmpty()) {
            return Flips.impossible(
                    scored.features().isEmpty()
                            ? "no features are named that neighbours could be near in"
                            : "there is no feature but the facet's own column");
        }
        for (String feature : features) {
            boolean numeric = scored.table()
                    .find(feature)
                    .map(column -> column.type() != Type.TEXT)
                    .orElse(false);
            if (!numeric) {
                return Flips.impossible("the feature " + feature + " is not numeric, or its column is not there");
            }
        }
        List<Column> kept = kept(scored.table(), scored.features());
        if (kept.isEmpty()) {
            return Flips.impossible("the table has more than " + MOST_VALUES + " values of features");
        }
        return scan(facet, features, kept);
    }

    private Flips scan(FacetSpec facet, List<String> features, List<Column> kept) throws DataException {
        List<String> columns = features.stream()
                .map(name -> "x" + kept.indexOf(scored.table().find(name).orElseThrow()))
                .toList();
        String side = "f" + scored.facets().indexOf(facet);
        String complete = columns.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" AND "));
        Side disfavoured = new Side();
        Side favoured = new Side();
        long incomplete = session.one(
                "SELECT count(*) FROM " + scored.relation() + " WHERE " + side + " IS NOT NULL AND NOT (" + complete
                        + ")",
                row -> row.whole(1));
        session.each(
                "SELECT " + side + ", yhat, " + String.join(", ", columns) + " FROM " + scored.relation() + " WHERE "
                        + side + " IS NOT NULL AND " + complete,
                row -> take(row, features.size(), row.flag(1) ? disfavoured : favoured));
        return count(disfavoured, favoured, features, incomplete);
    }

    private static void take(Row row, int features, Side side) {
        double[] point = new double[features];
        for (int i = 0; i < features; i++) {
            point[i] = row.number(3 + i);
        }
        side.points().add(point);
        side.predicted().add(row.flag(2));
    }

    private static Flips count(Side disfavoured, Side favoured, List<String> features, long incomplete) {
        int d = disfavoured.points().size();
        int a = favoured.points().size();
        if (d == 0 || a == 0) {
            return Flips.impossible("no row of the " + (d == 0 ? "disfavoured group" : "other side")
                    + " has a number in every feature");
        }
        if ((double) d * a * features.size() > MOST_DIFFERENCES) {
            return Flips.impossible("comparing " + d + " rows with " + a + " takes more than " + MOST_DIFFERENCES
                    + " differences - compute it on a sample of the table");
        }
        int k = a > MANY ? NEIGHBOURS : 1;
        Neighbours neighbours = new Neighbours(favoured.points(), favoured.predicted(), k);
        long refused = 0;
        long accepted = 0;
        for (int i = 0; i < d; i++) {
            boolean predicted = disfavoured.predicted().get(i);
            boolean expected = neighbours.vote(disfavoured.points().get(i));
            refused += expected && !predicted ? 1 : 0;
            accepted += predicted && !expected ? 1 : 0;
        }
        return new Flips("", features, k, d, a, refused, accepted, incomplete);
    }
}
