// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.comparison;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Share;

/**
 * How often two models are right about the same rows.
 *
 * @param both rows that both get right
 * @param first rows that only the first gets right
 * @param second rows that only the second gets right
 * @param neither rows that none gets right
 */
record PairedShares(long both, long first, long second, long neither) {
    long rows() {
        return both + first + second + neither;
    }

    double difference() {
        return (double) (first - second) / rows();
    }

    /**
     * Returns the interval of the difference of two paired proportions (Newcombe 1998, Stat Med 17:2635, method 10):
     * Wilson's intervals of both, put together with their correlation.
     *
     * @param level confidence level
     * @return within [-1, 1]
     */
    Interval interval(double level) {
        double n = rows();
        Interval one = Intervals.wilson(new Share(both + first, rows(), "rows"), level);
        Interval two = Intervals.wilson(new Share(both + second, rows(), "rows"), level);
        double p1 = (both + first) / n;
        double p2 = (both + second) / n;
        double down = side(p1 - one.lower(), two.upper() - p2);
        double up = side(one.upper() - p1, p2 - two.lower());
        return new Interval(
                Math.max(-1, difference() - down), Math.min(1, difference() + up), level, "newcombe-paired");
    }

    private double side(double a, double b) {
        return Math.sqrt(Math.max(0, a * a - 2 * correlation() * a * b + b * b));
    }

    /** The correlation of being right, with Newcombe's continuity correction; 0 where a margin is empty. */
    private double correlation() {
        double margins = (double) (both + first) * (second + neither) * (both + second) * (first + neither);
        if (margins == 0) {
            return 0;
        }
        double product = (double) both * neither - (double) first * second;
        double corrected = product > 0 ? Math.max(product - rows() / 2.0, 0) : product;
        return corrected / Math.sqrt(margins);
    }
}
