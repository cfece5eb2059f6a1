// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.spec.DataSpec.LabelSpec;
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
 * @param scoring what the label is, and what of its predictions there is
 * @param extras what the predictions have beside score and class
 */
public record ScoredTable(
        Table table,
        boolean labelled,
        List<FacetSpec> facets,
        Optional<String> groupVariable,
        List<String> features,
        boolean challenged,
        String relation,
        Optional<Table> predictions,
        Scoring scoring,
        PredictionExtras extras) {
    /** Column name that stands for the score in drift metrics. */
    public static final String PREDICTION = "prediction";

    /** Copies the facets. */
    public ScoredTable {
        facets = List.copyOf(facets);
        features = List.copyOf(features);
    }

    /**
     * What the label of a scored table is, and what of its predictions there is.
     *
     * @param label the label as declared
     * @param classes declared classes of a label with several, as they come out of its column; empty if the data tells
     * @param scoredClasses whether each of those classes has a score
     * @param noScores why there is no score of the positive class, where the label is not binary; empty if there is
     */
    public record Scoring(LabelSpec label, List<String> classes, boolean scoredClasses, Optional<String> noScores) {
        /** Copies the classes. */
        public Scoring {
            classes = List.copyOf(classes);
        }

        /**
         * Describes a binary label, every row of which has a score.
         *
         * @param label the label as declared
         * @return nothing more
         */
        public static Scoring binary(LabelSpec label) {
            return new Scoring(label, List.of(), false, Optional.empty());
        }
    }

    /**
     * Creates a table that holds its predictions itself.
     *
     * @param table the rows
     * @param labelled whether the table has the label column at all
     * @param facets the facets whose columns the table has
     * @param groupVariable the group variable, if one is declared and the table has the column
     * @param features columns that the model may see, whether the table has them or not
     * @param relation what the engine calls the rows
     * @param scoring what the label is, and what of its predictions there is
     */
    public ScoredTable(
            Table table,
            boolean labelled,
            List<FacetSpec> facets,
            Optional<String> groupVariable,
            List<String> features,
            String relation,
            Scoring scoring) {
        this(
                table,
                labelled,
                facets,
                groupVariable,
                features,
                false,
                relation,
                Optional.empty(),
                scoring,
                PredictionExtras.NONE);
    }

    /**
     * Creates a table with a binary label, without group variable and features.
     *
     * @param table the rows
     * @param labelled whether the table has the label column at all
     * @param facets the facets whose columns the table has
     * @param relation what the engine calls the rows
     */
    public ScoredTable(Table table, boolean labelled, List<FacetSpec> facets, String relation) {
        this(
                table,
                labelled,
                facets,
                Optional.empty(),
                List.of(),
                relation,
                Scoring.binary(new LabelSpec("label", "1")));
    }
}
