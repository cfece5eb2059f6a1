// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.comparison.McNemar;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two models that no spec describes, by the numbers of gates with {@code against: champion}. */
public final class Comparisons {
    /** The test of both models, the only number that is no difference. */
    public static final String TEST = McNemar.P.info().id();

    private final Engine engine;
    private final Options options;

    Comparisons(Engine engine, Options options) {
        this.engine = engine;
        this.options = options;
    }

    /**
     * Lists what two models can be compared by.
     *
     * @return ids of metrics
     */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>(Champion.ids());
        ids.add(TEST);
        return List.copyOf(ids);
    }

    /**
     * Returns what a gate on such a comparison asks for.
     *
     * @param metric id
     * @param facet name of a facet, empty for the whole table
     * @return the difference to the champion, or the test
     */
    public static Request request(String metric, String facet) {
        Request plain = Request.ofFacet(metric, facet);
        return metric.equals(TEST) ? plain : plain.against(Champion.NAME);
    }

    Map<String, Map<String, MetricValue>> compare(RivalSubject rivals, List<String> facets, List<String> metrics)
            throws DataException {
        Map<String, FacetSpec> parsed = new GivenFacets(engine, rivals.subject()).read(facets);
        DataSpec data =
                rivals.subject().spec(parsed.values().stream().distinct().toList());
        SelfScored both = open(rivals, data);
        Map<String, String> places = new LinkedHashMap<>(Map.of("", ""));
        parsed.forEach((given, facet) -> places.put(given, facet.name()));
        List<Request> possible = places.values().stream()
                .distinct()
                .flatMap(facet -> metrics.stream()
                        .filter(metric -> missing(metric, both).isEmpty())
                        .map(metric -> request(metric, facet)))
                .toList();
        Map<Request, MetricValue> values = AdHoc.byRequest(
                possible,
                new Evaluation(engine, data, options).of(both.table(), possible).values());
        Map<String, Map<String, MetricValue>> found = new LinkedHashMap<>();
        places.forEach((given, facet) -> {
            Map<String, MetricValue> ofPlace = new LinkedHashMap<>();
            for (String metric : metrics) {
                ofPlace.put(
                        metric,
                        missing(metric, both)
                                .map(reason -> MetricValue.undefined(
                                        reason, both.table().table().rows()))
                                .orElseGet(() -> values.get(request(metric, facet))));
            }
            found.put(given, ofPlace);
        });
        return found;
    }

    private SelfScored open(RivalSubject rivals, DataSpec data) throws DataException {
        Set<String> named = new LinkedHashSet<>(rivals.challenger().names());
        named.addAll(rivals.champion().names());
        named.add(data.label().column());
        data.facets().forEach(facet -> named.addAll(facet.columns()));
        Table table = engine.table("data", rivals.data(), named);
        return engine.rivals(table, rivals.challenger(), rivals.champion(), data);
    }

    private static Optional<String> missing(String metric, SelfScored both) {
        return Champion.ofScores(metric) ? both.noScores() : both.noClasses();
    }
}
