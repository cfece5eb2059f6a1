// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.adhoc;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.data.WrongCallException;
import io.github.gxpml.metric.Context;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.ToldOfFacets;
import io.github.gxpml.metric.constraint.ConstraintCheck;
import io.github.gxpml.metric.constraint.ConstraintReport;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.drift.Attributions;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Computes all metrics of files that no spec describes. */
public final class AdHoc {
    private final Engine engine;
    private final Options options;

    /**
     * Sets up.
     *
     * @param engine reads the files
     * @param options how to compute; a baseline and a minimum of rows are not looked at
     */
    public AdHoc(Engine engine, Options options) {
        this.engine = engine;
        this.options = options;
    }

    /**
     * Compares groups of people.
     *
     * @param subject the table
     * @param facets at least one, as {@link Words#facet} reads them
     * @return all bias metrics of each facet, by the facet as it was given; those that an open facet such as
     *     {@code sex=*} stands for by their own names
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public BiasResults bias(Subject subject, List<String> facets) throws DataException {
        Table table = engine.table("data", subject.data());
        Map<String, FacetSpec> parsed = new GivenFacets(engine, subject).read(facets);
        List<FacetSpec> distinct = parsed.values().stream().distinct().toList();
        DataSpec data = subject.spec(distinct);
        SelfScored scored = engine.scored(table, subject.predictions(), data);
        List<String> ids = Stream.of(Scope.FACET, Scope.TABLE)
                .flatMap(scope ->
                        Metrics.all().stream().filter(metric -> metric.info().scope() == scope))
                .filter(metric -> metric.info().scope() == Scope.FACET || metric instanceof ToldOfFacets)
                .map(metric -> metric.info().id())
                .toList();
        List<Request> requests = distinct.stream()
                .flatMap(facet -> ids.stream().map(id -> Request.ofFacet(id, facet.name())))
                .toList();
        Map<Request, MetricValue> values = answers(scored, data, requests).values();
        Map<String, Results> results = new LinkedHashMap<>();
        parsed.forEach((given, facet) ->
                results.put(given, results(ids, id -> Request.ofFacet(id, facet.name()), values)));
        return new BiasResults(results);
    }

    /**
     * Measures performance.
     *
     * @param subject the table
     * @return all performance metrics that its label can have, for several classes also those of each class
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public PerformanceResults metrics(Subject subject) throws DataException {
        DataSpec data = subject.spec(List.of());
        SelfScored scored = open(subject, data);
        List<String> ids = performance(subject);
        List<String> ofClasses = ids.stream().filter(AdHoc::ofOneClass).toList();
        List<String> others = ids.stream().filter(id -> !ofOneClass(id)).toList();
        List<String> classes = ofClasses.isEmpty() ? List.of() : classes(scored);
        List<Request> requests =
                new ArrayList<>(others.stream().map(Request::of).toList());
        for (String name : classes) {
            ofClasses.forEach(id -> requests.add(Request.of(id).ofCategory(name)));
        }
        Map<Request, MetricValue> values = answers(scored, data, requests).values();
        Map<String, Results> byClass = new LinkedHashMap<>();
        for (String name : classes) {
            byClass.put(name, results(ofClasses, id -> Request.of(id).ofCategory(name), values));
        }
        return new PerformanceResults(results(others, Request::of, values).metrics(), byClass);
    }

    /** What the label can have, and what the table has predictions for in principle; slices are asked for apart. */
    private List<String> performance(Subject subject) {
        var context = new Context(subject.spec(List.of()), options, List.of());
        return Metrics.all().stream()
                .filter(metric -> metric.info().scope() == Scope.TABLE
                        && subject.inputs().containsAll(metric.inputs())
                        && !metric.needs(Request.of(metric.info().id()), context)
                                .isEmpty())
                .map(metric -> metric.info().id())
                .toList();
    }

