// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.Outcomes.Bin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Labels against scores after temperature scaling, sigmoid(z / T) with z = ln(score / (1 - score)); scores of exactly 0
 * and 1 stay. The scores of two parts, scaled alike, add up to those of the whole. Sums are in {@link FixedPoint}.
 *
 * @param inverse 1/T
 * @param rows labelled rows
 * @param certainErrors labelled rows whose score is exactly 0 or 1 and wrong; they are in no log loss
 * @param squaredError sum of (label - scaled score)^2
 * @param squaredErrorSquares sum of (label - scaled score)^4
 * @param logLoss sum of the log losses after scaling, natural logarithm, over labelled rows but the certain errors
 * @param logLossSquares sum of the squares of those
 * @param gain sum of log loss before scaling less log loss after it, of the same rows
 * @param gainSquares sum of the squares of those
 * @param bins labelled rows by scaled score, as in {@link Outcomes}
 */
public record ScaledScores(
        double inverse,
        long rows,
        long certainErrors,
        BigInteger squaredError,
        BigInteger squaredErrorSquares,
        BigInteger logLoss,
        BigInteger logLossSquares,
        BigInteger gain,
        BigInteger gainSquares,
        List<Bin> bins) {

    /** Copies the bins and checks their number. */
    public ScaledScores {
        bins = List.copyOf(bins);
        if (bins.size() != Outcomes.BINS) {
            throw new IllegalArgumentException(
                    "there are " + bins.size() + " score bins where " + Outcomes.BINS + " belong");
        }
    }

    static ScaledScores none(double inverse) {
        BigInteger zero = BigInteger.ZERO;
        return new ScaledScores(
                inverse, 0, 0, zero, zero, zero, zero, zero, zero, Collections.nCopies(Outcomes.BINS, Bin.EMPTY));
    }

    /**
     * Adds the rows of another part.
     *
     * @param other the other part, scaled with the same temperature
     * @return the scores of both parts
     */
    public ScaledScores plus(ScaledScores other) {
        if (inverse != other.inverse) {
            throw new IllegalArgumentException(
                    "scores scaled by 1/" + inverse + " and by 1/" + other.inverse + " do not add up");
        }
        List<Bin> sum = new ArrayList<>();
        for (int i = 0; i < bins.size(); i++) {
            sum.add(bins.get(i).plus(other.bins.get(i)));
        }
        return new ScaledScores(
                inverse,
                rows + other.rows,
                certainErrors + other.certainErrors,
                squaredError.add(other.squaredError),
                squaredErrorSquares.add(other.squaredErrorSquares),
                logLoss.add(other.logLoss),
                logLossSquares.add(other.logLossSquares),
                gain.add(other.gain),
                gainSquares.add(other.gainSquares),
                sum);
    }
}
