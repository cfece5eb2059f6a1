// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

/** What of a scored table a metric looks at, beside the facets. */
public enum Input {
    /** The true classes or numbers. */
    LABELS,
    /** The predicted classes, or the predicted numbers of a regression. */
    CLASSES,
    /** The scores. */
    SCORES,
    /** The scores of an ensemble's members. */
    MEMBERS,
    /** What the predictions declare as their confidence; made from classes and scores where no column says so. */
    CONFIDENCE
}