    private static boolean ofOneClass(String id) {
        return Metrics.find(id)
                .map(metric -> metric.qualifiers().contains(Metric.Qualifier.CATEGORY))
                .orElse(false);
    }

    private List<String> classes(SelfScored scored) throws DataException {
        return engine.states(scored.table(), List.of(new Need.Classes()))
                .classes()
                .map(counts -> counts.whole().classes())
                .orElse(List.of());
    }

    /**
     * Measures performance, also of groups and at thresholds.
     *
     * @param subject the table, whose label has two classes
     * @param asked what is wanted beside the metrics of the whole table
     * @return all performance metrics and what was asked for; facets that an open one such as {@code sex=*} stands for
     *     by their own names
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public SliceResults metrics(Subject subject, Asked asked) throws DataException {
        Map<String, FacetSpec> facets = new GivenFacets(engine, subject).read(asked.facets());
        List<FacetSpec> distinct = facets.values().stream().distinct().toList();
        List<String> names = distinct.stream().map(FacetSpec::name).toList();
        for (String name : names) {
            if (Slice.restOf(name).filter(names::contains).isPresent()) {
                throw new WrongCallException(
                        "`" + name + "` is a facet and the rest of another - ask for them in two calls");
            }
        }
        DataSpec data = subject.spec(distinct);
        SelfScored scored = open(subject, data);
        Sliced sliced = new Sliced(performance(subject), asked, options.level());
        Sliced.Answers answers = answers(scored, data, sliced.requests(names));
        Map<String, String> given = new LinkedHashMap<>();
        facets.forEach((text, facet) -> given.put(text, facet.name()));
        return sliced.results(answers, given);
    }

    /**
     * Compares the columns of two tables.
     *
     * @param baseline files of the table that bins are taken from
     * @param current files of the table to be compared with it
     * @param columns which columns, each in the baseline or the current table; empty for all of both
     * @return all drift metrics of each column; undefined for a column that one of the tables lacks
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public DriftResults drift(String baseline, String current, List<String> columns) throws DataException {
        return drift(new DriftSubject(baseline, current, columns, Optional.empty(), 0, false));
    }

    /**
     * Compares two tables.
     *
     * @param subject the tables, and how to compare them
     * @return all drift metrics of each column; undefined for a column that one of the tables lacks
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public DriftResults drift(DriftSubject subject) throws DataException {
        return new DriftTables(engine, options.level(), subject).compare();
    }

    /**
     * Compares the columns of a table with a baseline that was frozen before.
     *
     * @param baseline the baseline
     * @param subject the table, and how to compare it; its own baseline is not looked at
     * @return all drift metrics of each column; undefined for a column that one of the two lacks
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public DriftResults drift(Baseline baseline, DriftSubject subject) throws DataException {
        return new DriftTables(engine, options.level(), subject).compare(baseline);
    }

    /**
     * Freezes all columns of a table.
     *
     * @param files files of the table
     * @return the baseline
     * @throws DataException a {@link WrongCallException} if there is no such file; any other if the data cannot be read
     */
    public Baseline baseline(String files) throws DataException {
        Table table = engine.table("baseline", files);
        var alias = Alias.of(names(table));
        Table renamed = alias.of(table);
        return alias.back(Baseline.of(engine, renamed, names(renamed).toList(), "", ""));
    }

    /**
     * Takes the means of a table's attributions, as its columns {@code attribution.<feature>} hold them.
     *
     * @param files files of the table
     * @return the means; empty if it has no such columns, or one of them has no number
     * @throws DataException a {@link WrongCallException} if there is no such file; any other if the data cannot be read
     */
    public Optional<Attributions> attributions(String files) throws DataException {
        Table table = engine.table("data", files);
        return Attributions.of(
                engine.states(table, List.of(new Need.Attributed())).attributions());
    }

