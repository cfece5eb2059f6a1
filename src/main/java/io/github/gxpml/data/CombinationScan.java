// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Combinations.Group;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One grouped count over the columns that a facet takes each value of, of the rows that meet its other conditions. */
final class CombinationScan {
    private final Session session;
    private final Table table;

    CombinationScan(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    Combinations scan(FacetSpec facet) throws DataException {
        List<String> values = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (Condition condition : facet.conditions()) {
            if (condition.each()) {
                String name = "v" + values.size();
                values.add(Sql.group(table, table.require(condition.column())) + " AS " + name);
                present.add(name);
            }
        }
        String names = String.join(", ", present);
        String sql = "SELECT " + names + ", count(*) AS n FROM (SELECT " + String.join(", ", values) + " FROM "
                + table.relation() + " WHERE " + Sides.expression(table, facet) + ") GROUP BY " + names + " ORDER BY "
                + names + " LIMIT " + (Combinations.MOST + 1);
        int width = values.size();
        List<Group> groups = session.all(
                sql,
                row -> new Group(
                        IntStream.rangeClosed(1, width).mapToObj(row::text).toList(), row.whole(width + 1)));
        if (groups.size() > Combinations.MOST) {
            return new Combinations(true, List.of(), 0);
        }
        // sorted anew: not every engine compares text by the same rule
        long inside = groups.stream().mapToLong(Group::rows).sum();
        return new Combinations(false, List.of(), table.rows() - inside).plus(new Combinations(false, groups, 0));
    }
}
