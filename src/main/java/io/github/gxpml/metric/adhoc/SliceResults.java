// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gxpml.data.Outcomes;
import io.github.gxpml.metric.Numbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code gxp metrics} prints: of the whole table, and of each side of each facet.
 *
 * @param metrics by id, in the order of the catalogue
 * @param points thresholds that were asked for
 * @param confusion labels against predicted classes, if there are classes
 * @param curves if they were asked for and there are scores
 * @param worst the smallest of both sides of all facets, by id of the metric; empty if this is no whole table with
 *     facets
 * @param rest the same of everyone outside of a facet's group; absent if this is no facet
 * @param facets by facet as given, in the order given
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SliceResults(
        @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Result> metrics,
        @JsonProperty("operating_points") List<PointResult> points,
        Optional<Confusion> confusion,
        Optional<CurveResults> curves,
        @JsonProperty("worst_slice") Map<String, Result> worst,
        Optional<SliceResults> rest,
        Map<String, SliceResults> facets) {

    /** Copies the maps, keeping their order. */
    public SliceResults {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        points = List.copyOf(points);
        worst = Collections.unmodifiableMap(new LinkedHashMap<>(worst));
        facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
    }

    /**
     * Leaves out the confusion matrices of predicted classes, which only those get who ask for them.
     *
     * @return a copy
     */
    public SliceResults withoutConfusion() {
        Map<String, SliceResults> without = new LinkedHashMap<>();
        facets.forEach((facet, slice) -> without.put(facet, slice.withoutConfusion()));
        return new SliceResults(
                metrics, points, Optional.empty(), curves, worst, rest.map(SliceResults::withoutConfusion), without);
    }

    SliceResults with(SliceResults everyoneElse) {
        return new SliceResults(metrics, points, confusion, curves, worst, Optional.of(everyoneElse), facets);
    }

    SliceResults with(Map<String, SliceResults> byFacet, Map<String, Result> worstOfAll) {
        return new SliceResults(metrics, points, confusion, curves, worstOfAll, rest, byFacet);
    }

    /**
     * Labels against predicted classes.
     *
     * @param tp label positive, predicted positive
     * @param fp label negative, predicted positive
     * @param tn label negative, predicted negative
     * @param fn label positive, predicted negative
     */
    public record Confusion(long tp, long fp, long tn, long fn) {
        static Confusion of(Outcomes o) {
            return new Confusion(o.truePositives(), o.falsePositives(), o.trueNegatives(), o.falseNegatives());
        }
    }

    /**
     * A threshold that was asked for.
     *
     * @param metric id of what is measured at it
     * @param at what it must meet
     * @param threshold scores at or above it are called positive; null if nothing is, or there is none
     * @param confusion labels against what the threshold calls positive; null if there is none
     * @param result what is measured
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PointResult(
            String metric, double at, Optional<Double> threshold, Optional<Confusion> confusion, Result result) {
        /**
         * Returns the name of the row that shows it to people.
         *
         * @return metric and requirement
         */
        public String name() {
            return metric + " " + Numbers.limit(at);
        }
    }
}
