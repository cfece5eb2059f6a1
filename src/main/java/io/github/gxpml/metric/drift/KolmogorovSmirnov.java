// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.NumberCounts;
import java.util.Optional;

/** The two-sample Kolmogorov-Smirnov distance on the baseline's points, and its asymptotic p-value. */
final class KolmogorovSmirnov {
    private static final double SMALL = 1.18;
    private static final int TERMS = 20;

    private KolmogorovSmirnov() {}

    /**
     * A distance.
     *
     * @param value from 0 to 1
     * @param n numbers in the table
     * @param m numbers in the baseline
     * @param error by how much the value may be too low: the largest share of the baseline between two points
     */
    record Distance(double value, long n, long m, double error) {
        double chance() {
            return survival(Math.sqrt((double) n / (n + m) * m) * value);
        }
    }

    static Optional<Distance> of(NumberCounts baseline, NumberCounts current) {
        long m = baseline.numbers();
        long n = current.numbers();
        if (m == 0 || n == 0) {
            return Optional.empty();
        }
        double largest = 0;
        double error = 0;
        long seenBaseline = 0;
        long seenCurrent = 0;
        for (int i = 0; i < baseline.points().size(); i++) {
            error = Math.max(error, (double) baseline.between().get(i) / m);
            seenBaseline += baseline.between().get(i);
            seenCurrent += current.between().get(i);
            // just below the point, then at it
            largest = Math.max(largest, Math.abs((double) seenBaseline / m - (double) seenCurrent / n));
            seenBaseline += baseline.at().get(i);
            seenCurrent += current.at().get(i);
            largest = Math.max(largest, Math.abs((double) seenBaseline / m - (double) seenCurrent / n));
        }
        return Optional.of(new Distance(largest, n, m, error));
    }

    /** Kolmogorov's limiting distribution; of its two series the one that converges fast. */
    static double survival(double x) {
        if (x <= 0) {
            return 1;
        }
        double sum = 0;
        if (x < SMALL) {
            for (int k = 1; k <= TERMS; k++) {
                double odd = 2 * k - 1;
                sum += StrictMath.exp(-odd * odd * Math.PI * Math.PI / (8 * x * x));
            }
            return Math.max(0, 1 - Math.sqrt(2 * Math.PI) / x * sum);
        }
        for (int k = 1; k <= TERMS; k++) {
            sum += (k % 2 == 0 ? -2 : 2) * StrictMath.exp(-2.0 * k * k * x * x);
        }
        return Math.min(1, Math.max(0, sum));
    }
}
