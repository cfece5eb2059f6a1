// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;

/**
 * How the members of an ensemble, or the passes of a model with dropout, differ in their scores. H(p) is the entropy -p
 * ln(p) - (1 - p) ln(1 - p) in nats. Two parts add up to the whole. Sums are in {@link FixedPoint}.
 *
 * @param members number of members
 * @param rows all rows
 * @param spread sum over rows of the standard deviation of the members' scores, divided by their number
 * @param spreadSquares sum of the squares of those
 * @param entropy sum of H(mean of the members' scores)
 * @param entropySquares sum of the squares of those
 * @param information sum of H(mean of the members' scores) - mean of H(member's score)
 * @param informationSquares sum of the squares of those
 * @param losses losses of the mean of the members' scores
 */
public record MemberSums(
        int members,
        long rows,
        BigInteger spread,
        BigInteger spreadSquares,
        BigInteger entropy,
        BigInteger entropySquares,
        BigInteger information,
        BigInteger informationSquares,
        Losses losses) {

    /**
     * Losses of a score against the labels.
     *
     * @param labelled rows with a label
     * @param certainErrors labelled rows whose score is exactly 0 or 1 and wrong; they are in no log loss
     * @param squaredError sum of (label - score)^2
     * @param squaredErrorSquares sum of (label - score)^4
     * @param logLoss sum of -ln(score given to the label) over labelled rows but the certain errors
     * @param logLossSquares sum of the squares of those
     */
    public record Losses(
            long labelled,
            long certainErrors,
            BigInteger squaredError,
            BigInteger squaredErrorSquares,
            BigInteger logLoss,
            BigInteger logLossSquares) {

        private Losses plus(Losses other) {
            return new Losses(
                    labelled + other.labelled,
                    certainErrors + other.certainErrors,
                    squaredError.add(other.squaredError),
                    squaredErrorSquares.add(other.squaredErrorSquares),
                    logLoss.add(other.logLoss),
                    logLossSquares.add(other.logLossSquares));
        }
    }

    /**
     * Adds the rows of another part.
     *
     * @param other the other part, of as many members
     * @return the sums of both parts
     */
    public MemberSums plus(MemberSums other) {
        if (members != other.members) {
            throw new IllegalArgumentException(
                    "sums of " + members + " and of " + other.members + " members do not add up");
        }
        return new MemberSums(
                members,
                rows + other.rows,
                spread.add(other.spread),
                spreadSquares.add(other.spreadSquares),
                entropy.add(other.entropy),
                entropySquares.add(other.entropySquares),
                information.add(other.information),
                informationSquares.add(other.informationSquares),
                losses.plus(other.losses));
    }
}
