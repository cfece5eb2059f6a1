// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import java.util.Set;

/**
 * A metric of labels against predictions or scores, of a table or of a facet's disfavoured group.
 *
 * @param info what it is
 * @param rule how it is computed
 */
public record OutcomeMetric(MetricInfo info, Rule rule) implements Metric {
    /** Computes the metric from outcomes with at least one labelled row. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Computes the metric.
         *
         * @param outcomes at least one labelled row
         * @param level confidence level
         * @return the value
         */
        MetricValue of(Outcomes outcomes, double level);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return Set.of(new Need.Counts());
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return Slices.outcomes(states, request.facet(), outcomes -> {
            if (outcomes.labelled() == 0) {
                return MetricValue.undefined("no row has a label", outcomes.rows());
            }
            MetricValue value = rule.of(outcomes, options.level());
            return Slices.alsoTelling(value, Slices.leftOut(outcomes.unlabelled()));
        });
    }
}
