// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import java.util.Arrays;
import java.util.Random;

/**
 * How far two tables may seem apart by chance alone: counts are drawn again and again from Poisson distributions around
 * what was seen, and a distance to what was seen is taken each time. The level's quantile of it is the radius of an
 * interval around the distance of the two tables, by the triangle inequality. Unlike an interval of percentiles it also
 * holds where nothing drifted, where a distance can only come out too large; elsewhere it is rather too wide.
 *
 * <p>The same counts give the same radius on every machine: {@link Random} is specified bit by bit, and everything else
 * is strict.
 */
final class Resampling {
    static final String METHOD = "poisson-bootstrap";

    private static final int REPLICATES = 1000;
    private static final int FEWER_REPLICATES = 400;
    private static final int MANY_BINS = 100;
    private static final long SEED = 19_490_518;
    private static final double LARGE = 30;

    private final Random random = new Random(SEED);
    private final double[] before;
    private final double[] now;

    /** Takes counts of the same bins, neither all 0. */
    Resampling(double[] before, double[] now) {
        this.before = smoothed(before);
        this.now = smoothed(now);
    }

    /** One more row, spread over all bins: else a table with all rows in one bin would seem to know no chance. */
    private static double[] smoothed(double[] counts) {
        return Arrays.stream(counts).map(count -> count + 1.0 / counts.length).toArray();
    }

    /** The shares that are drawn around, in the baseline. */
    double[] sharesBefore() {
        return Shares.of(before);
    }

    /** The shares that are drawn around, in the table. */
    double[] sharesNow() {
        return Shares.of(now);
    }

    /** What one replicate gives, from the shares as drawn. */
    @FunctionalInterface
    interface Noise {
        double of(double[] drawnBefore, double[] drawnNow);
    }

    /** The level's quantile of what the replicates give. */
    double radius(double level, Noise noise) {
        int replicates = before.length > MANY_BINS ? FEWER_REPLICATES : REPLICATES;
        double[] found = new double[replicates];
        for (int i = 0; i < replicates; i++) {
            found[i] = noise.of(draw(before), draw(now));
        }
        Arrays.sort(found);
        return found[(int) Math.ceil(level * (replicates - 1))];
    }

    private double[] draw(double[] counts) {
        double[] drawn = new double[counts.length];
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            drawn[i] = poisson(counts[i]);
            total += drawn[i];
        }
        // of a handful of rows a draw may hold none; it then says nothing
        return Shares.of(total == 0 ? counts : drawn);
    }

    private double poisson(double mean) {
        if (mean == 0) {
            return 0;
        }
        if (mean > LARGE) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        // Knuth: as many uniform factors as it takes to fall below exp(-mean)
        double limit = StrictMath.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
