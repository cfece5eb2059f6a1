// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.NumberCounts;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import java.util.Optional;
import java.util.Set;

/**
 * A metric that compares a column, or the score, with its frozen baseline.
 *
 * @param info what it is
 * @param rule how it is computed
 */
record DriftMetric(MetricInfo info, Rule rule) implements Metric {
    /** Computes the metric from counts on the same points or values. */
    interface Rule {
        MetricValue ofNumbers(NumberCounts baseline, NumberCounts current, Bins bins);

        MetricValue ofCategories(CategoryCounts baseline, CategoryCounts current);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        Optional<ColumnBaseline> column =
                context.options().baseline().map(baseline -> baseline.columns().get(request.column()));
        if (column.isEmpty()) {
            return Set.of();
        }
        Optional<Need> numbers =
                column.get().numbers().map(counts -> new Need.Numbers(request.column(), Optional.of(counts.points())));
        Optional<Need> categories = column.get()
                .categories()
                .map(counts -> new Need.Categories(request.column(), Optional.of(counts.values())));
        return numbers.or(() -> categories).map(Set::of).orElse(Set.of());
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
        NumberCounts numbers = states.numbers().get(name);
        CategoryCounts categories = states.categories().get(name);
        if (frozen.numbers().isPresent() && frozen.bins().isPresent() && numbers != null) {
            return numbers.rows() == 0
                    ? MetricValue.undefined("there are no rows", 0)
                    : rule.ofNumbers(
                            frozen.numbers().get(), numbers, frozen.bins().get());
        }
        if (frozen.categories().isPresent() && categories != null) {
            return categories.rows() == 0
                    ? MetricValue.undefined("there are no rows", 0)
                    : rule.ofCategories(frozen.categories().get(), categories);
        }
        return MetricValue.undefined("table " + states.table() + " has no column `" + name + "`", states.rows());
    }
}
