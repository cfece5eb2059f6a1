// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.LocalSpark;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.Predictions;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.SelfScored;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.constraint.ConstraintSet;
import io.github.gxpml.metric.constraint.Constraints;
import io.github.gxpml.metric.constraint.InferredType;
import io.github.gxpml.metric.constraint.Settings;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric of the catalogue from both engines: the same states, the same numbers. */
class EngineParityTest {
    private static final double RELATIVE = 1e-12;

    /** Names that are words of SQL, Java or Spark somewhere; so are the values. */
    private static final DataSpec HOSTILE = new DataSpec(
            "k;y",
            new DataSpec.LabelSpec("it's \"dead\"", "o'\\n"),
            List.of("a.b", "c`d", "e ${f}"),
            List.of(
                    new FacetSpec("s'; DROP TABLE t0; --", List.of("\u00e4\\", "b\"c"), Optional.empty()),
                    new FacetSpec(List.of(Condition.above("a.b", 0.5), Condition.upTo("c`d", 3)))),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.of("c`d"));

    @TempDir
    Path folder;

    private final Set<Class<?>> needed = new HashSet<>();

    /** Ids of metrics that had a number. */
    private final Set<String> measured = new TreeSet<>();

    /** What is evaluated: a table, its predictions and those of a champion. */
    private record Case(Path rows, Path predictions, Path champion, DataSpec data, ExperimentSpec plan) {}

    /** The values of all metrics and the states that they came from, those that a baseline froze included. */
    private record Found(List<Request> requests, List<MetricValue> values, List<String> documents) {}

    private Found evaluate(Engine engine, Case given) throws Exception {
        Table table = engine.table("validation", given.rows(), Format.CSV);
        ScoredTable scored = engine.scored(table, given.predictions(), given.champion(), given.data());
        List<String> columns = table.columns().stream().map(Column::name).toList();
        Baseline baseline = Baseline.of(engine, scored, columns, "", "");
        Options options = new Options(0.95, 0, Optional.of(baseline)).with(constraints(columns));
        Evaluation evaluation = new Evaluation(engine, given.data(), options);
        List<Request> requests = requests(columns, given.data());
        List<Request> trial = requests(Scope.EXPERIMENT, Stream.of(""), Stream.of(""));
        Evaluation.Result result = evaluation.against(List.of(table)).of(scored, requests);
        Evaluation.Result experiment = evaluation.of(given.plan()).of(table, trial);
        States others = engine.states(scored, withoutMetric(given.data()));
        List<MetricValue> values = Stream.concat(result.values().stream(), experiment.values().stream())
                .toList();
        return new Found(
                Stream.concat(requests.stream(), trial.stream()).toList(),
                values,
                Stream.of(
                                baseline,
                                result.document().states(),
                                experiment.document().states(),
                                others)
                        .map(document -> new String(Json.pretty(document), StandardCharsets.UTF_8))
                        .toList());
    }

    /** What no metric is computed from. */
    private static List<Need> withoutMetric(DataSpec data) {
        String group = data.groupVariable().orElse(data.label().column());
        Condition first = data.facets().get(0).conditions().get(0);
        return List.of(
                new Need.Values(new FacetSpec(List.of(first, Condition.each(group)))),
                new Need.KindsOfValues(Map.of(first.column(), first.values())));
    }

    private static ConstraintSet constraints(List<String> columns) {
        List<Constraints.Feature> features = columns.stream()
                .map(column -> new Constraints.Feature(
                        column,
                        InferredType.FRACTIONAL,
                        Optional.of(1.0),
                        Optional.of(true),
                        Optional.empty(),
                        Settings.NONE))
                .toList();
        return new ConstraintSet(new Constraints(features, Settings.NONE), List.of());
    }

    private static List<Request> requests(List<String> columns, DataSpec data) {
        List<String> facets = data.facets().stream().map(FacetSpec::name).toList();
        List<String> slices = Stream.of(
                        Stream.of(""), facets.stream(), facets.stream().map(f -> Slice.NOT + f))
                .flatMap(names -> names)
                .toList();
        List<Request> requests = new ArrayList<>();
        requests.addAll(requests(Scope.TABLE, slices.stream(), Stream.of("")));
        requests.addAll(requests(Scope.FACET, facets.stream(), Stream.of("")));
        requests.addAll(requests(
                Scope.COLUMN, Stream.of(""), Stream.concat(columns.stream(), Stream.of(ScoredTable.PREDICTION))));
        Champion.ids()
                .forEach(id -> slices.forEach(
                        slice -> requests.add(Request.ofFacet(id, slice).against(Champion.NAME))));
        return requests;
    }

