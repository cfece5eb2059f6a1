// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.metric.MetricValue;
import java.util.List;

/** Compares the shares of bins. */
final class BinShares {
    /** Stands for the share of an empty bin; small beside any share that matters, as in other tools. */
    static final double FLOOR = 0.0001;

    private BinShares() {}

    static long total(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    static MetricValue psi(List<Long> baseline, List<Long> current) {
        long m = total(baseline);
        long n = total(current);
        if (m == 0 || n == 0) {
            return MetricValue.undefined(m == 0 ? "the baseline has no rows" : "there are no rows", n);
        }
        double psi = 0;
        for (int i = 0; i < baseline.size(); i++) {
            if (baseline.get(i) + current.get(i) > 0) {
                double p = Math.max(FLOOR, (double) baseline.get(i) / m);
                double q = Math.max(FLOOR, (double) current.get(i) / n);
                psi += (p - q) * StrictMath.log(p / q);
            }
        }
        return MetricValue.exact(psi, n);
    }
}