    /**
     * Checks a table against constraints.
     *
     * @param set what it is checked for
     * @param baseline what distributions are compared with
     * @param current files of the table
     * @return what it came to
     * @throws DataException a {@link WrongCallException} if there is no such file; any other if the data cannot be read
     */
    public ConstraintReport constraints(ConstraintSet set, Optional<Baseline> baseline, String current)
            throws DataException {
        Table now = engine.table("current", current);
        var alias = Alias.of(
                Stream.concat(names(now), set.constraints().features().stream().map(Constraints.Feature::name)));
        ConstraintSet renamed = alias.of(set);
        Optional<Baseline> frozen = baseline.map(alias::of);
        States states = engine.states(alias.of(now), ConstraintCheck.needs(renamed, frozen));
        return alias.back(ConstraintCheck.of(renamed, frozen, states));
    }

    static Stream<String> names(Table... tables) {
        return Stream.of(tables).flatMap(table -> table.columns().stream()).map(Column::name);
    }

    /**
     * Compares the arms of an experiment.
     *
     * @param data a file, a folder or a pattern
     * @param plan what was planned beforehand; its path is not looked at
     * @return the one metric of experiments
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public Results experiment(String data, ExperimentSpec plan) throws DataException {
        return new Experiments(engine, options).compare(data, plan);
    }

    /**
     * Compares two models on the same rows.
     *
     * @param rivals the table, and the predictions of both
     * @param facets groups to compare them on as well, as {@link Words#facet} reads them
     * @param metrics ids, of {@link Comparisons#ids()}
     * @return the challenger's number less the champion's, and the test of both, by metric; by facet as it was given,
     *     the whole table under an empty name
     * @throws DataException a {@link WrongCallException} if something named is not there; any other if the data cannot
     *     be read
     */
    public Map<String, Map<String, MetricValue>> compare(RivalSubject rivals, List<String> facets, List<String> metrics)
            throws DataException {
        return new Comparisons(engine, options).compare(rivals, facets, metrics);
    }

    private SelfScored open(Subject subject, DataSpec data) throws DataException {
        Set<String> named = new LinkedHashSet<>(data.features());
        named.add(data.label().column());
        data.facets().forEach(facet -> named.addAll(facet.columns()));
        data.groupVariable().ifPresent(named::add);
        named.addAll(subject.predictions().names());
        if (subject.memberFiles().files().isEmpty()) {
            return engine.scored("data", subject.data(), named, subject.predictions(), data);
        }
        named.add(subject.memberFiles().key());
        Table table = engine.table("data", subject.data(), named);
        MemberFiles.Joined joined = subject.memberFiles().join(engine, table, subject.predictions());
        return engine.scored(joined.table(), joined.columns(), data);
    }

    private Sliced.Answers answers(SelfScored scored, DataSpec data, List<Request> requests) throws DataException {
        Map<Request, MetricValue> values = new LinkedHashMap<>();
        List<Request> possible = new ArrayList<>();
        for (Request request : requests) {
            Metric metric = Metrics.find(request.metric()).orElseThrow();
            Inputs.missing(metric, scored)
                    .ifPresentOrElse(
                            reason -> values.put(
                                    request,
                                    MetricValue.undefined(
                                            reason, scored.table().table().rows())),
                            () -> possible.add(request));
        }
        Evaluation.Result result = new Evaluation(engine, data, options).of(scored.table(), possible);
        values.putAll(byRequest(possible, result.values()));
        return new Sliced.Answers(scored, values, result.document().states());
    }

    static Map<Request, MetricValue> byRequest(List<Request> requests, List<MetricValue> values) {
        Map<Request, MetricValue> map = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            map.put(requests.get(i), values.get(i));
        }
        return map;
    }

    /** Asks for a metric. */
    @FunctionalInterface
    interface Asking {
        Request of(String metric);
    }

    static Results results(List<String> ids, Asking asking, Map<Request, MetricValue> values) {
        Map<String, Result> results = new LinkedHashMap<>();
        ids.forEach(id -> results.put(id, Result.of(values.get(asking.of(id)))));
        return new Results(results);
    }
}
