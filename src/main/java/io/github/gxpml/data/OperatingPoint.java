// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The threshold that meets a target best: scores at or above it are called positive.
 *
 * @param target what it had to meet
 * @param threshold a score of the table; empty if the target is met by calling nothing positive, or by no threshold
 * @param truePositives rows with positive label at or above the threshold
 * @param falsePositives rows with negative label at or above it
 */
public record OperatingPoint(Target target, Optional<Double> threshold, long truePositives, long falsePositives) {

    /** Which threshold is wanted. */
    public enum Kind {
        /** The highest threshold with at least this sensitivity: it has the highest specificity of those. */
        SENSITIVITY,
        /** The threshold with the highest sensitivity of those with at least this specificity. */
        SPECIFICITY,
        /** The threshold with the highest recall of those with at least this precision. */
        PRECISION,
        /** The threshold with the highest precision of those with at least this recall; the lowest of equal ones. */
        RECALL
    }

    /**
     * What a threshold must meet.
     *
     * @param kind of what
     * @param at at least this share, from 0 to 1; looked at with 15 decimals
     */
    public record Target(Kind kind, double at) implements Comparable<Target>, Serializable {
        private static final int DECIMALS = 15;

        /** Refuses what is no share. */
        public Target {
            if (!(at >= 0 && at <= 1)) {
                throw new IllegalArgumentException("a required share lies between 0 and 1, this is " + at);
            }
        }

        /** The share as it is written in decimal digits, so that 0.1 of 10 rows is one row. */
        private BigDecimal share() {
            return BigDecimal.valueOf(at).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        }

        /**
         * Returns how many rows it takes.
         *
         * @param total of how many
         * @return the smallest number that is at least this share of them
         */
        public long least(long total) {
            return share().multiply(BigDecimal.valueOf(total))
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
        }

        /** The share as a number of {@link #whole()}. */
        BigInteger part() {
            return share().unscaledValue();
        }

        static BigInteger whole() {
            return BigInteger.TEN.pow(DECIMALS);
        }

        @Override
        public int compareTo(Target other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? Double.compare(at, other.at) : byKind;
        }
    }

    /**
     * Returns the point at which nothing is called positive.
     *
     * @param target what had to be met
     * @return no threshold, no rows
     */
    static OperatingPoint none(Target target) {
        return new OperatingPoint(target, Optional.empty(), 0, 0);
    }
}
