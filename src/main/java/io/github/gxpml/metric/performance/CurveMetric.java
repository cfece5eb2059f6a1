// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * A metric of labelled rows along their scores, of a table or of one side of a facet.
 *
 * @param info what it is
 * @param rule how it is computed
 */
public record CurveMetric(MetricInfo info, Rule rule) implements Metric {
    /** Computes the metric from a curve with at least one row. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Computes the metric.
         *
         * @param curve at least one labelled row
         * @param level confidence level
         * @return the value
         */
        MetricValue of(ScoreCurve curve, double level);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.slice(request.facet())
                .filter(slice -> context.twoClasses(inputs()))
                .map(slice -> Set.<Need>of(new Need.Curve(slice, Set.of())))
                .orElse(Set.of());
    }

    @Override
    public Set<Input> inputs() {
        return EnumSet.of(Input.LABELS, Input.SCORES);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return of(request, states, curve -> rule.of(curve, options.level()));
    }

    /** Computes from the curve that a request is about, or says why there is none. */
    static MetricValue of(Request request, States states, Function<ScoreCurve, MetricValue> compute) {
        ScoreCurve curve = states.curves().get(request.facet().isEmpty() ? States.ALL : request.facet());
        if (curve == null) {
            return MetricValue.undefined(
                    Slices.noScores(states)
                            + (request.facet().isEmpty() ? "" : ", or it has no facet `" + request.facet() + "`"),
                    states.rows());
        }
        long n = curve.positives() + curve.negatives();
        if (n == 0) {
            return MetricValue.undefined(
                    "no row " + (request.facet().isEmpty() ? "" : "of " + request.facet() + " ") + "has a label", n);
        }
        MetricValue value = compute.apply(curve);
        return request.facet().isEmpty() ? Slices.alsoTelling(value, Slices.leftOut(states.rows() - n)) : value;
    }
}
