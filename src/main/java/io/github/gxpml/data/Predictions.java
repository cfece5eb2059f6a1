// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/** The columns of a file of predictions. */
public final class Predictions {
    /** The row's key, unless the file has a column with the name of the data's own key column. */
    public static final String KEY = "key";

    /** Score of the positive class, from 0 to 1. */
    public static final String SCORE = "score";

    /** Before the name of a class: the score of that class, where the label has several; all of a row are 1 in sum. */
    public static final String SCORE_OF = "score.";

    /** Predicted class, 1 for positive and 0 for negative; else the predicted class itself, or the predicted number. */
    public static final String PREDICTED = "predicted";

    /** Start of the name of a column that holds how much a feature added to the score; the feature's name follows. */
    public static final String ATTRIBUTION = "attribution.";

    /** Lower bound of the prediction interval of a number. */
    public static final String LOWER = "lower";

    /** Upper bound of the prediction interval of a number. */
    public static final String UPPER = "upper";

    /**
     * What the columns of an ensemble's members, or of passes with dropout, are called before their number, from 1:
     * scores of the positive class, from 0 to 1. They may be absent.
     */
    public static final String MEMBER = "member.";

    /** How sure the predicted class is, from 0 to 1; if the column is absent, the score given to that class. */
    public static final String CONFIDENCE = "confidence";

    private Predictions() {}
}
