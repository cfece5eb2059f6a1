// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.bias;

import io.github.gxpml.data.Need;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.Sliced;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Numbers;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Slices;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.GateSpec.On;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The worst value of a performance metric over both sides of every facet, or of the one facet that is asked for, each
 * computed by the metric itself. Strict: a side without rows, or where the metric is undefined, leaves no worst value,
 * and one without an interval leaves no interval.
 *
 * @param metric what is computed of each side
 * @param info what it is
 */
public record WorstSlice(Metric metric, MetricInfo info) implements Metric {
    /** What ids start with. */
    private static final String PREFIX = "worst_slice_";

    /**
     * Makes the worst slices of metrics.
     *
     * @param metrics of tables
     * @return one for each of those that say which way is better
     */
    public static List<Metric> of(Collection<Metric> metrics) {
        return metrics.stream()
                .filter(metric ->
                        metric.info().scope() == Scope.TABLE && metric.info().direction() != Direction.NEITHER)
                .<Metric>map(metric -> new WorstSlice(metric, info(metric.info())))
                .toList();
    }

    private static MetricInfo info(MetricInfo each) {
        String which = switch (each.direction()) {
            case HIGHER -> "smallest " + each.id();
            case LOWER -> "largest " + each.id();
            case IDEAL, NEITHER ->
                each.id() + " farthest from " + Numbers.limit(each.ideal().orElseThrow());
        };
        return new MetricInfo(
                PREFIX + each.id(),
                "Worst slice: " + each.title(),
                each.unit(),
                Scope.TABLE,
                each.direction(),
                each.ideal(),
                "The " + which + " of any group: each facet's disfavoured group and its rest.",
                "the " + which + " over both sides of each facet",
                each.estimated()
                        ? "as of " + each.id() + " on each side, Bonferroni over the sides"
                        : MetricInfo.NO_INTERVAL);
    }

    @Override
    public Set<Need> needs(Request request, Context context) {
        Set<Need> needs = new LinkedHashSet<>();
        for (FacetSpec facet : context.data().facets()) {
            boolean asked = request.facet().isEmpty() || request.facet().equals(facet.name());
            if (asked && facet.open()) {
                needs.add(new Need.Values(facet));
            } else if (asked) {
                needs.addAll(metric.needs(ofSlice(request, facet.name()), context));
                needs.addAll(metric.needs(ofSlice(request, Slice.NOT + facet.name()), context));
            }
        }
        boolean some = needs.stream().anyMatch(Need::ofPredictions);
        if (some && context.data().label().twoSided()) {
            needs.add(new Need.Counts()); // which facets there are
        }
        return some ? needs : Set.of();
    }

    @Override
    public Set<Input> inputs() {
        return metric.inputs();
    }

    @Override
    public Set<Qualifier> qualifiers() {
        return metric.qualifiers();
    }

    @Override
    public On judged() {
        return metric.judged();
    }

    @Override
    public MetricValue compute(Request request, States states, Options options) {
        Set<String> known = facets(states);
        if (!request.facet().isEmpty() && !known.contains(request.facet())) {
            String unknown = Slices.unknown(states, request.facet());
            return MetricValue.undefined(
                    known.isEmpty() ? unknown + ofAll(request, states, options) : unknown, states.rows());
        }
        Set<String> facets = request.facet().isEmpty() ? known : Set.of(request.facet());
        Optional<String> uncounted = request.facet().isEmpty() ? uncounted(states) : Optional.empty();
        if (uncounted.isPresent() || facets.isEmpty()) {
            return MetricValue.undefined(uncounted.orElseGet(() -> none(request, states, options)), states.rows());
        }
        Optional<String> ambiguous = facets.stream()
                .filter(facet -> known.contains(Slice.NOT + facet))
                .findFirst();
        if (ambiguous.isPresent()) {
            return MetricValue.undefined(
                    "a facet is called `" + Slice.NOT + ambiguous.get() + "`, as the rest of another is",
                    states.rows());
        }
        return worst(request, facets, states, options);
    }

    private MetricValue worst(Request request, Set<String> facets, States states, Options options) {
        Options each = options.withLevel(1 - (1 - options.level()) / (2 * facets.size()));
        Map<String, MetricValue> slices = new LinkedHashMap<>();
        for (String facet : facets) {
            slices.put("with " + facet, metric.compute(ofSlice(request, facet), states, each));
            slices.put("without " + facet, metric.compute(ofSlice(request, Slice.NOT + facet), states, each));
        }
        for (Map.Entry<String, MetricValue> slice : slices.entrySet()) {
            if (slice.getValue().value().isEmpty()) {
                return MetricValue.undefined(
                        metric.info().id() + " has no value " + slice.getKey() + ": "
                                + slice.getValue().reason(),
                        states.rows());
            }
        }
        return new Worst(slices, metric.info(), options.level()).value();
    }

    private Request ofSlice(Request request, String slice) {
        Request one = Request.ofFacet(metric.info().id(), slice).ofCategory(request.category());
        return request.at().map(one::at).orElse(one);
    }

    /** The facets that were counted, sorted; whichever kind of label the table has. */
    private static Set<String> facets(States states) {
        Set<String> names = new TreeSet<>(states.facets().keySet());
        states.classes().map(Sliced::facets).ifPresent(facets -> names.addAll(facets.keySet()));
        states.errors().map(Sliced::facets).ifPresent(facets -> names.addAll(facets.keySet()));
        return names;
    }

    /** Why there are slices that nobody can name; empty if there are none. */
    private static Optional<String> uncounted(States states) {
        return states.combinations().entrySet().stream()
                .filter(facet -> facet.getValue().tooMany())
                .map(facet -> Slices.unknown(states, facet.getKey()))
                .findFirst();
    }

    private String none(Request request, States states, Options options) {
        boolean counted = states.whole().isPresent()
                || states.classes().isPresent()
                || states.errors().isPresent();
        return counted
                ? "no facet is declared, so there are no slices"
                : "no facet is declared" + ofAll(request, states, options);
    }

    /** Why there is no value of the whole table either, if that is so. */
    private String ofAll(Request request, States states, Options options) {
        String reason = metric.compute(ofSlice(request, ""), states, options).reason();
        return reason.isEmpty() ? "" : ", or " + reason;
    }
}
