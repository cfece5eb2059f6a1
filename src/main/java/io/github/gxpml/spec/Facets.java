// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facets of a spec, found by what a gate calls them: by name or by column. */
final class Facets {
    /** Stands for every facet in a gate. */
    static final String EACH = "each";

    private final Map<String, FacetSpec> byName = new LinkedHashMap<>();
    private final Map<String, List<FacetSpec>> byColumn = new LinkedHashMap<>();

    private final boolean allReadable;

    /** Takes the facets of a list that can be understood. */
    Facets(List<Part> parts) {
        allReadable = parts.stream().noneMatch(part -> read(part).isEmpty());
        parts.stream().flatMap(part -> read(part).stream()).forEach(facet -> {
            byName.put(facet.name(), facet);
            byColumn.computeIfAbsent(facet.column(), k -> new ArrayList<>()).add(facet);
        });
    }

    /** Returns the facet, if it has a column and exactly one of {@code disfavoured} and {@code above}. */
    static Optional<FacetSpec> read(Part part) {
        List<String> disfavoured = part.at("disfavoured").itemOrItems().stream()
                .flatMap(item -> item.text().stream())
                .toList();
        Optional<Double> above = part.at("above").number();
        return part.at("column")
                .text()
                .filter(column -> disfavoured.isEmpty() != above.isEmpty())
                .map(column -> new FacetSpec(column, disfavoured, above));
    }

    /** Returns the names of the facets that a gate may mean: one by its name, several by their column. */
    List<String> find(String written) {
        if (byName.containsKey(written)) {
            return List.of(written);
        }
        return byColumn.getOrDefault(written, List.of()).stream()
                .map(FacetSpec::name)
                .distinct()
                .toList();
    }

    /** Tells whether every facet could be understood, so that what is not found is not there. */
    boolean areAllReadable() {
        return allReadable;
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    List<String> columns() {
        return List.copyOf(byColumn.keySet());
    }
}
