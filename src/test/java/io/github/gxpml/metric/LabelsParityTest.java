// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Engine;
import io.github.gxpml.data.LocalSpark;
import io.github.gxpml.data.PredictionColumns;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of several classes and numbers from both engines: the same states, the same numbers. */
class LabelsParityTest {
    private static final LabelSpec STAGES = new LabelSpec(
            "stage", Type.MULTICLASS, List.of("III", "IV, rare"), Optional.empty(), List.of(), Optional.empty());

    @TempDir
    Path folder;

    /** What both engines are asked for. */
    @FunctionalInterface
    private interface Question {
        ScoredTable ask(Engine engine) throws Exception;
    }

    private static void compare(LabelBench bench, Question question, String category) throws Exception {
        List<Request> requests = new ArrayList<>();
        for (Metric metric : Metrics.all()) {
            if (metric.info().scope() == Scope.TABLE || metric.info().scope() == Scope.FACET) {
                for (String facet : List.of("", "sex=F", "not age>75")) {
                    Request request = Request.ofFacet(metric.info().id(), facet);
                    requests.add(
                            metric.qualifiers().contains(Qualifier.CATEGORY) ? request.ofCategory(category) : request);
                }
            }
        }
        try (Engine distributed = LocalSpark.engine()) {
            Evaluation.Result expected = evaluate(bench, bench.bench().engine(), question, requests);
            Evaluation.Result found = evaluate(bench, distributed, question, requests);
            assertThat(text(found)).isEqualTo(text(expected));
            assertThat(found.values()).isEqualTo(expected.values());
            assertThat(expected.values().stream().filter(value -> value.value().isPresent()))
                    .hasSizeGreaterThan(15);
        }
    }

    private static Evaluation.Result evaluate(
            LabelBench bench, Engine engine, Question question, List<Request> requests) throws Exception {
        return new Evaluation(engine, bench.data(), Options.at(0.95)).of(question.ask(engine), requests);
    }

    private static String text(Evaluation.Result result) {
        return new String(Json.pretty(result.document().states()), StandardCharsets.UTF_8);
    }

    @Test
    void shouldGiveTheSameForSeveralClasses() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, STAGES)) {
            Path rows = bench.bench().resource("classes.csv");
            Path predictions = bench.bench().resource("classes-predictions.csv");
            compare(
                    bench,
                    engine -> engine.scored(engine.table("t", rows, Format.CSV), predictions, bench.data()),
                    "IV, rare");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tiny", "huge", "far"})
    void shouldGiveTheSameForNumbers(String name) throws Exception {
        LabelSpec label = new LabelSpec("y", Type.REGRESSION, List.of(), Optional.of(4.0), List.of(), Optional.of(0.9));
        try (LabelBench bench = LabelBench.create(folder, label)) {
            Path rows = bench.bench().resource("numbers-" + name + ".csv");
            Path predictions = bench.bench().resource("numbers-" + name + "-predictions.csv");
            compare(bench, engine -> engine.scored(engine.table("t", rows, Format.CSV), predictions, bench.data()), "");
            assertThat(bench.bench().engine().digest(predictions, "id"))
                    .isEqualTo(digest(predictions))
                    .isNotEqualTo(digest(bench.bench().resource("classes-predictions.csv")));
        }
    }

    private static String digest(Path predictions) throws Exception {
        try (Engine distributed = LocalSpark.engine()) {
            return distributed.digest(predictions, "id");
        }
    }

    @Test
    void shouldGiveTheSameForPredictionsInTheTableItself() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.classes("B"))) {
            Path rows = bench.bench()
                    .write("y,p,a,b,sex,age\nA,A,0.9,0.1,F,60\nB,B,0.2,0.8,M,80\n,A,0.5,0.5,F,50\nB,A,0.6,0.4,F,70\n"
                            + "A,B,0.3,0.7,M,60\nA,A,0.75,0.25,F,61\nB,B,0.125,0.875,,\n");
            var columns = new PredictionColumns(
                    Optional.of("p"),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("A", "a", "B", "b"),
                    Optional.empty(),
                    Optional.empty());
            compare(
                    bench,
                    engine -> engine.scored(engine.table("t", rows, Format.CSV), columns, bench.data())
                            .table(),
                    "A");
        }
    }
}
