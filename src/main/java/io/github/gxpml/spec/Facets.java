// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import io.github.gxpml.spec.FacetSpec.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facets of a spec, found by what a gate calls them: by name, or by column if they are about one alone. */
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
            if (facet.columns().size() == 1) {
                byColumn.computeIfAbsent(facet.columns().get(0), k -> new ArrayList<>())
                        .add(facet);
            }
        });
    }

    /** Returns the facet, if each of its conditions has a column and says one thing about it. */
    static Optional<FacetSpec> read(Part part) {
        List<Condition> conditions = new ArrayList<>();
        for (Part condition : conditions(part)) {
            List<Condition> read = condition(condition);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            conditions.addAll(read);
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(new FacetSpec(conditions));
    }

    /** Returns the parts that each say what people of the group have in one column. */
    static List<Part> conditions(Part facet) {
        return facet.at("all").isPresent() ? facet.at("all").items() : List.of(facet);
    }

    /** Returns one condition, two for a band between two numbers, none if it cannot be understood. */
    private static List<Condition> condition(Part part) {
        Optional<String> column = part.at("column").text();
        List<String> values = part.at("disfavoured").itemOrItems().stream()
                .flatMap(item -> item.text().stream())
                .toList();
        List<Condition> found = new ArrayList<>();
        if (column.isPresent() && !values.isEmpty()) {
            found.add(Condition.among(column.get(), values));
        }
        column.flatMap(name -> part.at("above").number().map(limit -> Condition.above(name, limit)))
                .ifPresent(found::add);
        column.flatMap(name -> part.at("upTo").number().map(limit -> Condition.upTo(name, limit)))
                .ifPresent(found::add);
        column.filter(name -> part.at("each").isPresent()).map(Condition::each).ifPresent(found::add);
        boolean band = found.stream().allMatch(Condition::limited);
        return found.size() == 1 || band ? found : List.of();
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
