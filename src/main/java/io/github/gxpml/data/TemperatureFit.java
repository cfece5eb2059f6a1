// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.math.BigInteger;

/**
 * The temperature that makes the log loss of a set of rows least. With z = ln(score / (1 - score)), and m = z where the
 * label is positive, -z where it is negative, the log loss at temperature T is the sum of ln(1 + exp(-m / T)): convex
 * in 1/T. Of the very rows that it was fitted on: fits of parts do not add up. Sums are in {@link FixedPoint}.
 *
 * @param impossible why there is no temperature, as the end of a sentence; empty if there is one
 * @param rows labelled rows that it was fitted on
 * @param certain labelled rows left out, because no temperature moves a score of exactly 0 or 1
 * @param inverse 1/T; 0 if there is no temperature
 * @param slope sum of m / (1 + exp(m / T)), the negative derivative of the log loss by 1/T: 0 but for the rounding of
 *     rows is the proof of the least
 * @param curvature sum of m^2 exp(m / T) / (1 + exp(m / T))^2, the second derivative
 */
public record TemperatureFit(
        String impossible, long rows, long certain, double inverse, BigInteger slope, BigInteger curvature) {

    /** Temperatures are looked for from 1/{@value} to {@value}. */
    public static final double MOST = 1024;

    static TemperatureFit impossible(String reason, long rows, long certain) {
        return new TemperatureFit(reason, rows, certain, 0, BigInteger.ZERO, BigInteger.ZERO);
    }
}
