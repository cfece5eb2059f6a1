// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that one table's scans gave: enough to compute its metrics again without the table. Holds counts and sums
 * of groups, and of rows only the few keys that a finding names.
 *
 * @param table name of the table
 * @param rows number of rows
 * @param whole labels against predictions of all rows
 * @param facets the same by facet name
 * @param ranks sums of ranks by facet name (disfavoured group only), {@link #ALL} for the whole table
 * @param profiles by column name
 * @param numbers by column name
 * @param categories by column name
 * @param keys repeated keys
 * @param overlap shared rows with another table
 * @param strata counts within the values of the group variable by facet name; none in documents of earlier versions
 * @param flips predictions against those of neighbours by facet name; none in documents of earlier versions
 */
public record States(
        String table,
        long rows,
        Optional<Outcomes> whole,
        Map<String, Groups> facets,
        Map<String, RankSums> ranks,
        Map<String, ColumnProfile> profiles,
        Map<String, NumberCounts> numbers,
        Map<String, CategoryCounts> categories,
        Optional<KeyCounts> keys,
        Optional<Overlap> overlap,
        Map<String, Strata> strata,
        Map<String, Flips> flips) {

    /** Stands for the whole table where others are named by facet; no facet has this name. */
    public static final String ALL = "all";

    /** Copies and sorts the maps. */
    public States {
        facets = sorted(facets);
        ranks = sorted(ranks);
        profiles = sorted(profiles);
        numbers = sorted(numbers);
        categories = sorted(categories);
        strata = sorted(strata == null ? Map.of() : strata);
        flips = sorted(flips == null ? Map.of() : flips);
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
