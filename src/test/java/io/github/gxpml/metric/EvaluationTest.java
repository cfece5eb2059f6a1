// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.MetricInfo.Scope;
import io.github.gxpml.metric.drift.Baseline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
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

    private static final List<String> ALL_TABLE = List.of(
            "roc_auc",
            "average_precision",
            "accuracy",
            "recall",
            "specificity",
            "precision",
            "f1",
            "mcc",
            "brier",
            "ece");

    private static List<String> randomRows(long seed, int n) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int y = random.nextInt(3) == 0 ? 1 : 0;
            double score = Math.round((0.3 * y + 0.7 * random.nextDouble()) * 64) / 64.0;
            rows.add(y + "," + score + "," + (score > 0.5 ? 1 : 0) + "," + (random.nextBoolean() ? "F" : "M") + ","
                    + (50 + random.nextInt(40)));
        }
        return rows;
    }

    private static List<MetricValue> values(Bench bench, List<String> rows, List<Request> requests) throws Exception {
        return bench.evaluation()
                .of(bench.scored(rows.toArray(String[]::new)), requests)
                .values();
    }

    private static List<String> changed(List<String> rows, UnaryOperator<String[]> change) {
        return rows.stream()
                .map(row -> String.join(",", change.apply(row.split(",", -1))))
                .toList();
    }

    @Test
    void shouldNotDependOnTheOrderOfRows() throws Exception {
        List<Request> requests = ALL_TABLE.stream().map(Request::of).toList();
        for (long seed = 0; seed < 5; seed++) {
            List<String> rows = randomRows(seed, 200);
            List<String> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(seed));
            try (Bench bench = new Bench(folder)) {
                assertThat(values(bench, shuffled, requests)).isEqualTo(values(bench, rows, requests));
            }
        }
    }

    @Test
    void shouldSwapRecallAndSpecificityWithTheLabels() throws Exception {
        List<Request> requests = List.of(
                Request.of("recall"),
                Request.of("specificity"),
                Request.of("roc_auc"),
                Request.of("brier"),
                Request.of("mcc"),
                Request.of("accuracy"));
        for (long seed = 0; seed < 5; seed++) {
            List<String> rows = randomRows(seed, 200);
            List<String> swapped = changed(rows, c -> new String[] {
                String.valueOf(1 - Integer.parseInt(c[0])),
                String.valueOf(1 - Double.parseDouble(c[1])),
                String.valueOf(1 - Integer.parseInt(c[2])),
                c[3],
                c[4]
            });
            try (Bench bench = new Bench(folder)) {
                List<MetricValue> before = values(bench, rows, requests);
                List<MetricValue> after = values(bench, swapped, requests);
                assertThat(after.get(0)).isEqualTo(before.get(1));
                assertThat(after.get(1)).isEqualTo(before.get(0));
                assertThat(after.get(2).value()).isEqualTo(before.get(2).value());
                assertThat(after.get(2).interval()).isEqualTo(before.get(2).interval());
                assertThat(after.get(3).value()).isEqualTo(before.get(3).value());
                assertThat(after.get(4).value().orElseThrow())
                        .isCloseTo(before.get(4).value().orElseThrow(), within(1e-12));
                assertThat(after.get(5)).isEqualTo(before.get(5));
            }
        }
    }

    @Test
    void shouldTurnRoundWithTheGroups() throws Exception {
        List<String> signed = List.of(
                "CI", "DPL", "DPPL", "RD", "SD", "AD", "DAR", "DRR", "DCA", "DCR", "TE", "average_odds_difference");
        List<Request> requests = new ArrayList<>(
                signed.stream().map(id -> Request.ofFacet(id, "sex=F")).toList());
        requests.add(Request.ofFacet("DI", "sex=F"));
        for (long seed = 0; seed < 5; seed++) {
            List<String> rows = randomRows(seed, 300);
            List<String> swapped =
                    changed(rows, c -> new String[] {c[0], c[1], c[2], c[3].equals("F") ? "M" : "F", c[4]});
            try (Bench bench = new Bench(folder)) {
                List<MetricValue> before = values(bench, rows, requests);
                List<MetricValue> after = values(bench, swapped, requests);
                for (int i = 0; i < signed.size(); i++) {
                    assertThat(after.get(i).value().orElseThrow())
                            .as(signed.get(i))
                            .isCloseTo(-before.get(i).value().orElseThrow(), within(1e-12));
                    assertThat(after.get(i).interval().orElseThrow().lower())
                            .as(signed.get(i))
                            .isCloseTo(-before.get(i).interval().orElseThrow().upper(), within(1e-12));
                }
                assertThat(after.get(signed.size()).value().orElseThrow())
                        .isCloseTo(1 / before.get(signed.size()).value().orElseThrow(), within(1e-12));
            }
        }
    }

    @Test
    void shouldKeepTheAreaUnderAMonotoneTransformation() throws Exception {
        List<Request> requests = List.of(Request.of("roc_auc"), Request.of("average_precision"));
        List<String> rows = randomRows(9, 300);
        List<String> squared = changed(rows, c -> {
            String[] cells = Arrays.copyOf(c, c.length);
            cells[1] = String.valueOf(Double.parseDouble(c[1]) * Double.parseDouble(c[1]));
            return cells;
        });
        try (Bench bench = new Bench(folder)) {
            assertThat(values(bench, squared, requests)).isEqualTo(values(bench, rows, requests));
        }
    }

    @Test
    void shouldKeepEveryValueInsideItsInterval() throws Exception {
        for (long seed = 20; seed < 40; seed++) {
            List<String> rows = randomRows(seed, 5 + (int) seed);
            try (Bench bench = new Bench(folder)) {
                for (MetricValue value : values(bench, rows, everything())) {
                    value.interval()
                            .ifPresent(interval -> assertThat(value.value().orElseThrow())
                                    .isBetween(interval.lower(), interval.upper()));
                }
            }
        }
    }
}
