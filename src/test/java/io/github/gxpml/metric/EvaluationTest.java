// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.drift.Baseline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    Path folder;

    private static List<Request> everything() {
        List<Request> requests = new ArrayList<>();
        for (Metric metric : Metrics.all()) {
            String id = metric.info().id();
            if (metric.info().scope() == Scope.TABLE || metric.info().scope() == Scope.RUN) {
                requests.add(Request.of(id));
            }
            if (metric.info().scope() == Scope.TABLE || metric.info().scope() == Scope.FACET) {
                requests.add(Request.ofFacet(id, "sex=F"));
                requests.add(Request.ofFacet(id, "age>75"));
            }
            if (metric.info().scope() == Scope.COLUMN) {
                for (String column : List.of("age", "kappa", "region", "prediction", "gone")) {
                    requests.add(Request.ofColumn(id, column));
                }
            }
        }
        return requests;
    }

    private static Evaluation.Result evaluate(Bench bench) throws Exception {
        Table train = bench.table("train", "id,y,sex,age,kappa\n1000,1,F,60,1\n17,0,M,70,2\n");
        Baseline baseline =
                Baseline.of(bench.engine(), bench.reference(), List.of("age", "kappa", "region"), "m", "0".repeat(64));
        ScoredTable current = bench.current();
        return new Evaluation(bench.engine(), Bench.grouped("region"), new Options(0.95, 10, Optional.of(baseline)))
                .against(List.of(train))
                .of(current, everything());
    }

    @Test
    void shouldGiveNoNumberWhereAMetricDoesNotUnderstandTheRequest() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<Request> requests = List.of(
                    Request.of("recall").at(0.9),
                    Request.of("recall").ofCategory("III"),
                    Request.of("no_such_metric").against("champion"));
            var evaluation = new Evaluation(bench.engine(), Bench.data(), Options.at(0.95));
            assertThat(evaluation.of(bench.current(), requests).values())
                    .extracting(MetricValue::value)
                    .containsOnly(Optional.empty());
        }
    }

    @Test
    void shouldRecomputeEveryValueFromTheDocumentAlone() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Evaluation.Result result = evaluate(bench);
            byte[] json = Json.pretty(result.document());
            EvaluationDocument read = Json.read(json, EvaluationDocument.class);
            assertThat(read).isEqualTo(result.document());
            assertThat(Json.pretty(read)).isEqualTo(json);
            assertThat(Evaluation.recompute(read, everything())).isEqualTo(result.values());
            assertThat(result.values().stream().filter(v -> v.value().isPresent()))
                    .hasSizeGreaterThan(80);
        }
    }

    @Test
    void shouldRecomputeAnySubsetToTheSameValues() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Evaluation.Result result = evaluate(bench);
            List<Request> all = everything();
            for (int i = 0; i < all.size(); i++) {
                assertThat(Evaluation.recompute(result.document(), List.of(all.get(i))))
                        .containsExactly(result.values().get(i));
            }
        }
    }

    @Test
    void shouldGiveEqualDocumentsForEqualTables() throws Exception {
        byte[] first;
        try (Bench bench = new Bench(Files.createDirectory(folder.resolve("a")))) {
            first = Json.pretty(evaluate(bench).document());
        }
        try (Bench bench = new Bench(Files.createDirectory(folder.resolve("b")))) {
            assertThat(Json.pretty(evaluate(bench).document())).isEqualTo(first);
        }
    }

    @Test
    void shouldWriteNoRowsIntoTheDocument() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored("1,0.8125,1,F,61", "0,0.1875,0,M,71", "1,0.3,0,M,73");
            List<Request> requests = List.of(Request.of("roc_auc"), Request.of("recall"));
            String json = new String(
                    Json.pretty(bench.evaluation().of(table, requests).document()), StandardCharsets.UTF_8);
            assertThat(json).doesNotContain("0.8125").doesNotContain("0.1875").contains("\"ranks\"");
        }
    }

    @Test
    void shouldLeaveOutColumnsOfTheBaselineThatWereNotCompared() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline =
                    Baseline.of(bench.engine(), bench.reference(), List.of("age", "kappa"), "m", "0".repeat(64));
            Evaluation.Result result = new Evaluation(
                            bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(baseline)))
                    .of(bench.current(), List.of(Request.ofColumn("ks", "age")));
            assertThat(result.document().options().baseline().orElseThrow().columns())
                    .containsOnlyKeys("age");
        }
    }
}
