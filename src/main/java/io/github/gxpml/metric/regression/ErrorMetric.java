// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.regression;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Residuals;
import io.github.gxpml.data.Sliced;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.util.Optional;
import java.util.Set;

/**
 * A metric of numbers against predicted numbers, of a table or of a facet's disfavoured group.
 *
 * @param info what it is
 * @param inputs what of the predictions it looks at
 * @param atLevel whether it takes a declared level
 * @param rule how it is computed
 */
public record ErrorMetric(MetricInfo info, Set<Input> inputs, boolean atLevel, Rule rule) implements Metric {
    /** Computes the metric from sums with at least one labelled row. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Computes the metric.
         *
         * @param sums at least one labelled row
         * @param declared level of the prediction intervals, if any is declared
         * @param level confidence level
         * @return the value
         */
        MetricValue of(Residuals sums, Optional<Double> declared, double level);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.data().label().type() == Type.REGRESSION ? Set.of(new Need.Errors()) : Set.of();
    }

    @Override
    public Set<Qualifier> qualifiers() {
        return atLevel ? Set.of(Qualifier.AT) : Set.of();
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        Optional<Sliced<Residuals>> all = states.errors();
        if (all.isEmpty()) {
            return MetricValue.undefined(Slices.notOfType(states, "a number as label", "regression"), states.rows());
        }
        Optional<Residuals> sums = all.get().of(request.facet());
        if (sums.isEmpty()) {
            return MetricValue.undefined(Slices.unknown(states, request.facet()), states.rows());
        }
        if (sums.get().rows() == 0) {
            String where = request.facet().isEmpty() ? "" : " with " + request.facet();
            return MetricValue.undefined(
                    "no row" + where + " has a label that is a number",
                    sums.get().unlabelled());
        }
        Optional<Double> declared = request.at()
                .or(() -> states.scoring().flatMap(scoring -> scoring.label().intervalLevel()));
        MetricValue value = rule.of(sums.get(), declared, options.level());
        return Slices.alsoTelling(value, Slices.leftOut(sums.get().unlabelled()));
    }
}
