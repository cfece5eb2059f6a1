// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.FacetSpec;
import java.util.Collection;
import java.util.Optional;

/**
 * Which rows of a scored table a number is about.
 *
 * @param facet empty for all rows
 * @param rest the rows of everyone else instead of those of the disfavoured group; false if there is no facet
 */
public record Slice(Optional<FacetSpec> facet, boolean rest) {
    /** All rows. */
    public static final Slice ALL = new Slice(Optional.empty(), false);

    /** Stands before the name of a facet for everyone outside of its disfavoured group. */
    public static final String NOT = "not ";

    /** Refuses a rest of nothing. */
    public Slice {
        if (rest && facet.isEmpty()) {
            throw new IllegalArgumentException("all rows have no rest - name a facet");
        }
    }

    /**
     * Returns the disfavoured group of a facet.
     *
     * @param facet the facet
     * @return its slice
     */
    public static Slice of(FacetSpec facet) {
        return new Slice(Optional.of(facet), false);
    }

    /**
     * Finds a slice by its name. A facet that is itself called {@code not ...} comes before the rest of another one.
     *
     * @param name facet name, {@code not} and a facet name, or empty for all rows
     * @param facets those that are declared
     * @return the slice, if the facet is declared
     */
    public static Optional<Slice> named(String name, Collection<FacetSpec> facets) {
        if (name.isEmpty()) {
            return Optional.of(ALL);
        }
        return find(name, facets)
                .map(Slice::of)
                .or(() -> restOf(name)
                        .flatMap(facet -> find(facet, facets))
                        .map(facet -> new Slice(Optional.of(facet), true)));
    }

    private static Optional<FacetSpec> find(String name, Collection<FacetSpec> facets) {
        return facets.stream().filter(facet -> facet.name().equals(name)).findFirst();
    }

    /**
     * Returns whose rest a name stands for.
     *
     * @param name of a slice
     * @return the facet's name, if it is the name of a rest
     */
    public static Optional<String> restOf(String name) {
        return name.startsWith(NOT) ? Optional.of(name.substring(NOT.length())) : Optional.empty();
    }

    /**
     * Returns the name under which its states are kept.
     *
     * @return {@link States#ALL}, {@code sex=F} or {@code not sex=F}
     */
    public String name() {
        return facet.map(spec -> (rest ? NOT : "") + spec.name()).orElse(States.ALL);
    }
}
