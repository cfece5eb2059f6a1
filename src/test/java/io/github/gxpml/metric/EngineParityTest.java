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
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.FacetSpec;
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
                case RUN -> Stream.empty();
            };
            asked.map(request -> metric.qualifiers().contains(Qualifier.AT) ? request.at(0.8) : request)
                    .forEach(requests::add);
        }
        return requests;
    }

    private void compare(Path rows, Path predictions, DataSpec data) throws Exception {
        try (Engine embedded = Engine.embedded(folder.resolve("spill"));
                Engine distributed = LocalSpark.engine()) {
            Evaluation.Result expected = evaluate(embedded, rows, predictions, data);
            Evaluation.Result found = evaluate(distributed, rows, predictions, data);
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
}
