// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

/**
 * What predictions have beside score and class.
 *
 * @param members number of columns with the scores of an ensemble's members, or of passes of one model; 0 for none
 * @param confidence whether they declare how sure the predicted class is; if not, it is the score given to it
 */
public record PredictionExtras(int members, boolean confidence) {
    /** Nothing beside score and class. */
    public static final PredictionExtras NONE = new PredictionExtras(0, false);

    /** More members are refused: each is a term of a statement. */
    public static final int MOST_MEMBERS = 256;

    /** Checks the number. */
    public PredictionExtras {
        if (members < 0 || members == 1 || members > MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "an ensemble has from 2 to " + MOST_MEMBERS + " members, this one has " + members);
        }
    }
}
