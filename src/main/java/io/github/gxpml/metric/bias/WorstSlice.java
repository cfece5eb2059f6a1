// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Groups;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The smallest value of a performance metric over both sides of every facet, or of the one facet that is asked for.
 * Strict: a side without rows, or where the metric is undefined, leaves no smallest value.
 *
 * @param info what it is
 * @param share the metric as a share
 */
public record WorstSlice(MetricInfo info, Function<Outcomes, Share> share) implements Metric {
    /** Smallest accuracy. */
    public static final Metric ACCURACY = of("accuracy", "accuracy", Share::accuracy);

    /** Smallest recall. */
    public static final Metric RECALL = of("recall", "recall", Share::recall);

    /** Smallest specificity. */
    public static final Metric SPECIFICITY = of("specificity", "specificity", Share::specificity);

    /** Smallest precision. */
    public static final Metric PRECISION = of("precision", "precision", Share::precision);

    private static Metric of(String id, String name, Function<Outcomes, Share> share) {
        return new WorstSlice(
                new MetricInfo(
                        "worst_slice_" + id,
                        "Worst slice " + name,
                        "share",
                        Scope.TABLE,
                        Direction.HIGHER,
                        Optional.of(1.0),
                        "The smallest " + name + " of any group: each facet's disfavoured group and its rest.",
                        "min over both sides of each facet of the side's " + name,
                        "wilson on each side, Bonferroni over the sides"),
                share);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.data().facets().isEmpty() ? Set.of() : Set.of(new Need.Counts());
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        if (!request.facet().isEmpty()) {
            return Slices.groups(
                    states, request.facet(), groups -> worst(Map.of(request.facet(), groups), states, options.level()));
        }
        if (states.whole().isEmpty()) {
            return MetricValue.undefined("no facet is declared, or " + Slices.noPredictions(states), states.rows());
        }
        return Slices.outcomes(states, "", whole -> worst(states.facets(), states, options.level()));
    }

    private MetricValue worst(Map<String, Groups> facets, States states, double level) {
        if (facets.isEmpty()) {
            return MetricValue.undefined("no facet is declared, so there are no slices", states.rows());
        }
        Map<String, Share> slices = new LinkedHashMap<>();
        new TreeMap<>(facets).forEach((name, groups) -> {
            slices.put("with " + name, share.apply(groups.disfavoured()));
            slices.put("without " + name, share.apply(groups.favoured()));
        });
        double each = 1 - (1 - level) / slices.size();
        double lower = 1;
        double upper = 1;
        String worst = "";
        for (Map.Entry<String, Share> slice : slices.entrySet()) {
            Share found = slice.getValue();
            if (found.empty()) {
                return MetricValue.undefined("there are no " + found.of() + " " + slice.getKey(), states.rows());
            }
            Interval wilson = Intervals.wilson(found, each);
            lower = Math.min(lower, wilson.lower());
            upper = Math.min(upper, wilson.upper());
            if (worst.isEmpty() || found.value() < slices.get(worst).value()) {
                worst = slice.getKey();
            }
        }
        Share found = slices.get(worst);
        return MetricValue.estimate(
                        found.value(), new Interval(lower, upper, level, "wilson-bonferroni"), found.total())
                .withDetail(found.count() + " of " + found.total() + " " + found.of() + " " + worst + ", the worst of "
                        + slices.size() + " slices");
    }
}
