// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.FacetSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that stand where a facet takes each value of a column by itself, in all combinations that occur. Those of
 * two parts of a table add up.
 *
 * @param tooMany whether there are more than {@value #MOST}; then none is counted by itself
 * @param groups one for each combination, sorted by values
 * @param others rows in none of them, because a value is missing or another condition of the facet is not met
 */
public record Combinations(boolean tooMany, List<Group> groups, long others) {
    /** A column with more values names no groups of people, and a report on them would be read by nobody. */
    public static final int MOST = 50;

    private static final Comparator<List<String>> ORDER = (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return a.size() - b.size();
    };

    /** Copies the list and checks its length. */
    public Combinations {
        groups = List.copyOf(groups);
        if (groups.size() > MOST || tooMany && !groups.isEmpty()) {
            throw new IllegalArgumentException("at most " + MOST + " combinations of values are counted");
        }
    }

    /**
     * One combination.
     *
     * @param values one for each open condition of the facet, in its order
     * @param rows number of rows
     */
    public record Group(List<String> values, long rows) {
        /** Copies the values. */
        public Group {
            values = List.copyOf(values);
        }
    }

    /**
     * Adds the rows of another part of the same table.
     *
     * @param other combinations of the same facet
     * @return the combinations of both parts
     */
    public Combinations plus(Combinations other) {
        TreeMap<List<String>, Long> sum = new TreeMap<>(ORDER);
        groups.forEach(group -> sum.put(group.values(), group.rows()));
        other.groups.forEach(group -> sum.merge(group.values(), group.rows(), Long::sum));
        boolean many = tooMany || other.tooMany || sum.size() > MOST;
        List<Group> both = many
                ? List.of()
                : sum.entrySet().stream()
                        .map(entry -> new Group(entry.getKey(), entry.getValue()))
                        .toList();
        return new Combinations(many, both, many ? 0 : others + other.others);
    }

    /**
     * Returns the facets that an open facet stands for: one for each combination that occurs in any of some tables, so
     * that a group that one of them has lost is still asked for.
     *
     * @param open the facet
     * @param found what its columns hold in each of the tables
     * @return in the order of values; none if a table has too many or no table has any
     */
    public static List<FacetSpec> facets(FacetSpec open, Collection<Combinations> found) {
        TreeSet<List<String>> values = new TreeSet<>(ORDER);
        found.forEach(combinations -> combinations.groups.forEach(group -> values.add(group.values())));
        boolean many = values.size() > MOST || found.stream().anyMatch(Combinations::tooMany);
        return many ? List.of() : values.stream().map(open::with).toList();
    }
}
