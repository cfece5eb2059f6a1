// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.FacetSpec;
import java.util.List;
import java.util.Optional;

/**
 * A table whose every row has a score and a predicted class. Rows without a label count for metrics of predictions
 * alone and are left out, and counted, everywhere else.
 *
 * @param table the rows
 * @param labelled whether the table has the label column at all
 * @param facets the facets whose column the table has
 * @param groupVariable the group variable, if one is declared and the table has the column
 * @param relation what the engine calls the joined rows; means nothing to anyone else
 */
public record ScoredTable(
        Table table, boolean labelled, List<FacetSpec> facets, Optional<String> groupVariable, String relation) {
    /** Column name that stands for the score in drift metrics. */
    public static final String PREDICTION = "prediction";

    /** Copies the facets. */
    public ScoredTable {
        facets = List.copyOf(facets);
    }

    ScoredTable(Table table, boolean labelled, List<FacetSpec> facets, String relation) {
        this(table, labelled, facets, Optional.empty(), relation);
    }
}
