// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Predictions;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the same features drive the score as in the baseline, by the order of their mean absolute attributions. */
public final class AttributionDrift implements Metric {
    /** The metric. */
    public static final Metric NDCG = new AttributionDrift();

    private static final MetricInfo INFO = new MetricInfo(
            "attribution_ndcg",
            "Order of feature attributions (nDCG)",
            "",
            Scope.TABLE,
            Direction.HIGHER,
            Optional.of(1.0),
            "1 means that the features rank as in the baseline; Amazon SageMaker Clarify raises an alarm below 0.90.",
            "DCG / iDCG with DCG = sum over ranks i of a(f'_i) / log2(i + 1), a the mean absolute attribution in the"
                    + " baseline, f' the features by their mean absolute attribution now, iDCG the same in the"
                    + " baseline's own order; features of equal rank share the mean discount (Amazon SageMaker"
                    + " Developer Guide; McSherry and Najork 2008, ECIR)",
            MetricInfo.NO_INTERVAL);

    private AttributionDrift() {}

    @Override
    public MetricInfo info() {
        return INFO;
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        return context.options().baseline().isEmpty() ? Set.of() : Set.of(new Need.Attributed());
    }

    @Override
    public Set<Input> inputs() {
        return Set.of(Input.ATTRIBUTIONS, Input.BASELINE);
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        if (options.baseline().isEmpty()) {
            return MetricValue.undefined("there is no baseline to compare with", states.rows());
        }
        Optional<Attributions> frozen = options.baseline().get().attributions();
        if (frozen.isEmpty()) {
            return MetricValue.undefined("the baseline has no attributions" + remedy(), states.rows());
        }
        Optional<Attributions> now = Attributions.of(states.attributions());
        if (now.isEmpty()) {
            return MetricValue.undefined("table " + states.table() + " has no attributions" + remedy(), states.rows());
        }
        long fewest = now.get().n();
        if (fewest < options.minimumRows()) {
            return MetricValue.undefined(
                    "only " + fewest + " rows have all attributions, at least " + options.minimumRows()
                            + " are asked for",
                    states.rows());
        }
        MetricValue value = compare(frozen.get(), now.get());
        return fewest == states.rows() || value.value().isEmpty()
                ? value
                : value.withDetail(value.detail() + "; " + (states.rows() - fewest)
                        + " rows lack an attribution and are left out");
    }

    private static String remedy() {
        return ": the predictions must have a column `" + Predictions.ATTRIBUTION + "<feature>` for each feature";
    }

    /**
     * Compares attributions.
     *
     * @param baseline those to compare with
     * @param current those of now
     * @return from above 0 to 1; undefined if they are not of the same features, of which there must be two
     */
    public static MetricValue compare(Attributions baseline, Attributions current) {
        long n = current.n();
        Optional<String> different = different(baseline, current);
        if (different.isPresent()) {
            return MetricValue.undefined(different.get(), n);
        }
        if (baseline.means().size() < 2) {
            return MetricValue.undefined("one feature alone has no rank", n);
        }
        if (baseline.means().values().stream().allMatch(mean -> mean == 0)) {
            return MetricValue.undefined("every attribution in the baseline is 0", n);
        }
        double largest = baseline.means().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        double gain = gain(baseline.means(), current.means(), largest);
        double ideal = gain(baseline.means(), baseline.means(), largest);
        return MetricValue.exact(Math.min(1, gain / ideal), n)
                .withDetail("now in this order: " + String.join(", ", ranked(current.means())));
    }

    private static Optional<String> different(Attributions baseline, Attributions current) {
        var gone = new TreeSet<>(baseline.means().keySet());
        gone.removeAll(current.means().keySet());
        var added = new TreeSet<>(current.means().keySet());
        added.removeAll(baseline.means().keySet());
        if (gone.isEmpty() && added.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the attributions are not of the same features:"
                + (gone.isEmpty() ? "" : " `" + String.join("`, `", gone) + "` only in the baseline")
                + (gone.isEmpty() || added.isEmpty() ? "" : ",")
                + (added.isEmpty() ? "" : " `" + String.join("`, `", added) + "` not in the baseline"));
    }

    private static List<String> ranked(Map<String, Double> means) {
        List<String> features = new ArrayList<>(means.keySet());
        features.sort(
                Comparator.comparing((String feature) -> means.get(feature)).reversed());
        return features;
    }

    /** The gain of the baseline's attributions in an order; relative to the largest, so that no sum overflows. */
    private static double gain(Map<String, Double> gains, Map<String, Double> order, double largest) {
        List<String> features = ranked(order);
        double sum = 0;
        int from = 0;
        while (from < features.size()) {
            int to = from;
            double tied = 0;
            double discounts = 0;
            double rank = order.get(features.get(from));
            while (to < features.size() && order.get(features.get(to)) == rank) {
                tied += gains.get(features.get(to)) / largest;
                discounts += StrictMath.log(2) / StrictMath.log(to + 2);
                to++;
            }
            sum += tied * (discounts / (to - from));
            from = to;
        }
        return sum;
    }
}
