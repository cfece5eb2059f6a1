// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/** The columns of a file of predictions. */
public final class Predictions {
    /** The row's key, unless the file has a column with the name of the data's own key column. */
    public static final String KEY = "key";

    /** Score of the positive class, from 0 to 1. */
    public static final String SCORE = "score";

    /** Predicted class, 1 for positive and 0 for negative. */
    public static final String PREDICTED = "predicted";

    /** Start of the name of a column that holds how much a feature added to the score; the feature's name follows. */
    public static final String ATTRIBUTION = "attribution.";

    private Predictions() {}
}
