// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.Column;
import io.github.gxpml.data.DataException;
import io.github.gxpml.data.Engine;
import io.github.gxpml.data.LocalSpark;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.comparison.Champion;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.ExperimentSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric of the catalogue from both engines: the same states, the same numbers. */
class EngineParityTest {
    private static final double RELATIVE = 1e-12;

    @TempDir
    Path folder;

    /** What one engine makes of a table that is scored by a file of predictions. */
    private Evaluation.Result evaluate(Engine engine, Path rows, Path predictions, DataSpec data) throws Exception {
        Table table = engine.table("validation", rows, Format.CSV);
        ScoredTable scored = engine.scored(table, predictions, data);
        List<String> columns = table.columns().stream().map(Column::name).toList();
        Baseline baseline = Baseline.of(engine, table, columns, "", "");
        Options options = new Options(0.95, 0, Optional.of(baseline));
        return new Evaluation(engine, data, options).against(table).of(scored, requests(columns, data));
    }

    private static List<Request> requests(List<String> columns, DataSpec data) {
        List<Request> requests = new ArrayList<>();
        for (Metric metric : Metrics.all()) {
            String id = metric.info().id();
            Stream<Request> asked = switch (metric.info().scope()) {
                case TABLE ->
                    Stream.concat(
                            Stream.of(Request.of(id)),
                            data.facets().stream().map(FacetSpec::name).map(facet -> Request.ofFacet(id, facet)));
                case FACET -> data.facets().stream().map(FacetSpec::name).map(facet -> Request.ofFacet(id, facet));
                case COLUMN ->
                    Stream.concat(columns.stream(), Stream.of(ScoredTable.PREDICTION))
                            .map(column -> Request.ofColumn(id, column));
                case RUN, EXPERIMENT -> Stream.empty(); // counts of the run; a table of its own
            };
            asked.map(request -> metric.qualifiers().contains(Qualifier.AT) ? request.at(0.8) : request)
                    .forEach(requests::add);
        }
        return requests;
    }

    private void compare(Path rows, Path predictions, DataSpec data) throws Exception {
        compare(engine -> evaluate(engine, rows, predictions, data));
    }

    /** What both engines are asked for. */
    @FunctionalInterface
    private interface Question {
        Evaluation.Result ask(Engine engine) throws Exception;
    }

    private void compare(Question question) throws Exception {
        try (Engine embedded = Engine.embedded(folder.resolve("spill"));
                Engine distributed = LocalSpark.engine()) {
            Evaluation.Result expected = question.ask(embedded);
            Evaluation.Result found = question.ask(distributed);
            assertThat(new String(Json.pretty(found.document().states())))
                    .isEqualTo(new String(Json.pretty(expected.document().states())));
            for (int i = 0; i < expected.values().size(); i++) {
                close(expected.values().get(i), found.values().get(i));
            }
        }
    }

    private static void close(MetricValue expected, MetricValue found) throws DataException {
        assertThat(found.value().isPresent()).isEqualTo(expected.value().isPresent());
        expected.value()
                .ifPresent(value -> assertThat(found.value().orElseThrow())
                        .isCloseTo(value, within(RELATIVE * Math.max(1e-300, Math.abs(value)))));
    }

    @Test
    void shouldGiveTheSameForTheReferenceTables() throws Exception {
        try (Bench bench = new Bench(folder)) {
            compare(bench.resource("table.csv"), bench.resource("predictions.csv"), Bench.grouped("region"));
            compare(bench.resource("current.csv"), bench.resource("current-predictions.csv"), Bench.grouped("region"));
        }
    }

    @Test
    void shouldGiveTheSameForRivals() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Path rows = bench.resource("rivals.csv");
            Path ours = createPredictions(bench, rows, 5);
            Path theirs = createPredictions(bench, rows, 6);
            List<Request> requests = Stream.concat(
                            Champion.ids().stream().map(id -> Request.of(id).against("champion")),
                            Champion.ids().stream()
                                    .map(id -> Request.ofFacet(id, "sex=F").against("champion")))
                    .toList();
            compare(engine -> {
                Table table = engine.table("validation", rows, Format.CSV);
                return new Evaluation(engine, Bench.data(), Options.at(0.95))
                        .of(engine.scored(table, ours, theirs, Bench.data()), requests);
            });
        }
    }

    @Test
    void shouldGiveTheSameForExperiments() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Path rows = bench.resource("trial.csv");
            for (Optional<String> positive : List.of(Optional.of("1"), Optional.<String>empty())) {
                var plan = new ExperimentSpec(
                        "",
                        Format.CSV,
                        "arm",
                        "usual",
                        "model",
                        positive.isPresent() ? "found" : "days",
                        positive,
                        120);
                compare(engine -> new Evaluation(engine, Bench.data(), Options.at(0.95))
                        .of(plan)
                        .of(engine.table("experiment", rows, Format.CSV), List.of(Request.of("ab_difference"))));
            }
        }
    }

    private static Path createPredictions(Bench bench, Path rows, int column) throws Exception {
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        for (String line : Files.readAllLines(rows).subList(1, 241)) {
            String[] cells = line.split(",");
            predictions
                    .append(cells[0] + "," + cells[column] + ",")
                    .append(Double.parseDouble(cells[column]) < 0.5 ? "0\n" : "1\n");
        }
        return bench.write(predictions.toString());
    }
}
