// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code gxp bias} prints.
 *
 * @param facets by facet as given, in the order given
 */
public record BiasResults(Map<String, Results> facets) {
    /** Copies the facets, keeping their order. */
    public BiasResults {
        facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
    }
}
