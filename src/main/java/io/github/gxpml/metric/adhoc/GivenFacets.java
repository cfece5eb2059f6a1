// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.Combinations;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Table;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.spec.FacetSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facets as they are given on a command line. The table is looked at only for what an open one stands for.
 *
 * @param engine reads the table
 * @param subject the table
 */
record GivenFacets(Engine engine, Subject subject) {
    /**
     * Reads facets.
     *
     * @param texts as {@link Words#facet} reads them
     * @return each by its text, in the order given; those that an open one such as {@code sex=*} stands for by their
     *     own names
     * @throws DataException a {@link WrongCallException} if one cannot be read, or an open one stands for no group or
     *     for too many
     */
    Map<String, FacetSpec> read(List<String> texts) throws DataException {
        Map<String, FacetSpec> facets = new LinkedHashMap<>();
        for (String text : texts) {
            FacetSpec facet = Words.facet(text);
            if (facet.open()) {
                closed(facet).forEach(one -> facets.put(one.name(), one));
            } else {
                facets.put(text, facet);
            }
        }
        return facets;
    }

    private List<FacetSpec> closed(FacetSpec facet) throws DataException {
        Table table = engine.table("data", subject.data(), new LinkedHashSet<>(facet.columns()));
        for (String column : facet.columns()) {
            table.require(column);
        }
        Combinations found = Optional.ofNullable(engine.states(table, List.of(new Need.Values(facet)))
                        .combinations()
                        .get(facet.name()))
                .orElseThrow(() -> new IllegalStateException("no values of facet " + facet.name() + " were counted"));
        List<FacetSpec> closed = List.copyOf(Combinations.facets(facet, List.of(found)));
        if (closed.isEmpty()) {
            throw new WrongCallException(
                    found.tooMany()
                            ? "facet " + facet.name() + " stands for more than " + Combinations.MOST
                                    + " groups - name those that matter"
                            : "facet " + facet.name() + " stands for no group: no row has a value for it");
        }
        return closed;
    }
}
