// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Labels against predictions of a set of rows: counts and exact sums. The outcomes of two parts add up to those of the
 * whole. Sums are in {@link FixedPoint}.
 *
 * @param truePositives label positive, predicted positive
 * @param falsePositives label negative, predicted positive
 * @param trueNegatives label negative, predicted negative
 * @param falseNegatives label positive, predicted negative
 * @param unlabelledPositives no label, predicted positive
 * @param unlabelledNegatives no label, predicted negative
 * @param certainErrors labelled rows whose score is exactly 0 or 1 and wrong; they are in no log loss
 * @param squaredError sum of (label - score)^2 over labelled rows
 * @param squaredErrorSquares sum of (label - score)^4
 * @param logLoss sum of -ln(score given to the label), natural logarithm, over labelled rows but the certain errors
 * @param logLossSquares sum of the squares of those
 * @param bins labelled rows by score, {@value #BINS} bins of equal width, bin of score p is floor(15 p), 1 in the last
 */
public record Outcomes(
        long truePositives,
        long falsePositives,
        long trueNegatives,
        long falseNegatives,
        long unlabelledPositives,
        long unlabelledNegatives,
        long certainErrors,
        BigInteger squaredError,
        BigInteger squaredErrorSquares,
        BigInteger logLoss,
        BigInteger logLossSquares,
        List<Bin> bins) {

    /** Number of score bins. */
    public static final int BINS = 15;

    /** No rows. */
    public static final Outcomes NONE = new Outcomes(
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            Collections.nCopies(BINS, Bin.EMPTY));

    /** Copies the bins and checks their number. */
    public Outcomes {
        bins = List.copyOf(bins);
        if (bins.size() != BINS) {
            throw new IllegalArgumentException("there are " + bins.size() + " score bins where " + BINS + " belong");
        }
    }

    /**
     * The labelled rows of one score bin.
     *
     * @param positives rows with positive label
     * @param negatives rows with negative label
     * @param positiveScores sum of the positives' scores
     * @param negativeScores sum of the negatives' scores
     */
    public record Bin(long positives, long negatives, BigInteger positiveScores, BigInteger negativeScores) {
        /** No rows. */
        public static final Bin EMPTY = new Bin(0, 0, BigInteger.ZERO, BigInteger.ZERO);

        /**
         * Adds the rows of another part.
         *
         * @param other same bin of the other part
         * @return the bin of both parts
         */
        public Bin plus(Bin other) {
            return new Bin(
                    positives + other.positives,
                    negatives + other.negatives,
                    positiveScores.add(other.positiveScores),
                    negativeScores.add(other.negativeScores));
        }
    }

    /**
     * Adds the rows of another part.
     *
     * @param other the other part
     * @return the outcomes of both parts
     */
    public Outcomes plus(Outcomes other) {
        List<Bin> sum = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            sum.add(bins.get(i).plus(other.bins.get(i)));
        }
        return new Outcomes(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                trueNegatives + other.trueNegatives,
                falseNegatives + other.falseNegatives,
                unlabelledPositives + other.unlabelledPositives,
                unlabelledNegatives + other.unlabelledNegatives,
                certainErrors + other.certainErrors,
                squaredError.add(other.squaredError),
                squaredErrorSquares.add(other.squaredErrorSquares),
                logLoss.add(other.logLoss),
                logLossSquares.add(other.logLossSquares),
                sum);
    }

    /**
     * Tells whether the labelled rows have scores.
     *
     * @return false if there are labelled rows, but no sums of scores
     */
    public boolean scored() {
        return labelled() == 0 || bins.stream().anyMatch(bin -> bin.positives() + bin.negatives() > 0);
    }

    /**
     * Returns the same counts where the rows have no scores.
     *
     * @return without any sum of scores
     */
    public Outcomes withoutScores() {
        return new Outcomes(
                truePositives,
                falsePositives,
                trueNegatives,
                falseNegatives,
                unlabelledPositives,
                unlabelledNegatives,
                0,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                NONE.bins());
    }

    /**
     * Counts rows with positive label.
     *
     * @return the number
     */
    public long positives() {
        return truePositives + falseNegatives;
    }

    /**
     * Counts rows with negative label.
     *
     * @return the number
     */
    public long negatives() {
        return trueNegatives + falsePositives;
    }

    /**
     * Counts rows with a label.
     *
     * @return the number
     */
    public long labelled() {
        return positives() + negatives();
    }

    /**
     * Counts rows without a label.
     *
     * @return the number
     */
    public long unlabelled() {
        return unlabelledPositives + unlabelledNegatives;
    }

    /**
     * Counts all rows.
     *
     * @return the number
     */
    public long rows() {
        return labelled() + unlabelled();
    }

    /**
     * Counts rows that are predicted positive, labelled or not.
     *
     * @return the number
     */
    public long predictedPositives() {
        return truePositives + falsePositives + unlabelledPositives;
    }
}
