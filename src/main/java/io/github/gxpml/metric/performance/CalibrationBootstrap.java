// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.FixedPoint;
import io.github.gxpml.data.Outcomes.Bin;
import io.github.gxpml.metric.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * Draws the counts of score bins again and again from Poisson distributions around what was seen (Hanley and MacGibbon
 * 2006, Comput Methods Programs Biomed 83:57). The same counts give the same interval on every machine: the numbers are
 * {@link SeededNumbers}, and everything else is strict.
 */
public final class CalibrationBootstrap {
    static final int REPLICATES = 2000;

    /** So many draws are to lie beyond either bound, also at the levels that many comparisons together ask for. */
    private static final int BEYOND = 5;

    private static final int MOST_REPLICATES = 100_000;

    private static final double LARGE = 30;

    private final SeededNumbers random = new SeededNumbers();
    private final double[] counts;
    private final double[] excess;

    /** A number made of the counts of bins. */
    @FunctionalInterface
    interface Statistic {
        /**
         * Computes the number.
         *
         * @param rows by bin
         * @param positives by bin, of those rows
         * @param excess sum of scores less number of positives, by bin
         * @return the number
         */
        double of(double[] rows, double[] positives, double[] excess);
    }

    private CalibrationBootstrap(List<Bin> bins) {
        counts = new double[2 * bins.size()];
        excess = new double[2 * bins.size()];
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            counts[2 * i] = bin.positives();
            counts[2 * i + 1] = bin.negatives();
            // what one row of the cell adds to (sum of scores - number of positives), on average
            excess[2 * i] = bin.positives() == 0 ? 0 : FixedPoint.mean(bin.positiveScores(), bin.positives()) - 1;
            excess[2 * i + 1] = bin.negatives() == 0 ? 0 : FixedPoint.mean(bin.negativeScores(), bin.negatives());
        }
    }

    /**
     * Returns the interval of the expected calibration error of bins.
     *
     * @param bins at least one with rows
     * @param value the error
     * @param level confidence level
     * @return holds the value
     */
    public static Interval interval(List<Bin> bins, double value, double level) {
        return interval(bins, CalibrationBootstrap::expectedError, value, level);
    }

    static Interval interval(List<Bin> bins, Statistic statistic, double value, double level) {
        int replicates = (int) Math.max(REPLICATES, Math.min(MOST_REPLICATES, Math.ceil(2 * BEYOND / (1 - level))));
        double[] draws = new CalibrationBootstrap(bins).draws(statistic, replicates);
        double lower = draws[(int) Math.floor((1 - level) / 2 * (replicates - 1))];
        double upper = draws[(int) Math.ceil((1 + level) / 2 * (replicates - 1))];
        return new Interval(Math.min(value, lower), Math.max(value, upper), level, "poisson-bootstrap");
    }

    private static double expectedError(double[] rows, double[] positives, double[] excess) {
        double n = 0;
        double error = 0;
        for (int i = 0; i < rows.length; i++) {
            n += rows[i];
            error += Math.abs(excess[i]);
        }
        return n == 0 ? 0 : error / n;
    }

    private double[] draws(Statistic statistic, int replicates) {
        double[] draws = new double[replicates];
        for (int i = 0; i < replicates; i++) {
            draws[i] = draw(statistic);
        }
        Arrays.sort(draws);
        return draws;
    }

    private double draw(Statistic statistic) {
        int bins = counts.length / 2;
        double[] rows = new double[bins];
        double[] positives = new double[bins];
        double[] error = new double[bins];
        for (int i = 0; i < bins; i++) {
            positives[i] = poisson(counts[2 * i]);
            double negatives = poisson(counts[2 * i + 1]);
            rows[i] = positives[i] + negatives;
            error[i] = positives[i] * excess[2 * i] + negatives * excess[2 * i + 1];
        }
        return statistic.of(rows, positives, error);
    }

    private double poisson(double mean) {
        if (mean == 0) {
            return 0;
        }
        if (mean > LARGE) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.normal()));
        }
        // Knuth: as many uniform factors as it takes to fall below exp(-mean)
        double limit = StrictMath.exp(-mean);
        double product = random.uniform();
        int count = 0;
        while (product > limit) {
            product *= random.uniform();
            count++;
        }
        return count;
    }
}
