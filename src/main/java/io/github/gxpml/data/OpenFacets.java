// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What each open facet of a spec stands for in a table: facets of every combination of values that the table holds, or
 * the one that the model was trained on. Pure: the same tables give the same facets, then and in a later check.
 *
 * @param facets by open facet, in the order of the spec; none for one that has no values, or too many
 */
public record OpenFacets(Map<FacetSpec, List<FacetSpec>> facets) {
    /**
     * Finds them.
     *
     * @param data names the open facets
     * @param tables which values each of some tables has, by facet name
     * @return what they stand for
     */
    public static OpenFacets of(DataSpec data, List<Map<String, Combinations>> tables) {
        Map<FacetSpec, List<FacetSpec>> facets = new LinkedHashMap<>();
        for (FacetSpec facet : data.facets()) {
            if (facet.open()) {
                List<Combinations> found = tables.stream()
                        .map(table -> table.get(facet.name()))
                        .filter(Objects::nonNull)
                        .toList();
                facets.put(facet, Combinations.facets(facet, found));
            }
        }
        return new OpenFacets(facets);
    }

    /**
     * Returns what each open facet stands for by name.
     *
     * @return names of facets by name of the open facet
     */
    public Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        facets.forEach((open, closed) ->
                names.put(open.name(), closed.stream().map(FacetSpec::name).toList()));
        return names;
    }

    /**
     * Adds what open facets stand for to the facets of a spec; the open ones stay, and are counted as they are.
     *
     * @param data as declared
     * @return data whose facets are those declared and those found, each once
     */
    public DataSpec close(DataSpec data) {
        Set<FacetSpec> all = new LinkedHashSet<>(data.facets());
        data.facets().stream()
                .flatMap(
                        facet -> Optional.ofNullable(facets.get(facet)).stream().flatMap(List::stream))
                .forEach(all::add);
        return facets.isEmpty() ? data : data.withFacets(List.copyOf(all));
    }
}
