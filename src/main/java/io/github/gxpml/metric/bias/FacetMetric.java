// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Groups;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import java.util.Set;

/**
 * A metric that compares the two sides of a facet. Strict: a side without rows, or 0/0, has no number.
 *
 * @param info what it is
 * @param inputs what of labels and predictions it is computed of
 * @param rule how it is computed
 */
record FacetMetric(MetricInfo info, Set<Input> inputs, Rule rule) implements Metric {
    /** Computes the metric from two sides with at least one row each. */
    @FunctionalInterface
    interface Rule {
        MetricValue of(Sides sides, double level);
    }

    /**
     * The two sides, with their names for messages.
     *
     * @param favoured outcomes of everyone else
     * @param disfavoured outcomes of the disfavoured group
     * @param facet facet name
     */
    record Sides(Outcomes favoured, Outcomes disfavoured, String facet) {
        long rows() {
            return favoured.rows() + disfavoured.rows();
        }

        String among(boolean first) {
            return first ? " among those without " + facet : " among " + facet;
        }
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.twoClasses(inputs) ? Set.of(new Need.Counts()) : Set.of();
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return Slices.groups(
                states,
                request.facet(),
                groups -> options.asClarify() && Clarify.knows(info.id())
                        ? clarify(groups, states, request.facet(), options.level())
                        : compute(groups, request.facet(), options.level()));
    }

    private MetricValue compute(Groups groups, String facet, double level) {
        if (groups.favoured().rows() == 0) {
            return everyone(groups, facet);
        }
        MetricValue value = rule.of(new Sides(groups.favoured(), groups.disfavoured(), facet), level);
        String neither = groups.neither() == 0
                ? ""
                : groups.neither() + " rows are on neither side of " + facet
                        + " because a column of it has no value there";
        return Slices.alsoTelling(value, neither);
    }

    private MetricValue clarify(Groups groups, States states, String facet, double level) {
        Sides sides =
                Clarify.sides(states.whole().orElseThrow(), new Sides(groups.favoured(), groups.disfavoured(), facet));
        return sides.favoured().rows() == 0
                ? everyone(groups, facet)
                : Clarify.of(info.id(), sides, rule.of(sides, level));
    }

    static MetricValue everyone(Groups groups, String facet) {
        return MetricValue.undefined(
                "every row has " + facet + ": there is no one to compare with",
                groups.disfavoured().rows());
    }
}
