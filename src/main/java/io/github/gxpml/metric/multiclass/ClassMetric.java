// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.multiclass;

import io.github.gxpml.data.ClassCounts;
import io.github.gxpml.data.Need;
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
 * A metric of labels of several classes against predictions, of a table or of a facet's disfavoured group.
 *
 * @param info what it is
 * @param inputs what of the predictions it looks at
 * @param ofOneClass whether a request must name a class
 * @param rule how it is computed
 */
public record ClassMetric(MetricInfo info, Set<Input> inputs, boolean ofOneClass, Rule rule) implements Metric {
    /** Computes the metric from counts with at least one labelled row. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Computes the metric.
         *
         * @param counts at least one labelled row
         * @param category number of the class that is asked for; 0 if the metric is not of one class
         * @param level confidence level
         * @return the value
         */
        MetricValue of(ClassCounts counts, int category, double level);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.data().label().type() == Type.MULTICLASS ? Set.of(new Need.Classes()) : Set.of();
    }

    @Override
    public Set<Qualifier> qualifiers() {
        return ofOneClass ? Set.of(Qualifier.CATEGORY) : Set.of();
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        Optional<Sliced<ClassCounts>> all = states.classes();
        if (all.isEmpty()) {
            return MetricValue.undefined(
                    Slices.notOfType(states, "labels of several classes", "multiclass"), states.rows());
        }
        if (all.get().whole().tooMany()) {
            return MetricValue.undefined("there are more than " + ClassCounts.MOST + " classes", states.rows());
        }
        return all.get()
                .of(request.facet())
                .map(counts -> compute(request, counts, options.level()))
                .orElseGet(() -> MetricValue.undefined(Slices.unknown(states, request.facet()), states.rows()));
    }

    private MetricValue compute(Request request, ClassCounts counts, double level) {
        long rows = counts.labelled() + counts.unlabelled() + counts.foreign();
        if (counts.foreign() > 0) {
            return MetricValue.undefined(
                    counts.foreign() + " rows have a label that is none of the declared classes, first `"
                            + counts.example() + "`",
                    rows);
        }
        int category = ofOneClass ? counts.classes().indexOf(request.category()) : 0;
        if (category < 0) {
            return MetricValue.undefined(
                    request.category().isEmpty()
                            ? "no class is named - set `class`"
                            : "neither a label nor a prediction has the class `" + request.category() + "`",
                    rows);
        }
        boolean none = counts.labelled() == 0 && counts.scored() + counts.unscored() == 0;
        if (none) {
            String where = request.facet().isEmpty() ? "" : " with " + request.facet();
            return MetricValue.undefined("no row" + where + " has a label", rows);
        }
        return Slices.alsoTelling(rule.of(counts, category, level), Slices.leftOut(counts.unlabelled()));
    }
}
