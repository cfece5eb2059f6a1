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
 * @param facets the facets whose columns the table has
 * @param groupVariable the group variable, if one is declared and the table has the column
 * @param features columns that the model may see, whether the table has them or not
 * @param challenged whether every row has the champion's score and class too
 * @param relation what the engine calls the joined rows; means nothing to anyone else
 * @param predictions the file that the predictions came from; empty if the table holds them itself
 */
public record ScoredTable(
        Table table,
        boolean labelled,
        List<FacetSpec> facets,
        Optional<String> groupVariable,
        List<String> features,
        boolean challenged,
        String relation,
        Optional<Table> predictions) {
    /** Column name that stands for the score in drift metrics. */
    public static final String PREDICTION = "prediction";

    /** Copies the facets. */
    public ScoredTable {
        facets = List.copyOf(facets);
        features = List.copyOf(features);
    }

    /**
     * Creates a table that holds its predictions itself.
     *
     * @param table the rows
     * @param labelled whether the table has the label column at all
     * @param facets the facets whose column the table has
     * @param groupVariable the group variable, if one is declared and the table has the column
     * @param features columns that the model may see, whether the table has them or not
     * @param relation what the engine calls the rows
     */
    public ScoredTable(
            Table table,
            boolean labelled,
            List<FacetSpec> facets,
            Optional<String> groupVariable,
            List<String> features,
            String relation) {
        this(table, labelled, facets, groupVariable, features, false, relation, Optional.empty());
    }

    /**
     * Creates a table without group variable and features.
     *
     * @param table the rows
     * @param labelled whether the table has the label column at all
     * @param facets the facets whose columns the table has
     * @param relation what the engine calls the rows
     */
    public ScoredTable(Table table, boolean labelled, List<FacetSpec> facets, String relation) {
        this(table, labelled, facets, Optional.empty(), List.of(), relation);
    }
}
