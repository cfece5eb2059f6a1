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
    /** What came out of one evaluation. */
    record Answers(SelfScored scored, Map<Request, MetricValue> values, States states) {}

    /** Everything that is wanted of the whole table and of both sides of facets. */
    List<Request> requests(List<String> facets) {
        Stream<String> slices =
                Stream.concat(Stream.of(""), facets.stream().flatMap(facet -> Stream.of(facet, Slice.NOT + facet)));
        return slices.flatMap(slice -> Stream.concat(
                        ids.stream().map(id -> Request.ofFacet(id, slice)),
                        asked.points().stream().map(point -> request(point, slice))))
                .toList();
    }

    private static Request request(Asked.Point point, String slice) {
        return Request.ofFacet(point.metric(), slice).at(point.at());
    }

    /** Puts the answers together; facets by what they were given as. */
    SliceResults results(Answers answers, Map<String, String> facets) {
        Map<String, SliceResults> byFacet = new LinkedHashMap<>();
        facets.forEach((given, name) ->
                byFacet.put(given, slice(answers, name).with(slice(answers, Slice.NOT + name))));
        return slice(answers, "").with(byFacet);
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