    private static List<Request> requests(Scope scope, Stream<String> slices, Stream<String> columns) {
        List<String> names = columns.toList();
        return slices.flatMap(slice -> names.stream()
                        .flatMap(column -> Metrics.all().stream()
                                .filter(metric -> metric.info().scope() == scope)
                                .map(metric -> request(metric, slice, column))))
                .toList();
    }

    private static Request request(Metric metric, String slice, String column) {
        Request request = new Request(metric.info().id(), slice, column, Optional.empty(), "", "");
        if (metric.qualifiers().contains(Qualifier.CATEGORY)) {
            return request.ofCategory("III");
        }
        return metric.qualifiers().contains(Qualifier.AT) ? request.at(0.8) : request;
    }

    private void compare(Case given) throws Exception {
        compare(engine -> evaluate(engine, given), 100);
    }

    /** The same for labels that are not of two classes, and have fewer metrics. */
    private void compare(LabelBench bench, String name) throws Exception {
        Path rows = bench.bench().resource(name + ".csv");
        Path predictions = bench.bench().resource(name + "-predictions.csv");
        compare(
                engine -> {
                    ScoredTable scored = engine.scored(engine.table("t", rows, Format.CSV), predictions, bench.data());
                    List<Request> requests = requests(List.of("age"), bench.data());
                    Evaluation.Result result =
                            new Evaluation(engine, bench.data(), Options.at(0.95)).of(scored, requests);
                    String states = new String(Json.pretty(result.document().states()), StandardCharsets.UTF_8);
                    return new Found(requests, result.values(), List.of(states));
                },
                10);
    }

    /** What both engines are asked for. */
    @FunctionalInterface
    private interface Question {
        Found ask(Engine engine) throws Exception;
    }

    private void compare(Question question, int least) throws Exception {
        try (Engine embedded = Engine.embedded(folder.resolve("spill"));
                Engine distributed = LocalSpark.engine()) {
            Found expected = question.ask(embedded);
            Found found = question.ask(recorded(distributed));
            assertThat(found.documents()).isEqualTo(expected.documents());
            assertThat(found.values()).hasSameSizeAs(expected.values());
            for (int i = 0; i < expected.values().size(); i++) {
                close(expected.values().get(i), found.values().get(i));
                if (found.values().get(i).value().isPresent()) {
                    measured.add(found.requests().get(i).metric());
                }
            }
            assertThat(expected.values().stream().filter(value -> value.value().isPresent()))
                    .hasSizeGreaterThan(least);
        }
    }

    private static void close(MetricValue expected, MetricValue found) {
        assertThat(found.value().isPresent()).isEqualTo(expected.value().isPresent());
        expected.value()
                .ifPresent(value -> assertThat(found.value().orElseThrow())
                        .isCloseTo(value, within(RELATIVE * Math.max(Double.MIN_NORMAL, Math.abs(value)))));
        assertThat(found.n()).isEqualTo(expected.n());
    }

