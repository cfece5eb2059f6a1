// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import java.util.OptionalDouble;

/**
 * The delete-one jackknife for a statistic of counts (Efron 1982, ch. 3): all rows of a cell give the same value when
 * left out, so it costs one evaluation for each cell, and draws nothing at random.
 */
public final class Jackknife {
    private Jackknife() {}

    /** A statistic of counts. */
    @FunctionalInterface
    public interface Statistic {
        /**
         * Computes the statistic.
         *
         * @param cells counts
         * @return NaN or infinite if it is undefined
         */
        double of(long[] cells);
    }

    /**
     * Returns the variance of a statistic.
     *
     * @param cells counts of independent rows
     * @param statistic what is computed from them
     * @return above 0; empty if there are fewer than two rows, the statistic is undefined without one of them, or does
     *     not change whichever row is left out
     */
    public static OptionalDouble variance(long[] cells, Statistic statistic) {
        long n = 0;
        for (long count : cells) {
            n += count;
        }
        double[] without = new double[cells.length];
        double mean = 0;
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] > 0) {
                long[] fewer = cells.clone();
                fewer[i]--;
                without[i] = statistic.of(fewer);
                mean += without[i] * cells[i] / n;
            }
        }
        double sum = 0;
        for (int i = 0; i < cells.length; i++) {
            sum += cells[i] == 0 ? 0 : cells[i] * (without[i] - mean) * (without[i] - mean);
        }
        double variance = sum * (n - 1) / n;
        return n > 1 && Double.isFinite(variance) && variance > 0
                ? OptionalDouble.of(variance)
                : OptionalDouble.empty();
    }
}
