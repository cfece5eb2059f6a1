// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The two arms of an experiment. Before both have the planned number of rows, no outcome is in here: what nobody has
 * counted, nobody can act on too early.
 *
 * @param planned rows that each arm must have
 * @param control the arm that is compared with
 * @param treatment the arm that is tried
 * @param leftOut rows of neither arm
 */
public record Arms(long planned, Arm control, Arm treatment, long leftOut) {
    /**
     * One arm.
     *
     * @param value what the arm's column holds
     * @param rows rows with an outcome
     * @param withoutOutcome rows without one, or whose outcome is no number where numbers are compared
     * @param outcome what came of it; empty before both arms are complete
     */
    public record Arm(String value, long rows, long withoutOutcome, Optional<Outcome> outcome) {}

    /**
     * What came of an arm: how many rows had the outcome that is counted, or the sums of a number. The number is
     * measured from {@code min} in units of {@code max - min}, so that the sums are exact whatever its size.
     *
     * @param positives rows with the outcome that is counted; empty for a number
     * @param min smallest number in both arms
     * @param max largest number in both arms
     * @param sum of the numbers, in {@link FixedPoint}
     * @param squares sum of their squares, in {@link FixedPoint}
     */
    public record Outcome(Optional<Long> positives, double min, double max, BigInteger sum, BigInteger squares) {}

    /**
     * Tells whether both arms have as many rows as were planned.
     *
     * @return false if it is too early to look
     */
    public boolean complete() {
        return Math.min(control.rows(), treatment.rows()) >= planned;
    }
}
