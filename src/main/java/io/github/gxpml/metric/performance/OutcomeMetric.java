// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

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
 * A metric of labels against predictions or scores, of a table or of a facet's disfavoured group.
 *
 * @param info what it is
 * @param inputs what of labels and predictions it is computed of
 * @param rule how it is computed
 */
public record OutcomeMetric(MetricInfo info, Set<Input> inputs, Rule rule) implements Metric {
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

    /**
     * Makes a metric of labels against predicted classes.
     *
     * @param info what it is
     * @param rule how it is computed
     * @return the metric
     */
    public static OutcomeMetric ofClasses(MetricInfo info, Rule rule) {
        return new OutcomeMetric(info, Set.of(Input.LABELS, Input.CLASSES), rule);
    }

    /** Makes a metric of labels against scores, which is undefined where there are none. */
    static OutcomeMetric ofScores(MetricInfo info, Rule rule) {
        return new OutcomeMetric(
                info,
                Set.of(Input.LABELS, Input.SCORES),
                (outcomes, level) -> outcomes.scored()
                        ? rule.of(outcomes, level)
                        : MetricValue.undefined("there are no scores of the positive class", outcomes.labelled()));
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.twoClasses(inputs) ? Set.of(new Need.Counts()) : Set.of();
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        boolean twoSided =
                states.scoring().map(scoring -> scoring.label().twoSided()).orElse(false);
        if (states.whole().isEmpty() && inputs.contains(Input.SCORES) && twoSided) {
            return MetricValue.undefined(Slices.noScores(states), states.rows());
        }
        return Slices.outcomes(states, request.facet(), outcomes -> {
            if (outcomes.labelled() == 0) {
                return MetricValue.undefined("no row has a label", outcomes.rows());
            }
            MetricValue value = rule.of(outcomes, options.level());
            return Slices.alsoTelling(value, Slices.leftOut(outcomes.unlabelled()));
        });
    }
}
