// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Nearest;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.comparison.Change;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes metrics of tables: collects the distinct states that all of them need, has the engine scan for them once,
 * and computes every metric from those states alone.
 */
public final class Evaluation {
    private final Engine engine;
    private final Context context;

    /**
     * Sets up an evaluation.
     *
     * @param engine the engine that opened the tables
     * @param data what the columns mean
     * @param options how to compute
     */
    public Evaluation(Engine engine, DataSpec data, Options options) {
        this(engine, new Context(data, options, List.of()));
    }

    private Evaluation(Engine engine, Context context) {
        this.engine = engine;
        this.context = context;
    }

    /**
     * What came out.
     *
     * @param values one for each request, in their order
     * @param document the states they were computed from
     */
    public record Result(List<MetricValue> values, EvaluationDocument document) {
        /** Copies the values. */
        public Result {
            values = List.copyOf(values);
        }
    }

    /**
     * Returns an evaluation for metrics of several tables, such as {@code shared_rows}.
     *
     * @param others the tables to compare with
     * @return a new evaluation with the same data and options
     */
    public Evaluation against(List<Table> others) {
        return new Evaluation(engine, new Context(context.data(), context.options(), others));
    }

    /**
     * Returns an evaluation for metrics of an experiment.
     *
     * @param plan what was planned beforehand
     * @return a new evaluation with the same data and options
     */
    public Evaluation of(ExperimentSpec plan) {
        return new Evaluation(
                engine, new Context(context.data(), context.options(), context.others(), Optional.of(plan)));
    }

    /**
     * Computes metrics of a table without predictions; those that need predictions are undefined.
     *
     * @param table the table
     * @param requests which numbers
     * @return values and states
     * @throws DataException if the table cannot be read any more
     */
    public Result of(Table table, List<Request> requests) throws DataException {
        Set<Need> needs = needs(requests);
        needs.removeIf(Need::ofPredictions);
        return result(engine.states(table, needs), requests);
    }

    /**
     * Computes metrics of a scored table.
     *
     * @param table the table
     * @param requests which numbers
     * @return values and states
     * @throws DataException if the table cannot be read any more
     */
    public Result of(ScoredTable table, List<Request> requests) throws DataException {
        return result(engine.states(table, needs(requests)), requests);
    }

    /**
     * Computes metrics again from the states of an earlier evaluation, without any data.
     *
     * @param document what the earlier evaluation returned
     * @param requests which numbers, of those that it was asked for
     * @return equal values; undefined where the document lacks the states
     */
    public static List<MetricValue> recompute(EvaluationDocument document, List<Request> requests) {
        return requests.stream().map(request -> value(request, document)).toList();
    }

    private Set<Need> needs(List<Request> requests) {
        Set<Need> needs = new LinkedHashSet<>();
        for (Request request : requests) {
            Metrics.find(request.metric())
                    .ifPresent(metric -> looked(request).forEach(one -> needs.addAll(needs(metric, one))));
        }
        if (requests.stream().anyMatch(request -> !request.facet().isEmpty())) {
            context.data().facets().stream()
                    .filter(FacetSpec::open)
                    .map(Need.Values::new)
                    .forEach(needs::add);
        }
        return needs;
    }

    private Set<Need> needs(Metric metric, Request request) {
        return request.against().equals(Champion.NAME)
                ? Champion.needs(request, context)
                : metric.needs(request, context);
    }

    /** The request itself, or where it is corrected for several columns that of each of them. */
    private static List<Request> looked(Request request) {
        return request.family()
                .map(family -> family.columns().stream().map(request::ofSibling).toList())
                .orElse(List.of(request));
    }

    private Result result(States states, List<Request> requests) {
        Options options = context.options();
        Collection<String> columns = requests.stream()
                .flatMap(request -> looked(request).stream())
                .map(Request::column)
                .collect(Collectors.toSet());
        options.constraints()
                .ifPresent(set -> set.constraints().features().stream()
                        .map(Constraints.Feature::name)
                        .forEach(columns::add));
        Options reduced = new Options(
                options.level(),
                options.minimumRows(),
                options.baseline().map(baseline -> baseline.only(columns)),
                options.compat(),
                options.constraints(),
                options.groups(),
                options.rivalry());
        EvaluationDocument document = new EvaluationDocument(EvaluationDocument.FORMAT, reduced, states);
        return new Result(recompute(document, requests), document);
    }

    private static MetricValue value(Request request, EvaluationDocument document) {
        States states = document.states();
        Options options = document.options();
        if (states.rows() < options.minimumRows()) {
            return MetricValue.undefined(
                    "only " + states.rows() + " rows, monitor.minimumRows asks for " + options.minimumRows(),
                    states.rows());
        }
        Optional<Metric> metric = Metrics.find(request.metric());
        if (metric.isEmpty()) {
            return MetricValue.undefined(unknown(request.metric()), states.rows());
        }
        Optional<String> misunderstood = misunderstood(metric.get(), request);
        if (misunderstood.isPresent()) {
            return MetricValue.undefined(misunderstood.get(), states.rows());
        }
        if (request.family().isPresent()) {
            List<MetricValue> all =
                    looked(request).stream().map(one -> value(one, document)).toList();
            return request.family().get().correct(request.column(), all);
        }
        try {
            return compared(metric.get(), request, document);
        } catch (RuntimeException e) {
            // a fault of ours must block like any other missing number, and be told as what it is
            return MetricValue.undefined("could not be computed: " + e, states.rows());
        }
    }

    private static Optional<String> misunderstood(Metric metric, Request request) {
        Set<Qualifier> understood = metric.qualifiers();
        if (request.at().isPresent() && !understood.contains(Qualifier.AT)) {
            return Optional.of(request.metric() + " takes no `at`");
        }
        if (!request.category().isEmpty() && !understood.contains(Qualifier.CATEGORY)) {
            return Optional.of(request.metric() + " takes no `class`");
        }
        return request.family().isPresent() && !understood.contains(Qualifier.CORRECTION)
                ? Optional.of(request.metric() + " is no p-value and takes no `correction`")
                : Optional.empty();
    }

    private static MetricValue compared(Metric metric, Request request, EvaluationDocument document) {
        States states = document.states();
        Options options = document.options();
        return switch (request.against()) {
            case "" -> metric.compute(request, states, options);
            case Champion.NAME -> Champion.compute(request, states, options);
            case Change.NAME ->
                Change.of(metric.compute(request.against(""), states, options), before(request.against(""), options));
            default ->
                MetricValue.undefined(
                        "there is nothing called `" + request.against() + "` to compare with", states.rows());
        };
    }

    private static MetricValue before(Request request, Options options) {
        return options.baseline()
                .flatMap(baseline -> baseline.measured(request))
                .orElseGet(() -> MetricValue.undefined(
                        "the version in use was released without it: release one whose spec has this gate", 0));
    }

    private static String unknown(String id) {
        return "there is no metric `" + id + "`"
                + Nearest.to(id, Metrics.ids())
                        .map(name -> ", did you mean `" + name + "`?")
                        .orElse("");
    }
}
