// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

/** What of a scored table a metric looks at, beside the facets. */
public enum Input {
    /** The true classes or numbers. */
    LABELS,
    /** The predicted classes, or the predicted numbers of a regression. */
    CLASSES,
    /** The scores. */
    SCORES
}
