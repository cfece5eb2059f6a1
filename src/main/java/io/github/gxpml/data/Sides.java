// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.util.ArrayList;
import java.util.List;

/** On which side of a facet a row is: true for the disfavoured group, false for the rest, null for neither. */
final class Sides {
    private Sides() {}

    /** Those facets that a table can tell the sides of. */
    static List<FacetSpec> known(Table table, List<FacetSpec> facets) {
        return facets.stream()
                .filter(facet -> !facet.open()
                        && facet.columns().stream()
                                .allMatch(column -> table.find(column).isPresent()))
                .toList();
    }

    /** SQL's own logic of three values: what is false makes all false, whatever else is unknown. */
    static String expression(Table table, FacetSpec facet) throws DataException {
        List<String> conditions = new ArrayList<>();
        for (Condition condition : facet.conditions()) {
            conditions.add("(" + condition(table, condition) + ")");
        }
        return String.join(" AND ", conditions);
    }

    private static String condition(Table table, Condition condition) throws DataException {
        Column column = table.require(condition.column());
        String number = "(" + Sql.number(table, column) + ")";
        if (condition.above().isPresent()) {
            return number + " > " + Sql.literal(condition.above().get());
        }
        if (condition.upTo().isPresent()) {
            return number + " <= " + Sql.literal(condition.upTo().get());
        }
        return condition.each()
                ? Sql.group(table, column) + " IS NOT NULL"
                : Sql.among(table, column, condition.values());
    }
}
