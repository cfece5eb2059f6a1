// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import java.util.List;

/** Distances between the shares of bins. */
final class Shares {
    /** Stands for the share of an empty bin in PSI; small beside any share that matters, as in other tools. */
    static final double FLOOR = 0.0001;

    private Shares() {}

    /** Two lists of shares give a number. */
    @FunctionalInterface
    interface Distance {
        double of(double[] p, double[] q);
    }

    static double[] of(List<Long> counts) {
        return of(counts.stream().mapToDouble(Long::doubleValue).toArray());
    }

    /** Shares of a total that is not 0. */
    static double[] of(double[] counts) {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        double[] shares = new double[counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = counts[i] / total;
        }
        return shares;
    }

    static double psi(double[] p, double[] q) {
        double psi = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0 || q[i] > 0) {
                double floored = Math.max(FLOOR, p[i]);
                double other = Math.max(FLOOR, q[i]);
                psi += (floored - other) * StrictMath.log(floored / other);
            }
        }
        return psi;
    }

    /** The Jensen-Shannon divergence with natural logarithms, at most ln 2. */
    static double jensenShannon(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double middle = (p[i] + q[i]) / 2;
            sum += entropy(p[i], middle) + entropy(q[i], middle);
        }
        return Math.max(0, sum / 2);
    }

    private static double entropy(double share, double middle) {
        return share == 0 ? 0 : share * StrictMath.log(share / middle);
    }

    static double totalVariation(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - q[i]);
        }
        return Math.min(1, sum / 2);
    }

    static double largest(double[] p, double[] q) {
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.abs(p[i] - q[i]));
        }
        return largest;
    }
}
