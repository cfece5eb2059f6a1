// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.Intervals.Range;
import io.github.gxpml.metric.Jackknife;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.metric.ToldOfFacets;
import io.github.gxpml.metric.performance.OutcomeMetric;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How unequally predictions benefit single people (Speicher et al. 2018): a false negative gets 0, a right prediction
 * 1, a false positive 2. Looks at no facet; of a facet it is computed within the disfavoured group.
 */
public final class Entropy {
    /** Generalised entropy index. */
    public static final Metric GE = new WholeInClarify(OutcomeMetric.ofClasses(
            info(
                    "GE",
                    "Generalised entropy index",
                    "How unequally people benefit from the predictions; 0 means that all benefit alike, there is no"
                            + " sign.",
                    "mean of [(b_i / mean b)^2 - 1] / 2, b = predicted - label + 1; Speicher et al. 2018, alpha 2"),
            (outcomes, level) -> compute(outcomes, level, Entropy::generalised)));

    /** Theil index. */
    public static final Metric THEIL = OutcomeMetric.ofClasses(
            info(
                    "theil",
                    "Theil index",
                    "How unequally people benefit from the predictions, more sensitive to those who get nothing than"
                            + " GE; 0 means that all benefit alike, there is no sign.",
                    "mean of (b_i / mean b) ln(b_i / mean b), b = predicted - label + 1, 0 ln 0 = 0; Speicher et al."
                            + " 2018, alpha 1"),
            (outcomes, level) -> compute(outcomes, level, Entropy::theil));

    private Entropy() {}

    /** Clarify reports this index for every facet, and it is always that of the whole table. */
    private record WholeInClarify(Metric strict) implements ToldOfFacets {
        @Override
        public MetricInfo info() {
            return strict.info();
        }

        @Override
        public Set<Need> needs(Request request, Context context) {
            return strict.needs(request, context);
        }

        @Override
        public Set<Input> inputs() {
            return strict.inputs();
        }

        @Override
        public MetricValue compute(Request request, States states, Options options) {
            return options.asClarify()
                    ? Slices.outcomes(
                            states,
                            "",
                            whole -> Entropy.compute(Clarify.labelled(whole), options.level(), Entropy::generalised))
                    : strict.compute(request, states, options);
        }
    }

    private static MetricInfo info(String id, String title, String meaning, String formula) {
        return new MetricInfo(
                id, title, "", Scope.TABLE, Direction.LOWER, Optional.of(0.0), meaning, formula, "jackknife");
    }

    private static MetricValue compute(Outcomes o, double level, Jackknife.Statistic index) {
        long[] cells = cells(o);
        double value = index.of(cells);
        if (!Double.isFinite(value)) {
            return MetricValue.undefined("all predictions are false negatives, so no one benefits", o.labelled());
        }
        OptionalDouble variance = Jackknife.variance(cells, index);
        if (variance.isEmpty()) {
            return MetricValue.exact(value, o.labelled())
                    .withDetail("no interval, too few rows, or all of them benefit alike");
        }
        Interval interval =
                Intervals.normal(value, Math.sqrt(variance.getAsDouble()), Range.POSITIVE, level, "jackknife");
        return MetricValue.estimate(value, interval, o.labelled());
    }

    /** Rows with benefit 0, 1 and 2. */
    private static long[] cells(Outcomes o) {
        return new long[] {o.falseNegatives(), o.truePositives() + o.trueNegatives(), o.falsePositives()};
    }

    private static double generalised(long[] cells) {
        double n = cells[0] + cells[1] + cells[2];
        double sum = cells[1] + 2.0 * cells[2];
        double squares = cells[1] + 4.0 * cells[2];
        return Math.max(0, (n * squares / (sum * sum) - 1) / 2);
    }

    private static double theil(long[] cells) {
        double n = cells[0] + cells[1] + cells[2];
        double sum = cells[1] + 2.0 * cells[2];
        double entropy = cells[1] * StrictMath.log(n / sum) + 2.0 * cells[2] * StrictMath.log(2 * n / sum);
        return Math.max(0, entropy / sum);
    }
}
