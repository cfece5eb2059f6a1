// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.MetricInfo.Direction;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.Format;
import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorstSliceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"table,1e-8", "classes,1e-8", "numbers-plain,1e-9"})
    void shouldAgreeWithEachSliceInScikitLearn(String name, double precision) throws Exception {
        LabelSpec label = switch (name) {
            case "table" -> new LabelSpec("y", "1");
            case "classes" ->
                new LabelSpec("stage", Type.MULTICLASS, List.of(), Optional.empty(), List.of(), Optional.empty());
            default -> LabelBench.number(Optional.empty());
        };
        try (LabelBench bench = LabelBench.create(folder, label)) {
            JsonNode expected = Json.read(
                            Files.readAllBytes(bench.bench().resource("reference-slices.json")), JsonNode.class)
                    .get(name);
            Table table = bench.bench().engine().table("t", bench.bench().resource(name + ".csv"), Format.CSV);
            Path predictions = bench.bench().resource((name.equals("table") ? "" : name + "-") + "predictions.csv");
            ScoredTable scored = bench.bench().engine().scored(table, predictions, bench.data());
            List<Request> requests = new ArrayList<>();
            expected.fieldNames().forEachRemaining(metric -> requests.add(request(metric)));
            Evaluation.Result result = bench.result(scored, requests.toArray(Request[]::new));
            assertThat(requests).hasSizeGreaterThan(3);
            int i = 0;
            for (JsonNode wanted : expected) {
                compare(
                        result.values().get(i),
                        wanted,
                        precision,
                        requests.get(i++).metric());
            }
            EvaluationDocument document = Json.read(Json.pretty(result.document()), EvaluationDocument.class);
            assertThat(Evaluation.recompute(document, requests)).isEqualTo(result.values());
        }
    }

    private static Request request(String metric) {
        String[] parts = metric.split(" ", 2);
        Request request = Request.of("worst_slice_" + parts[0]);
        return parts.length == 1
                ? request
                : parts[0].startsWith("class_")
                        ? request.ofCategory(parts[1])
                        : request.at(Double.parseDouble(parts[1]));
    }

    private static void compare(MetricValue found, JsonNode wanted, double precision, String what) {
        assertThat(found.value()).as("%s: %s", what, found).isPresent();
        assertThat(found.value().get()).as(what).isCloseTo(wanted.get("value").asDouble(), within(precision));
        assertThat(found.n()).as(what).isEqualTo(wanted.get("n").asLong());
        assertThat(found.detail())
                .as(what)
                .startsWith(wanted.get("slice").asText() + ", the worst of 4 slices")
                .doesNotContain("no interval");
        Interval interval = found.interval().orElseThrow();
        assertThat(found.value().get()).as(what).isBetween(interval.lower(), interval.upper());
        assertThat(interval.level()).isEqualTo(0.95);
        if (wanted.has("interval")) {
            assertThat(List.of(interval.lower(), interval.upper()))
                    .as(what)
                    .zipSatisfy(
                            List.of(
                                    wanted.get("interval").get(0).asDouble(),
                                    wanted.get("interval").get(1).asDouble()),
                            (bound, expected) -> assertThat(bound).isCloseTo(expected, within(precision)));
        }
    }

    @Test
    void shouldTakeTheLargestErrorAndItsBounds() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            // errors of women 1, 3, of men 0, 1
            ScoredTable table =
                    bench.scored(List.of("1,F,60", "1,F,60", "1,M,60", "1,M,60"), "predicted", "2", "4", "1", "2");
            MetricValue mae = bench.value(table, Request.ofFacet("worst_slice_mae", "sex=F"));
            assertThat(mae.value()).contains(2.0);
            assertThat(mae.n()).isEqualTo(2);
            assertThat(mae.detail()).isEqualTo("with sex=F, the worst of 2 slices");
            // 2 and 0.5 with standard errors 1 and 0.5; the normal quantile of a level of 0.975 is 2.2414
            assertThat(mae.interval().orElseThrow().lower()).isCloseTo(0, within(1e-9));
            assertThat(mae.interval().orElseThrow().upper()).isCloseTo(2 + 2.241402727604947, within(1e-9));
        }
    }

    @Test
    void shouldTakeTheValueFarthestFromTheIdealWithItsSign() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            // mean errors: women -10.5, men 0.5, with a standard error of 0.5 each
            ScoredTable table = bench.scored(
                    List.of("20,F,60", "20,F,60", "20,M,60", "20,M,60"), "predicted", "9", "10", "20", "21");
            MetricValue error = bench.value(table, Request.ofFacet("worst_slice_mean_error", "sex=F"));
            assertThat(error.value()).contains(-10.5);
            double half = 2.241402727604947 / 2;
            assertThat(error.interval().orElseThrow().lower()).isCloseTo(-10.5 - half, within(1e-9));
            assertThat(error.interval().orElseThrow().upper()).isCloseTo(-10.5 + half, within(1e-9));
        }
    }

    @Test
    void shouldReachToBothSidesWhereEitherMayBeTheFarthest() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            // mean errors: women -2.5, men 2.5, with a standard error of 0.5 each
            ScoredTable table = bench.scored(
                    List.of("20,F,60", "20,F,60", "20,M,60", "20,M,60"), "predicted", "17", "18", "22", "23");
            MetricValue error = bench.value(table, Request.ofFacet("worst_slice_mean_error", "sex=F"));
            assertThat(error.value()).contains(-2.5);
            double half = 2.241402727604947 / 2;
            assertThat(error.interval().orElseThrow().lower()).isCloseTo(-2.5 - half, within(1e-9));
            assertThat(error.interval().orElseThrow().upper()).isCloseTo(2.5 + half, within(1e-9));
        }
    }

    @Test
    void shouldHaveNoIntervalWhereASliceHasNone() throws Exception {
        try (LabelBench bench = LabelBench.create(folder, LabelBench.number(Optional.empty()))) {
            ScoredTable table = bench.scored(List.of("1,F,60", "1,M,60", "1,M,60"), "predicted", "2", "4", "5");
            MetricValue mae = bench.value(table, Request.ofFacet("worst_slice_mae", "sex=F"));
            assertThat(mae.value()).contains(3.5);
            assertThat(mae.interval()).isEmpty();
            assertThat(mae.detail()).isEqualTo("without sex=F, the worst of 2 slices; there is no interval with sex=F");
        }
    }

    @Test
    void shouldHaveNoValueWhereASliceHasNone() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored("1,0.9,1,F,60", "1,0.8,1,F,60", "0,0.1,0,M,60", "1,0.7,1,M,60");
            for (String id : List.of("roc_auc", "specificity_at_sensitivity", "average_precision", "mcc")) {
                Request request = Request.ofFacet("worst_slice_" + id, "sex=F");
                boolean at = Metrics.find(id).orElseThrow().qualifiers().contains(Metric.Qualifier.AT);
                MetricValue value = bench.value(table, at ? request.at(0.9) : request);
                assertThat(value.value()).as(id).isEmpty();
                assertThat(value.reason()).startsWith(id + " has no value with sex=F: ");
            }
            assertThat(bench.value(table, Request.of("worst_slice_roc_auc")).reason())
                    .startsWith("roc_auc has no value with age>75: ");
            assertThat(bench.value(table, Request.ofFacet("worst_slice_roc_auc", "height>2"))
                            .reason())
                    .startsWith("table validation has no facet `height>2`");
            assertThat(bench.value(table, Request.of("worst_slice_specificity_at_sensitivity"))
                            .reason())
                    .contains("no sensitivity is required");
        }
    }

    @Test
    void shouldLeaveOutNoGroupThatNobodyCouldCount() throws Exception {
        try (Bench bench = new Bench(folder)) {
            StringBuilder rows = new StringBuilder("id,y,sex,town\n");
            StringBuilder predictions = new StringBuilder("id,score,predicted\n");
            IntStream.range(0, 60).forEach(i -> {
                rows.append("%d,%d,%s,town%d%n".formatted(i, i % 3 % 2, i % 2 == 0 ? "F" : "M", i));
                predictions.append("%d,0.5,1%n".formatted(i));
            });
            DataSpec data = new DataSpec(
                    "id",
                    new LabelSpec("y", "1"),
                    List.of(),
                    List.of(Bench.SEX, new FacetSpec(List.of(Condition.each("town")))),
                    Map.of(),
                    Map.of(),
                    Optional.empty());
            ScoredTable scored =
                    bench.engine().scored(bench.table("t", rows.toString()), bench.write(predictions.toString()), data);
            List<MetricValue> values = new Evaluation(bench.engine(), data, Options.at(0.95))
                    .of(
                            scored,
                            List.of(
                                    Request.of("worst_slice_accuracy"),
                                    Request.ofFacet("worst_slice_accuracy", "sex=F")))
                    .values();
            assertThat(values.get(0).reason()).startsWith("town=* stands for more than 50 groups in table t");
            assertThat(values.get(1).value()).isPresent();
        }
    }

    @Test
    void shouldTellWhichWayIsWorse() {
        assertThat(Metrics.all().stream().filter(metric -> metric.info().id().startsWith("worst_slice_")))
                .hasSizeGreaterThan(40)
                .allSatisfy(metric -> {
                    MetricInfo info = metric.info();
                    Metric of = Metrics.find(info.id().substring("worst_slice_".length()))
                            .orElseThrow();
                    assertThat(info.direction())
                            .isEqualTo(of.info().direction())
                            .isNotEqualTo(Direction.NEITHER);
                    assertThat(info.ideal()).isEqualTo(of.info().ideal());
                    assertThat(info.estimated()).isEqualTo(of.info().estimated());
                    assertThat(metric.qualifiers()).isEqualTo(of.qualifiers());
                    assertThat(metric.inputs()).isEqualTo(of.inputs());
                });
    }
}
