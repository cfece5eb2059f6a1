// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Table;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.Optional;

/**
 * What a metric may know when it says what it needs.
 *
 * @param data what the columns mean
 * @param options how it will be computed
 * @param reference another table to compare with
 */
public record Context(DataSpec data, Options options, Optional<Table> reference) {
    /**
     * Finds a facet.
     *
     * @param name its name
     * @return the facet, if it is declared
     */
    public Optional<FacetSpec> facet(String name) {
        return data.facets().stream().filter(f -> f.name().equals(name)).findFirst();
    }
}
