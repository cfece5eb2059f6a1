// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.Set;

/** What a metric is computed of, beside the facets. */
public enum Input {
    /** The true classes or numbers. */
    LABELS,
    /** The predicted classes, or the predicted numbers of a regression. */
    CLASSES,
    /** The scores, or the prediction intervals of a regression. */
    SCORES,
    /** The scores of an ensemble's members. */
    MEMBERS,
    /** What the predictions declare as their confidence; made from classes and scores where no column says so. */
    CONFIDENCE,
    /** The predictions of another model for the same rows. */
    CHAMPION,
    /** How much each feature added to the scores. */
    ATTRIBUTIONS,
    /** The columns of the table as they are declared: keys, types, domains. */
    COLUMNS,
    /** A baseline that was frozen before. */
    BASELINE,
    /** The plan of an experiment, and its arms. */
    EXPERIMENT,
    /** What happened in the run. */
    RUN;

    /** What a table with labels and predictions gives, whether a spec describes it or not. */
    public static final Set<Input> OF_PREDICTIONS = Set.of(LABELS, CLASSES, SCORES, MEMBERS, CONFIDENCE);
}
