// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.Groups;
import io.github.gxpml.data.OperatingPoint;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.adhoc.SliceResults.Confusion;
import io.github.gxpml.metric.adhoc.SliceResults.PointResult;
import io.github.gxpml.metric.performance.OperatingMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks for the performance of slices, and puts the answers together.
 *
 * @param ids metrics without a point
 * @param asked what else is wanted
 * @param level confidence level
 */
record Sliced(List<String> ids, Asked asked, double level) {
    private static final String WORST = "worst_slice_";
    private static final List<String> WORST_OF = List.of("roc_auc", "accuracy", "recall", "specificity", "precision");

    /** What came out of one evaluation. */
    record Answers(SelfScored scored, Map<Request, MetricValue> values, States states) {}

    /** Everything that is wanted of the whole table and of both sides of facets. */
    List<Request> requests(List<String> facets) {
        Stream<String> slices =
                Stream.concat(Stream.of(""), facets.stream().flatMap(facet -> Stream.of(facet, Slice.NOT + facet)));
        Stream<Request> each = slices.flatMap(slice -> Stream.concat(
                ids.stream().map(id -> Request.ofFacet(id, slice)),
                asked.points().stream().map(point -> request(point, slice))));
        return Stream.concat(each, worst(facets.isEmpty())).toList();
    }

    /** The worst slices of those metrics that gates are usually on and that are asked for here. */
    private Stream<Request> worst(boolean none) {
        return none ? Stream.empty() : WORST_OF.stream().filter(ids::contains).map(id -> Request.of(WORST + id));
    }

    private static Request request(Asked.Point point, String slice) {
        return Request.ofFacet(point.metric(), slice).at(point.at());
    }

    /** Puts the answers together; facets by what they were given as. */
    SliceResults results(Answers answers, Map<String, String> facets) {
        Map<String, SliceResults> byFacet = new LinkedHashMap<>();
        facets.forEach((given, name) ->
                byFacet.put(given, slice(answers, name).with(slice(answers, Slice.NOT + name))));
        Map<String, Result> worst = new LinkedHashMap<>();
        worst(facets.isEmpty())
                .forEach(request ->
                        worst.put(request.metric(), Result.of(answers.values().get(request))));
        return slice(answers, "").with(byFacet, worst);
    }

    private SliceResults slice(Answers answers, String slice) {
        Map<String, Result> metrics = new LinkedHashMap<>();
        ids.forEach(id -> metrics.put(id, Result.of(answers.values().get(Request.ofFacet(id, slice)))));
        Optional<ScoreCurve> curve =
                Optional.ofNullable(answers.states().curves().get(slice.isEmpty() ? States.ALL : slice));
        List<PointResult> points = new ArrayList<>();
        asked.points().forEach(point -> points.add(point(point, answers.values().get(request(point, slice)), curve)));
        Optional<Outcomes> outcomes = outcomes(answers.states(), slice);
        return new SliceResults(
                metrics,
                points,
                outcomes.filter(o -> answers.scored().noClasses().isEmpty()).map(Confusion::of),
                asked.curves() && answers.scored().noScores().isEmpty()
                        ? outcomes.flatMap(o -> curve.map(c -> CurveResults.of(o, c, level)))
                        : Optional.empty(),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    private static PointResult point(Asked.Point point, MetricValue value, Optional<ScoreCurve> curve) {
        Optional<OperatingPoint> found = value.value().isEmpty()
                ? Optional.empty()
                : OperatingMetric.target(point.metric(), point.at())
                        .flatMap(target -> curve.flatMap(c -> c.point(target)));
        return new PointResult(
                point.metric(),
                point.at(),
                found.flatMap(OperatingPoint::threshold),
                found.map(p -> new Confusion(
                        p.truePositives(),
                        p.falsePositives(),
                        curve.orElseThrow().negatives() - p.falsePositives(),
                        curve.orElseThrow().positives() - p.truePositives())),
                Result.of(value));
    }

    private static Optional<Outcomes> outcomes(States states, String slice) {
        if (slice.isEmpty()) {
            return states.whole();
        }
        Optional<Outcomes> disfavoured =
                Optional.ofNullable(states.facets().get(slice)).map(Groups::disfavoured);
        return disfavoured.or(
                () -> Slice.restOf(slice).map(states.facets()::get).map(Groups::favoured));
    }
}
