// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.Outcomes;

/**
 * A count out of a total.
 *
 * @param count from 0 to {@code total}
 * @param total 0 if there is no share
 * @param of what the total counts, in the plural, for messages
 */
public record Share(long count, long total, String of) {
    /**
     * Returns rows with positive label among labelled rows.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share labelPositive(Outcomes o) {
        return new Share(o.positives(), o.labelled(), "labelled rows");
    }

    /**
     * Returns rows predicted positive among all rows, labelled or not.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share predictedPositive(Outcomes o) {
        return new Share(o.predictedPositives(), o.rows(), "rows");
    }

    /**
     * Returns rows predicted right among labelled rows.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share accuracy(Outcomes o) {
        return new Share(o.truePositives() + o.trueNegatives(), o.labelled(), "labelled rows");
    }

    /**
     * Returns true positives among rows with positive label.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share recall(Outcomes o) {
        return new Share(o.truePositives(), o.positives(), "positive labels");
    }

    /**
     * Returns true negatives among rows with negative label.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share specificity(Outcomes o) {
        return new Share(o.trueNegatives(), o.negatives(), "negative labels");
    }

    /**
     * Returns true positives among labelled rows predicted positive.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share precision(Outcomes o) {
        return new Share(o.truePositives(), o.truePositives() + o.falsePositives(), "positive predictions");
    }

    /**
     * Returns true negatives among labelled rows predicted negative.
     *
     * @param o outcomes
     * @return the share
     */
    public static Share negativePrecision(Outcomes o) {
        return new Share(o.trueNegatives(), o.trueNegatives() + o.falseNegatives(), "negative predictions");
    }

    /**
     * Tells whether the total is 0.
     *
     * @return true if there is no share
     */
    public boolean empty() {
        return total == 0;
    }

    /**
     * Tells whether the count is the total.
     *
     * @return true if the share is 1
     */
    public boolean full() {
        return count == total;
    }

    /**
     * Returns the share as a number.
     *
     * @return from 0 to 1; NaN if the total is 0
     */
    public double value() {
        return (double) count / total;
    }
}
