// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Flips;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import io.github.gxpml.metric.Slices;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Counterfactual flip test: whether people of the disfavoured group would be predicted otherwise as their neighbours
 * among the rest are. Features are taken as they are, so one with large numbers decides who is near. Not for text
 * features, nor for large tables.
 */
public final class FlipTest implements Metric {
    /** Counterfactual flip test. */
    public static final Metric FT = new FlipTest();

    private static final MetricInfo INFO = new MetricInfo(
            "FT",
            "Counterfactual flip test",
            "",
            Scope.FACET,
            Direction.IDEAL,
            Optional.of(0.0),
            "Positive means that more people of the disfavoured group are refused whose neighbours among the rest are"
                    + " accepted than the other way round; Clarify's code has the opposite sign.",
            "(F+ - F-)/n_d, F+ refused though most of the 5 nearest of the rest are accepted (1 nearest if the rest has"
                    + " fewer than 10 rows), F- accepted though they are refused; Euclidean distance, ties at the"
                    + " 5th share its vote",
            "wilson on F+/n_d and F-/n_d, with their correlation, Zou and Donner 2008; neighbours taken as fixed");

    private FlipTest() {}

    @Override
    public MetricInfo info() {
        return INFO;
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        if (!context.twoClasses(inputs())) {
            return Set.of();
        }
        Set<Need> needs = new HashSet<>(Set.of(new Need.Counts()));
        context.facet(request.facet()).ifPresent(facet -> needs.add(new Need.Neighbours(facet)));
        return needs;
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.CLASSES);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return Slices.groups(states, request.facet(), groups -> {
            if (groups.favoured().rows() == 0) {
                return FacetMetric.everyone(groups, request.facet());
            }
            return Optional.ofNullable(states.flips().get(request.facet()))
                    .map(flips -> compute(flips, states, options))
                    .orElseGet(() -> MetricValue.undefined("neighbours were not looked for", states.rows()));
        });
    }

    /** Of a difference of two shares of the same rows that exclude each other, and so are correlated. */
    private static Interval interval(Share first, Share second, double level) {
        Interval one = Intervals.wilson(first, level);
        Interval two = Intervals.wilson(second, level);
        double p = first.value();
        double q = second.value();
        double correlation = first.full() || second.full() ? 0 : -Math.sqrt(p * q / ((1 - p) * (1 - q)));
        double lower = p - q - root(p - one.lower(), two.upper() - q, correlation);
        double upper = p - q + root(one.upper() - p, q - two.lower(), correlation);
        return new Interval(Math.max(-1, lower), Math.min(1, upper), level, "wilson-exclusive");
    }

    private static double root(double a, double b, double correlation) {
        return Math.sqrt(a * a + b * b - 2 * correlation * a * b);
    }

    private static MetricValue compute(Flips flips, States states, Options options) {
        if (!flips.impossible().isEmpty()) {
            return MetricValue.undefined(flips.impossible(), states.rows());
        }
        long n = flips.disfavoured();
        if (options.asClarify() && flips.incomplete() > 0) {
            return MetricValue.undefined(
                    "Clarify reports an error: " + flips.incomplete() + " rows lack a number in a feature", n);
        }
        Share refused = new Share(flips.refused(), n, "rows");
        Share accepted = new Share(flips.accepted(), n, "rows");
        Share first = options.asClarify() ? accepted : refused;
        Share second = options.asClarify() ? refused : accepted;
        double value = (double) (first.count() - second.count()) / n;
        MetricValue estimate = MetricValue.estimate(value, interval(first, second, options.level()), n);
        String told = flips.refused() + " of " + n + " are refused unlike their neighbours, " + flips.accepted()
                + " accepted";
        return Slices.alsoTelling(
                estimate.withDetail(told),
                flips.incomplete() == 0
                        ? ""
                        : flips.incomplete() + " rows without a number in every feature are left out");
    }
}
