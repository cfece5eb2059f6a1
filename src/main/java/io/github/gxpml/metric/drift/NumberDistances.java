// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.Moments;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.drift.KolmogorovSmirnov.Distance;
import java.util.Optional;
import java.util.function.Function;

/** Rules of drift metrics that need an order of values, and of those that treat such columns in a way of their own. */
final class NumberDistances {
    /** A baseline with less spread than this counts as having this much, as in Evidently. */
    static final double SMALLEST_DEVIATION = 0.001;

    /** What Deequ takes off where no error is given, about an error of 0.003. */
    private static final double ROBUST = 1.8;

    /** A tie this large makes a p-value worth a word. */
    private static final double TIE = 0.05;

    private NumberDistances() {}

    static MetricValue kolmogorovSmirnov(Comparison comparison) {
        return comparison.numbersLacking().orElseGet(() -> {
            Distance distance = distance(comparison);
            Interval interval = bounds(distance, comparison.options().level());
            return MetricValue.estimate(distance.value(), interval, distance.n())
                    .withDetail(comparison.toldOfNumbers(told(distance)));
        });
    }

    /** The distance is off by no more than each of the two curves is, and by what is not seen between points. */
    private static Interval bounds(Distance distance, double level) {
        double half = (1 - level) / 2;
        double radius = reach(distance.n(), half) + reach(distance.m(), half);
        return new Interval(
                Math.max(0, distance.value() - radius),
                Math.min(1, distance.value() + radius + distance.error()),
                level,
                "dkw");
    }

    /** How far an empirical curve of n rows strays from the true one, but for a chance of the error. */
    private static double reach(long n, double error) {
        return Math.sqrt(StrictMath.log(2 / error) / (2.0 * n));
    }

    static MetricValue chance(Comparison comparison) {
        return comparison.numbersLacking().orElseGet(() -> {
            Distance distance = distance(comparison);
            return MetricValue.exact(distance.chance(), distance.n())
                    .withDetail(comparison.toldOfNumbers(told(distance)) + ties(comparison));
        });
    }

    private static String ties(Comparison comparison) {
        long largest = comparison.numbersNow().at().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        double share = (double) largest / comparison.numbersNow().numbers();
        return share < TIE ? "" : "; " + Numbers.text(share) + " of the numbers are equal, so the p-value is too high";
    }

    private static Distance distance(Comparison comparison) {
        return KolmogorovSmirnov.of(comparison.numbersBefore(), comparison.numbersNow())
                .orElseThrow();
    }

    private static String told(Distance distance) {
        return distance.error() == 0 ? "" : "the distance may be too low by up to " + Numbers.text(distance.error());
    }

    static MetricValue largest(Comparison comparison) {
        return comparison.ordered() ? kolmogorovSmirnov(comparison) : BinDistances.LINF.of(comparison);
    }

    static MetricValue robust(Comparison comparison) {
        Optional<Double> alpha = comparison.request().at();
        if (alpha.isPresent() && !(alpha.get() > 0 && alpha.get() < 1)) {
            return MetricValue.undefined(
                    "`at` is the chance of a false alarm here and must lie between 0 and 1, not " + alpha.get(),
                    comparison.rows());
        }
        MetricValue simple = largest(comparison);
        if (simple.value().isEmpty()) {
            return simple;
        }
        boolean ordered = comparison.ordered();
        double n =
                ordered ? comparison.numbersNow().numbers() : comparison.bins().n();
        double m = ordered
                ? comparison.numbersBefore().numbers()
                : comparison.bins().m();
        double factor = alpha.map(a -> Math.sqrt(-StrictMath.log(a / 2) / 2)).orElse(ROBUST);
        double chance = factor * Math.sqrt((n + m) / (n * m));
        return MetricValue.exact(Math.max(0, simple.value().get() - chance), simple.n())
                .withDetail("linf " + Numbers.text(simple.value().get()) + " less " + Numbers.text(chance)
                        + (simple.detail().isEmpty() ? "" : "; " + simple.detail()));
    }

    static MetricValue wasserstein(Comparison comparison, Function<Optional<Moments>, Optional<Double>> unit) {
        return comparison.numbersLacking().orElseGet(() -> {
            Optional<Double> divisor = unit.apply(comparison.frozen().moments());
            if (divisor.isEmpty()) {
                return comparison
                        .undefined("the baseline is of an earlier version and has no standard deviation - release the"
                                + " model again")
                        .orElseThrow();
            }
            return Wasserstein.of(comparison.numbersBefore(), comparison.numbersNow(), comparison.tails())
                    .map(distance -> wasserstein(comparison, distance, divisor.get()))
                    .orElseGet(() -> comparison
                            .undefined("it is not known where the numbers outside the baseline's points lie")
                            .orElseThrow());
        });
    }

    private static MetricValue wasserstein(Comparison comparison, Wasserstein distance, double unit) {
        long n = comparison.numbersNow().numbers();
        double value = distance.value() / unit;
        double error = distance.error() / unit;
        double level = comparison.options().level();
        double reach = error + distance.radius(level) / unit;
        if (!Double.isFinite(value + reach)) {
            return MetricValue.undefined("the distance is larger than any number", n);
        }
        String told = error == 0 ? "" : "it may be off by up to " + Numbers.text(error);
        return MetricValue.estimate(value, BinDistances.around(value, reach, Range.POSITIVE, level), n)
                .withDetail(comparison.toldOfNumbers(told));
    }
}
