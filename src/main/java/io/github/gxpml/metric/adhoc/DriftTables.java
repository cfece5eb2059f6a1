// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Predictions;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Family;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares two tables that no spec describes. */
final class DriftTables {
    private static final String ATTRIBUTION = "attribution_ndcg";
    private static final String ORDERED = "ks_p";

    /** Names that DESIGN promises, also while the catalogue lacks some of them. */
    private static final List<String> DRIFT =
            List.of("ks", "ks_p", "psi", "wasserstein", "chi2", "chi2_p", "js_distance", "linf", "tvd");

    private final Engine engine;
    private final double level;
    private final DriftSubject subject;
    private final DataSpec data = new DataSpec(
            "", new DataSpec.LabelSpec("", ""), List.of(), List.of(), Map.of(), Map.of(), Optional.empty());

    DriftTables(Engine engine, double level, DriftSubject subject) {
        this.engine = engine;
        this.level = level;
        this.subject = subject;
    }

    DriftResults compare() throws DataException {
        Table before = engine.table("baseline", subject.baseline());
        Table now = engine.table("current", subject.current());
        Set<String> wanted = wanted(AdHoc.names(before).toList(), now);
        var alias = Alias.of(AdHoc.names(before, now));
        List<String> frozen = wanted.stream()
                .filter(column -> before.find(column).isPresent())
                .map(alias::of)
                .toList();
        return compare(Baseline.of(engine, alias.of(before), frozen, "", ""), now, wanted, alias);
    }

    /** Compares with a baseline that was frozen before. */
    DriftResults compare(Baseline baseline) throws DataException {
        Table now = engine.table("current", subject.current());
        Set<String> before = baseline.columns().keySet();
        var alias = Alias.of(Stream.concat(before.stream(), AdHoc.names(now)));
        return compare(alias.of(baseline), now, wanted(before, now), alias);
    }

    private DriftResults compare(Baseline baseline, Table now, Set<String> wanted, Alias alias) throws DataException {
        List<String> frozen = wanted.stream()
                .map(alias::of)
                .filter(baseline.columns()::containsKey)
                .toList();
        var against = new Options(level, subject.minimumRows(), Optional.of(baseline));
        List<String> ids = AdHoc.withPublished(
                frozen.isEmpty()
                        ? List.of()
                        : AdHoc.catalogue(Scope.COLUMN, new Context(data, against, List.of()), frozen.get(0)),
                DRIFT);
        List<Request> requests = new ArrayList<>();
        wanted.forEach(column -> ids.forEach(id -> requests.add(ask(id, alias.of(column), baseline))));
        if (subject.attributions()) {
            requests.add(Request.of(ATTRIBUTION));
        }
        Map<Request, MetricValue> values = values(requests, against, alias.of(now));
        Map<String, Results> results = new LinkedHashMap<>();
        wanted.forEach(column ->
                results.put(column, AdHoc.results(ids, id -> ask(id, alias.of(column), baseline), values)));
        return new DriftResults(results, attributions(values));
    }

    private Map<String, Results> attributions(Map<Request, MetricValue> values) {
        return subject.attributions()
                ? Map.of(ScoredTable.PREDICTION, AdHoc.results(List.of(ATTRIBUTION), Request::of, values))
                : Map.of();
    }

    private Map<Request, MetricValue> values(List<Request> requests, Options against, Table now) throws DataException {
        if (now.rows() < subject.minimumRows()) {
            String reason = "only " + now.rows() + " rows, --minimum-rows asks for " + subject.minimumRows();
            Map<Request, MetricValue> none = new LinkedHashMap<>();
            requests.forEach(request -> none.put(request, MetricValue.undefined(reason, now.rows())));
            return none;
        }
        return AdHoc.byRequest(
                requests,
                new Evaluation(engine, data, against).of(now, requests).values());
    }

    private Set<String> wanted(Collection<String> before, Table now) throws DataException {
        Set<String> wanted = new LinkedHashSet<>(subject.columns());
        for (String column : subject.columns()) {
            if (!before.contains(column)) {
                now.require(column);
            }
        }
        if (subject.columns().isEmpty()) {
            Stream.concat(before.stream(), AdHoc.names(now))
                    .filter(column -> !subject.attributions() || !column.startsWith(Predictions.ATTRIBUTION))
                    .forEach(wanted::add);
        }
        return wanted;
    }

    /** Asks for a number; for a p-value, corrected for all columns that can have one of its kind. */
    private Request ask(String id, String column, Baseline baseline) {
        Request request = Request.ofColumn(id, column);
        boolean chance = Metrics.find(id)
                .map(metric -> metric.qualifiers().contains(Qualifier.CORRECTION))
                .orElse(false);
        if (!chance || subject.correction().isEmpty()) {
            return request;
        }
        Collection<String> possible = baseline.columns().entrySet().stream()
                .filter(entry ->
                        !id.equals(ORDERED) || entry.getValue().numbers().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        return possible.contains(column)
                ? request.within(new Family(subject.correction().get(), List.copyOf(possible)))
                : request;
    }
}
