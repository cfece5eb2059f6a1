// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.Outcomes;
import java.util.Random;

/**
 * The numbers that {@link Random}, which is specified bit by bit, gives with one seed. The normal ones that they begin
 * with are made once for all, as making them is most of the work of a bootstrap.
 */
final class SeededNumbers {
    private static final long SEED = 20_061_950;

    /** As many as a bootstrap takes where no count is small. */
    private static final double[] FIRST =
            normals(new Random(SEED), 2 * Outcomes.BINS * CalibrationBootstrap.REPLICATES);

    private int taken;
    /** Goes on where those end, or where a uniform number is asked for; null until then. */
    private Random later;

    private static double[] normals(Random random, int count) {
        double[] normals = new double[count];
        for (int i = 0; i < count; i++) {
            normals[i] = random.nextGaussian();
        }
        return normals;
    }

    /** Returns the next number, normal with mean 0 and variance 1. */
    double normal() {
        return later == null && taken < FIRST.length ? FIRST[taken++] : later().nextGaussian();
    }

    /** Returns the next number, uniform from 0 to below 1. */
    double uniform() {
        return later().nextDouble();
    }

    private Random later() {
        if (later == null) {
            later = new Random(SEED);
            normals(later, taken);
        }
        return later;
    }
}
