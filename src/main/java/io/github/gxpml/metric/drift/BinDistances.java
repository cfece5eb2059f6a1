// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.drift.Comparison.Binned;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Rules of drift metrics that look at the shares of bins. */
final class BinDistances {
    static final DriftMetric.Rule PSI = comparison -> rooted(comparison, Shares::psi, true, Range.POSITIVE);

    static final DriftMetric.Rule JS =
            comparison -> rooted(comparison, Shares::jensenShannon, false, new Range(0, Math.sqrt(StrictMath.log(2))));

    static final DriftMetric.Rule TVD = comparison -> plain(comparison, Shares::totalVariation);

    static final DriftMetric.Rule LINF = comparison -> plain(comparison, Shares::largest);

    private BinDistances() {}

    static MetricValue chiSquare(Comparison comparison, ToDoubleFunction<ChiSquare.Test> number) {
        Optional<MetricValue> lacking = comparison.binsLacking();
        if (lacking.isPresent()) {
            return lacking.get();
        }
        Binned bins = comparison.bins();
        Optional<ChiSquare.Test> test = ChiSquare.of(bins);
        if (test.isEmpty()) {
            return MetricValue.undefined("there are not two bins with an expected count of 5 or more", bins.n());
        }
        String told = comparison.toldOfBins();
        return MetricValue.exact(number.applyAsDouble(test.get()), bins.n())
                .withDetail(test.get().told() + (told.isEmpty() ? "" : "; " + told));
    }

    /** A distance of shares that is a norm of their difference. */
    private static MetricValue plain(Comparison comparison, Shares.Distance distance) {
        Optional<MetricValue> lacking = comparison.binsLacking();
        if (lacking.isPresent()) {
            return lacking.get();
        }
        Binned bins = comparison.bins();
        var resampling = resampling(bins);
        double[] before = resampling.sharesBefore();
        double[] now = resampling.sharesNow();
        double radius = resampling.radius(
                comparison.options().level(),
                (drawnBefore, drawnNow) -> distance.of(difference(drawnBefore, before), difference(drawnNow, now)));
        double value = distance.of(Shares.of(bins.before()), Shares.of(bins.now()));
        var interval = around(value, radius, Range.UNIT, comparison.options().level());
        return MetricValue.estimate(value, interval, bins.n()).withDetail(comparison.toldOfBins());
    }

    /** A divergence, whose square root is (nearly) a distance; given as such or squared. */
    private static MetricValue rooted(Comparison comparison, Shares.Distance divergence, boolean squared, Range range) {
        Optional<MetricValue> lacking = comparison.binsLacking();
        if (lacking.isPresent()) {
            return lacking.get();
        }
        Binned bins = comparison.bins();
        var resampling = resampling(bins);
        double[] before = resampling.sharesBefore();
        double[] now = resampling.sharesNow();
        double level = comparison.options().level();
        double radius = resampling.radius(
                level,
                (drawnBefore, drawnNow) ->
                        Math.sqrt(divergence.of(drawnBefore, before)) + Math.sqrt(divergence.of(drawnNow, now)));
        double value = divergence.of(Shares.of(bins.before()), Shares.of(bins.now()));
        double root = Math.sqrt(value);
        var interval = around(root, radius, range, level);
        MetricValue result = squared
                ? MetricValue.estimate(value, squared(interval), bins.n())
                : MetricValue.estimate(root, interval, bins.n());
        return result.withDetail(comparison.toldOfBins());
    }

    private static Resampling resampling(Binned bins) {
        return new Resampling(
                bins.before().stream().mapToDouble(Long::doubleValue).toArray(),
                bins.now().stream().mapToDouble(Long::doubleValue).toArray());
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    static Interval around(double value, double radius, Range range, double level) {
        return new Interval(
                Math.max(range.min(), value - radius),
                Math.max(value, Math.min(range.max(), value + radius)),
                level,
                Resampling.METHOD);
    }

    private static Interval squared(Interval root) {
        double lower = root.lower() * root.lower();
        double upper = root.upper() * root.upper();
        return new Interval(lower, upper, root.level(), root.method());
    }
}
