// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A state of the whole table and of the sides of its facets.
 *
 * @param <T> the state
 * @param whole all rows
 * @param facets by facet name
 */
public record Sliced<T>(T whole, Map<String, BySide<T>> facets) {
    /** Copies and sorts the facets. */
    public Sliced {
        facets = Collections.unmodifiableMap(new TreeMap<>(facets));
    }

    /**
     * Returns the state of the whole table, of a facet's disfavoured group, or of everyone else.
     *
     * @param slice facet name, {@link Slice#NOT} and a facet name, or empty for the whole table
     * @return empty if there is no such facet
     */
    public Optional<T> of(String slice) {
        if (slice.isEmpty()) {
            return Optional.of(whole);
        }
        return Optional.ofNullable(facets.get(slice))
                .map(BySide::disfavoured)
                .or(() -> Slice.restOf(slice).map(facets::get).map(BySide::favoured));
    }
}
