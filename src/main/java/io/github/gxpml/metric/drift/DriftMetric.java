// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import io.github.gxpml.spec.GateSpec.On;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A metric that compares a column, or the score, with its frozen baseline. A gate judges its value unless it says
 * otherwise: the customary limits are limits on the value.
 *
 * @param info what it is
 * @param qualifiers what it understands beside the column
 * @param rule how it is computed
 */
record DriftMetric(MetricInfo info, Set<Qualifier> qualifiers, Rule rule) implements Metric {
    /** Computes the metric from counts on the same points or values. */
    @FunctionalInterface
    interface Rule {
        MetricValue of(Comparison comparison);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        Optional<ColumnBaseline> column =
                context.options().baseline().map(baseline -> baseline.columns().get(request.column()));
        if (column.isEmpty()) {
            return Set.of();
        }
        String name = request.column();
        Set<Need> needs = new LinkedHashSet<>();
        column.get().numbers().ifPresent(counts -> {
            List<Double> points = counts.points();
            needs.add(new Need.Numbers(name, Optional.of(points)));
            if (!points.isEmpty()) {
                needs.add(new Need.Outside(name, points.get(0), points.get(points.size() - 1)));
            }
        });
        column.get()
                .categories()
                .ifPresent(counts -> needs.add(new Need.Categories(name, Optional.of(counts.values()))));
        return needs;
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.BASELINE);
    }

    @Override
    public On judged() {
        return On.VALUE;
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        if (options.baseline().isEmpty()) {
            return MetricValue.undefined("there is no baseline to compare with", states.rows());
        }
        String name = request.column();
        ColumnBaseline frozen = options.baseline().get().columns().get(name);
        if (frozen == null) {
            return MetricValue.undefined("the baseline has no column `" + name + "`", states.rows());
        }
        Optional<Comparison> found = Comparison.of(frozen, request, states, options);
        if (found.isEmpty()) {
            return MetricValue.undefined("table " + states.table() + " has no column `" + name + "`", states.rows());
        }
        Comparison comparison = found.get();
        return comparison.rows() == 0 ? MetricValue.undefined("there are no rows", 0) : rule.of(comparison);
    }
}
