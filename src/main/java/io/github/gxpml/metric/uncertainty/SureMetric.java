// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A metric of how sure predictions are, of a table or a slice of it.
 *
 * @param info what it is
 * @param inputs what it looks at
 * @param qualifiers what of a request it understands
 * @param asking which states it needs
 * @param rule how it is computed
 */
record SureMetric(MetricInfo info, Set<Input> inputs, Set<Qualifier> qualifiers, Asking asking, Rule rule)
        implements Metric {
    /** Says which states are needed. */
    @FunctionalInterface
    interface Asking {
        Set<Need> of(Slice slice, Request request);
    }

    /** Computes the metric; states may be missing. */
    @FunctionalInterface
    interface Rule {
        MetricValue of(Rows rows, States states, double level);
    }

    /** Which rows are asked for, and at which point. */
    record Rows(Request request) {
        private String name() {
            return request.facet().isEmpty() ? States.ALL : request.facet();
        }

        <T> Optional<T> find(Map<String, T> states) {
            return Optional.ofNullable(states.get(name()));
        }

        <T> List<T> all(Map<String, List<T>> states) {
            return states.getOrDefault(name(), List.of());
        }

        double at(double otherwise) {
            return request.at().orElse(otherwise);
        }

        /** The reason why a state is not there, for want of members, of predictions or of a facet. */
        MetricValue absent(States states, String members) {
            boolean scored = states.scoring()
                    .map(scoring ->
                            scoring.label().twoSided() && scoring.noScores().isEmpty())
                    .orElse(false);
            String facet = request.facet().isEmpty() ? "" : ", or it has no facet `" + request.facet() + "`";
            return MetricValue.undefined(
                    scored && !members.isEmpty()
                            ? members + " for table " + states.table() + facet
                            : Slices.noScores(states) + facet,
                    states.rows());
        }

        MetricValue absent(States states) {
            return absent(states, "");
        }

        String among() {
            return request.facet().isEmpty() ? "" : " among " + request.facet();
        }
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.slice(request.facet())
                .filter(slice -> context.twoClasses(inputs()))
                .map(slice -> asking.of(slice, request))
                .orElse(Set.of());
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        return rule.of(new Rows(request), states, options.level());
    }
}
