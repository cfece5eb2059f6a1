// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.constraint.Settings;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric of the catalogue that a table can carry, of the whole table, of both sides of every facet, of every
 * column and in comparison with a champion.
 *
 * @param values by request
 * @param documents the states that they came from, by whether they are of the experiment
 */
record Everything(Map<Request, MetricValue> values, Map<Boolean, EvaluationDocument> documents) {
    static final List<String> SLICES = List.of("", "sex=F", Slice.NOT + "sex=F");

    /**
     * What a table is compared with.
     *
     * @param table the table itself
     * @param baseline how it was distributed
     */
    record Reference(Table table, Baseline baseline) {
        static Reference of(Bench bench, Drawn drawn) throws DataException {
            Table table = drawn.table(bench, "reference");
            List<String> columns = table.columns().stream().map(Column::name).toList();
            ScoredTable scored = drawn.scored(bench, table);
            return new Reference(table, Baseline.of(bench.engine(), scored, columns, "m", "0".repeat(64)));
        }
    }

    static Everything of(Bench bench, Drawn drawn, Reference reference) throws DataException {
        return of(bench, drawn, reference, drawn.table(bench, "validation"));
    }

    /** The same rows from another place. */
    static Everything of(Bench bench, Drawn drawn, Reference reference, Table table) throws DataException {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        Options options = new Options(0.95, 0, Optional.of(reference.baseline())).with(constraints());
        var evaluation = new Evaluation(bench.engine(), drawn.data(), options);
        List<Request> asked = requests(drawn, columns);
        List<Request> experiment = requests(Scope.EXPERIMENT, List.of(""), List.of(""));
        Evaluation.Result result =
                evaluation.against(List.of(reference.table())).of(drawn.scored(bench, table), asked);
        Evaluation.Result ofExperiment = evaluation.of(plan()).of(table, experiment);
        Map<Request, MetricValue> values = new LinkedHashMap<>();
        put(values, asked, result);
        put(values, experiment, ofExperiment);
        return new Everything(values, Map.of(false, result.document(), true, ofExperiment.document()));
    }

    private static void put(Map<Request, MetricValue> values, List<Request> requests, Evaluation.Result result) {
        for (int i = 0; i < requests.size(); i++) {
            values.put(requests.get(i), result.values().get(i));
        }
    }

    /** The same states at another level of confidence. */
    Everything at(double level) {
        Map<Request, MetricValue> others = new LinkedHashMap<>();
        for (Request request : values.keySet()) {
            EvaluationDocument document = documents.get(metric(request).info().scope() == Scope.EXPERIMENT);
            Options options = document.options().withLevel(level);
            var other = new EvaluationDocument(document.format(), options, document.states());
            others.put(request, Evaluation.recompute(other, List.of(request)).get(0));
        }
        return new Everything(others, documents);
    }

    /** A request in few words. */
    static String words(Request request) {
        return Stream.of(request.metric(), request.facet(), request.column(), request.against())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" of "));
    }

    static Metric metric(Request request) {
        return Metrics.find(request.metric()).orElseThrow();
    }

    /** The value of a request that was made. */
    MetricValue get(Request request) {
        assertThat(values).containsKey(request);
        return values.get(request);
    }

    private static ExperimentSpec plan() {
        return new ExperimentSpec("", Format.CSV, "sex", "M", "F", "age", Optional.empty(), 10);
    }

    private static ConstraintSet constraints() {
        var age = new Constraints.Feature(
                "age", InferredType.INTEGRAL, Optional.of(1.0), Optional.of(true), Optional.empty(), Settings.NONE);
        return new ConstraintSet(
                new Constraints(List.of(age), Settings.NONE), List.of("id", "sex", "kappa", "region", "y"));
    }

    private static List<Request> requests(Drawn drawn, List<String> columns) {
        List<String> facets =
                drawn.data().facets().stream().map(FacetSpec::name).toList();
        List<Request> requests = new ArrayList<>();
        requests.addAll(requests(Scope.TABLE, SLICES, List.of("")));
        requests.addAll(requests(Scope.FACET, facets, List.of("")));
        requests.addAll(requests(
                Scope.COLUMN,
                List.of(""),
                Stream.concat(columns.stream(), Stream.of(ScoredTable.PREDICTION))
                        .toList()));
        Champion.ids()
                .forEach(id -> SLICES.forEach(
                        slice -> requests.add(Request.ofFacet(id, slice).against(Champion.NAME))));
        return requests;
    }

    private static List<Request> requests(Scope scope, List<String> slices, List<String> columns) {
        List<Request> requests = new ArrayList<>();
        for (Metric metric : Metrics.all()) {
            if (metric.info().scope() == scope) {
                slices.forEach(slice -> columns.forEach(column -> requests.add(request(metric, slice, column))));
            }
        }
        return requests;
    }

    private static Request request(Metric metric, String slice, String column) {
        var request = new Request(metric.info().id(), slice, column, Optional.empty(), "", "");
        if (metric.qualifiers().contains(Qualifier.CATEGORY)) {
            return request.ofCategory("A");
        }
        return metric.qualifiers().contains(Qualifier.AT) ? request.at(0.8) : request;
    }
}
