// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.data.Need;
import io.github.gxpml.data.ScoreCurve;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Slice;
import io.github.gxpml.data.States;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.performance.Curves;
import io.github.gxpml.metric.performance.Curves.Point;
import io.github.gxpml.metric.performance.Curves.ReliabilityBin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves, calibration and operating points against scikit-learn, scipy and pROC. */
class CurveReferenceTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private static JsonNode read(Bench bench, String name) throws Exception {
        return Json.read(Files.readAllBytes(bench.resource(name)), JsonNode.class);
    }

    private static ScoredTable distinct(Bench bench) throws Exception {
        List<String> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(bench.resource("curve.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            rows.add(cells[1] + "," + cells[2] + ",0,F,60");
        }
        return bench.scored(rows.toArray(String[]::new));
    }

    private static States states(Bench bench, ScoredTable table) throws Exception {
        return bench.engine().states(table, List.of(new Need.Counts(), new Need.Curve(Slice.ALL, Set.of())));
    }

    private static void contains(List<Point> found, JsonNode expected, boolean all) {
        int points = 0;
        for (JsonNode point : expected) {
            double threshold = point.get(2).asDouble();
            List<Point> same = found.stream()
                    .filter(p -> p.threshold().equals(java.util.Optional.of(threshold)))
                    .toList();
            if (same.isEmpty()) {
                assertThat(all).as("threshold %s is missing", threshold).isFalse();
                continue;
            }
            points++;
            assertThat(same.get(0).x()).isCloseTo(point.get(0).asDouble(), within(EXACT));
            assertThat(same.get(0).y()).isCloseTo(point.get(1).asDouble(), within(EXACT));
        }
        assertThat(points).isGreaterThan(10);
    }

    @Test
    void shouldHaveThePointsOfTheCurvesOfScikitLearn() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode ties = read(bench, "reference-curves.json").get("ties");
            ScoreCurve curve = states(bench, bench.reference()).curves().get(States.ALL);
            assertThat(Curves.roc(curve)).hasSize(ties.get("roc").size() + 1);
            contains(Curves.roc(curve), ties.get("roc"), true);
            contains(Curves.precisionRecall(curve), ties.get("pr"), true);
            JsonNode distinct = read(bench, "reference-curves.json").get("distinct");
            ScoreCurve some = states(bench, distinct(bench)).curves().get(States.ALL);
            contains(Curves.roc(some), distinct.get("roc"), false);
            contains(Curves.precisionRecall(some), distinct.get("pr"), false);
        }
    }

    @Test
    void shouldHaveTheReliabilityCurvesOfScikitLearn() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode distinct = read(bench, "reference-curves.json").get("distinct");
            States states = states(bench, distinct(bench));
            agree(Curves.equalWidth(states.whole().orElseThrow(), 0.95), distinct.get("equal_width"));
            agree(Curves.equalMass(states.curves().get(States.ALL), 0.95), distinct.get("equal_mass"));
        }
    }

    private static void agree(List<ReliabilityBin> found, JsonNode expected) {
        assertThat(found).hasSize(expected.get("rate").size());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).rate())
                    .isCloseTo(expected.get("rate").get(i).asDouble(), within(EXACT));
            assertThat(found.get(i).score())
                    .isCloseTo(expected.get("mean_score").get(i).asDouble(), within(EXACT));
        }
    }

    @Test
    void shouldAgreeOnCalibrationAndOperatingPoints() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode reference = read(bench, "reference-curves.json");
            compare(bench, bench.reference(), reference.get("ties"));
            compare(bench, distinct(bench), reference.get("distinct"));
        }
    }

    private static void compare(Bench bench, ScoredTable table, JsonNode expected) throws Exception {
        List<Request> requests = new ArrayList<>();
        List<Double> wanted = new ArrayList<>();
        expected.get("metrics").fields().forEachRemaining(metric -> {
            requests.add(Request.of(metric.getKey()));
            wanted.add(metric.getValue().asDouble());
        });
        expected.get("points").fields().forEachRemaining(metric -> {
            requests.add(at(metric.getKey()));
            wanted.add(
                    metric.getValue().isNull() ? Double.NaN : metric.getValue().asDouble());
        });
        List<MetricValue> values = bench.evaluation().of(table, requests).values();
        for (int i = 0; i < requests.size(); i++) {
            if (wanted.get(i).isNaN()) {
                assertThat(values.get(i).value()).as("%s", requests.get(i)).isEmpty();
            } else {
                assertThat(values.get(i).value().orElseThrow())
                        .as("%s", requests.get(i))
                        .isCloseTo(wanted.get(i), within(EXACT));
            }
        }
    }

    private static Request at(String text) {
        String[] words = text.split(" ");
        return Request.of(words[0]).at(Double.parseDouble(words[1]));
    }

    @Test
    void shouldAgreeOnTheIntervalsOfOperatingPoints() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode reference = read(bench, "reference-curves.json");
            intervals(bench, bench.reference(), reference.get("ties").get("intervals"), 1e-6);
            // cells of some six rows stand for single rows
            intervals(bench, distinct(bench), reference.get("distinct").get("intervals"), 2e-3);
        }
    }

    private static void intervals(Bench bench, ScoredTable table, JsonNode expected, double tolerance)
            throws Exception {
        for (var fields = expected.fields(); fields.hasNext(); ) {
            var field = fields.next();
            Interval found = bench.value(table, at(field.getKey())).interval().orElseThrow();
            assertThat(found.method()).isEqualTo("order-statistic-jeffreys");
            assertThat(found.lower()).isCloseTo(field.getValue().get(0).asDouble(), within(tolerance));
            assertThat(found.upper()).isCloseTo(field.getValue().get(1).asDouble(), within(tolerance));
        }
    }

    @Test
    void shouldComeNearTheBootstrapOfProc() throws Exception {
        try (Bench bench = new Bench(folder)) {
            JsonNode r = read(bench, "reference-curves-r.json");
            ScoredTable table = distinct(bench);
            for (String id : List.of("specificity_at_sensitivity", "sensitivity_at_specificity")) {
                Interval found =
                        bench.value(table, Request.of(id).at(0.9)).interval().orElseThrow();
                assertThat(found.lower()).isCloseTo(r.get(id).get(0).asDouble(), within(0.005));
                assertThat(found.upper()).isCloseTo(r.get(id).get(1).asDouble(), within(0.005));
            }
        }
    }
}