    /** The same engine, which keeps the kinds of needs that it is asked for. */
    private Engine recorded(Engine engine) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("states")) {
                        ((Collection<?>) arguments[1]).forEach(need -> needed.add(need.getClass()));
                    }
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void shouldGiveTheSameFromBothEnginesForEveryMetric() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Path predictions = bench.resource("predictions.csv");
            compare(new Case(
                    bench.resource("table.csv"),
                    predictions,
                    predictions,
                    Bench.grouped("region"),
                    new ExperimentSpec("", Format.CSV, "sex", "M", "F", "age", Optional.empty(), 10)));
        }
        compare(createHostile());
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            compare(bench, "numbers-plain");
        }
        var stages = new DataSpec.LabelSpec(
                "stage", DataSpec.LabelSpec.Type.MULTICLASS, List.of(), Optional.empty(), List.of(), Optional.empty());
        try (LabelBench bench = LabelBench.create(Files.createDirectory(folder.resolve("classes")), stages)) {
            compare(bench, "classes");
        }
        compareMembersAndDeclaredConfidence();
        assertThat(needed).containsExactlyInAnyOrder(Need.class.getPermittedSubclasses());
        assertThat(measured)
                .isEqualTo(Metrics.all().stream()
                        .filter(metric -> metric.info().scope() != Scope.RUN)
                        .map(metric -> metric.info().id())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Ties, a constant, an empty column, line breaks in values, missing ones, and numbers that are none. */
    private Case createHostile() throws Exception {
        List<String> numbers =
                List.of("nan", "inf", "", "1e400", "-0.0", "0", "1_0", "+1.50", "1d", "0.1", "3", "-7e-3");
        List<String> texts = List.of("\u00e4\\", "\"b\"\"c\"", "", "\"x\ny\"", "''", "NULL", "\"a,b\"");
        StringBuilder rows =
                new StringBuilder("k;y,\"it's \"\"dead\"\"\",a.b,c`d,e ${f},s'; DROP TABLE t0; --,one,none,p\n");
        StringBuilder predictions = scored();
        StringBuilder champion = scored();
        for (int i = 0; i < 84; i++) {
            String label = i % 11 == 0 ? "" : i % 3 == 0 ? "o'\\n" : "other";
            rows.append("k'").append(i).append("\\,").append(label).append(',').append(numbers.get(i % 12));
            rows.append(',').append(i * i % 7).append(',').append(1.0 / (i + 1)).append(',');
            rows.append(texts.get(i * 5 % 7))
                    .append(",1,,")
                    .append(texts.get(i % 7))
                    .append('\n');
            predictions
                    .append("k'")
                    .append(i)
                    .append("\\,")
                    .append(i * 7 % 11 / 10.0)
                    .append(',')
                    .append(i % 2);
            predictions.append(',').append(i % 5 - 2.25).append(",nan\n");
            champion.append("k'")
                    .append(i)
                    .append("\\,")
                    .append(i * 3 % 9 / 8.0)
                    .append(',')
                    .append(i / 2 % 2);
            champion.append(",0,0\n");
        }
        return new Case(
                Files.writeString(folder.resolve("hostile.csv"), rows),
                Files.writeString(folder.resolve("hostile-p.csv"), predictions),
                Files.writeString(folder.resolve("hostile-c.csv"), champion),
                HOSTILE,
                new ExperimentSpec("", Format.CSV, "p", "''", "x\ny", "it's \"dead\"", Optional.of("o'\\n"), 5));
    }

    private static StringBuilder scored() {
        String attribution = Predictions.ATTRIBUTION;
        return new StringBuilder("k;y,score,predicted," + attribution + "a.b," + attribution + "c`d\n");
    }

    private static Path withAttributions(Path predictions) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(predictions)) {
            lines.add(line
                    + (lines.isEmpty()
                            ? ",attribution.age,attribution.kappa"
                            : "," + line.length() + "," + lines.size() % 7));
        }
        return Files.write(predictions, lines);
    }

    private void compareMembersAndDeclaredConfidence() throws Exception {
        try (Bench bench = new Bench(Files.createDirectory(folder.resolve("members")))) {
            for (String name : List.of("uncertainty-predictions.csv", "uncertainty-declared.csv")) {
                Path predictions = withAttributions(bench.resource(name));
                compare(new Case(
                        bench.resource("uncertainty-table.csv"),
                        predictions,
                        predictions,
                        Bench.data(),
                        new ExperimentSpec("", Format.CSV, "sex", "M", "F", "age", Optional.empty(), 10)));
            }
        }
    }

    @Test
    void shouldJoinTheSameScoresOfMembers() throws Exception {
        try (Bench bench = new Bench(folder);
                Engine distributed = LocalSpark.engine()) {
            Path rows = bench.write("id,y,s\n7,1,0.9\n8,0,0.3\n9,1,0.4\n");
            List<String> files = List.of(
                    bench.write("score,id\n0.7,9\n0.1,7\n0.2,8\n").toString(),
                    bench.write("key,score\n8,0.5\n9,0.25\n7,1\n").toString());
            List<Object> found = new ArrayList<>();
            for (Engine engine : List.of(bench.engine(), distributed)) {
                Table table = engine.withScores(engine.table("t", rows, Format.CSV), files, "id");
                var columns = new PredictionColumns(Optional.empty(), Optional.of("s"), Optional.of(0.5))
                        .with(List.of("member.1", "member.2"), Optional.empty());
                SelfScored scored = engine.scored(table, columns, createData());
                found.add(engine.states(scored.table(), List.of(new Need.Members(Slice.ALL)))
                        .uncertainty()
                        .members());
            }
            assertThat(found.get(1)).isEqualTo(found.get(0));
            assertThat(found.get(0).toString()).contains("members=2, rows=3");
        }
    }

    private static DataSpec createData() {
        return new DataSpec(
                "id", new DataSpec.LabelSpec("y", "1"), List.of(), List.of(), Map.of(), Map.of(), Optional.empty());
    }
}
