// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import java.util.Optional;

/**
 * Finds where the derivative of a convex function is 0, with Newton's steps kept inside of a bracket. Deterministic:
 * equal derivatives give equal results, whoever computes them.
 *
 * @param <T> what comes with the derivative
 */
final class TemperatureSearch<T extends TemperatureSearch.Slope> {
    private static final int MOST_STEPS = 200;

    private double low = 1 / TemperatureFit.MOST;
    private double high = TemperatureFit.MOST;

    /** The negative derivative at a point, and how fast it falls. */
    interface Slope {
        double slope();

        double curvature();

        /** Tells whether the derivative is as good as 0 for a Newton step of this size, in shares of the point. */
        boolean settled(double step);
    }

    /** Computes the derivative. */
    @FunctionalInterface
    interface Function<T> {
        T at(double point) throws DataException;
    }

    /** Where it is 0; empty if beyond the ends of the bracket. */
    Optional<T> search(Function<T> function, double start) throws DataException {
        double point = Math.min(high, Math.max(low, start));
        for (int i = 0; i < MOST_STEPS; i++) {
            T found = function.at(point);
            double step = found.slope() / found.curvature();
            if (found.settled(step / point)) {
                return Optional.of(found);
            }
            boolean end = found.slope() > 0 ? point >= TemperatureFit.MOST : point <= 1 / TemperatureFit.MOST;
            if (end) {
                return Optional.empty();
            }
            if (found.slope() > 0) {
                low = point;
            } else {
                high = point;
            }
            double next = next(point + step);
            if (next == point) {
                return Optional.of(found);
            }
            point = next;
        }
        throw new DataException("the temperature did not settle in " + MOST_STEPS
                + " steps - report this with the scores, it is a fault of the search");
    }

    private double next(double wanted) {
        if (wanted > low && wanted < high) {
            return wanted;
        }
        // an end that was never looked at is looked at itself, before the middle is
        if (wanted >= high && high >= TemperatureFit.MOST) {
            return high;
        }
        if (wanted <= low && low <= 1 / TemperatureFit.MOST) {
            return low;
        }
        return Math.sqrt(low) * Math.sqrt(high);
    }
}
