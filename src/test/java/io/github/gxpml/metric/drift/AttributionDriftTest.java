// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Table;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Evaluation;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionDriftTest {
    private static final Map<String, Double> COLLEGE = Map.of("SAT score", 0.70, "GPA", 0.50, "Class rank", 0.05);

    @TempDir
    Path folder;

    private static MetricValue compare(Map<String, Double> baseline, Map<String, Double> current) {
        return AttributionDrift.compare(new Attributions(baseline, 10), new Attributions(current, 10));
    }

    /** The example of the Amazon SageMaker Developer Guide, which rounds to 0.69. */
    @Test
    void shouldGiveTheExampleOfTheDeveloperGuide() {
        MetricValue value = compare(COLLEGE, Map.of("SAT score", 0.10, "GPA", 0.20, "Class rank", 0.70));
        double gain = 0.05 + 0.50 / (Math.log(3) / Math.log(2)) + 0.70 / 2;
        double ideal = 0.70 + 0.50 / (Math.log(3) / Math.log(2)) + 0.05 / 2;
        assertThat(value.value().orElseThrow()).isCloseTo(gain / ideal, within(1e-15));
        assertThat(value.value().orElseThrow()).isCloseTo(0.688, within(5e-4));
        assertThat(value.detail()).isEqualTo("now in this order: Class rank, GPA, SAT score");
    }

    @Test
    void shouldBeOneForTheSameOrderWhateverTheSizes() {
        assertThat(compare(COLLEGE, Map.of("SAT score", 7e300, "GPA", 5e-300, "Class rank", 0.0))
                        .value())
                .contains(1.0);
    }

    @Test
    void shouldNotDependOnNamesWhereFeaturesTie() {
        Map<String, Double> none = Map.of("a", 0.0, "b", 0.0);
        double first = compare(Map.of("a", 2.0, "b", 1.0), none).value().orElseThrow();
        double second = compare(Map.of("a", 1.0, "b", 2.0), none).value().orElseThrow();
        assertThat(first).isEqualTo(second).isLessThan(1);
    }

    @Test
    void shouldBeUndefinedWhereNothingCanBeRanked() {
        assertThat(compare(Map.of("a", 1.0), Map.of("a", 1.0)).reason()).contains("one feature");
        assertThat(compare(Map.of("a", 0.0, "b", 0.0), Map.of("a", 1.0, "b", 1.0))
                        .reason())
                .contains("every attribution");
        assertThat(compare(Map.of("a", 1.0, "b", 2.0), Map.of("a", 1.0, "c", 1.0))
                        .reason())
                .isEqualTo("the attributions are not of the same features: `b` only in the baseline,"
                        + " `c` not in the baseline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attributions(Map.of("a", Double.NaN), 1))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attributions(Map.of("a", -1.0), 1))
                .withMessageContaining("0 or more");
    }

    private static ScoredTable scored(Bench bench, String name, String... attributions) throws Exception {
        var rows = new StringBuilder("id,y,sex,age,kappa\n");
        var predictions = new StringBuilder("id,score,predicted,attribution.age,attribution.kappa\n");
        for (int i = 0; i < attributions.length; i++) {
            rows.append(i).append(",1,F,60,1\n");
            predictions.append(i).append(",0.5,1,").append(attributions[i]).append('\n');
        }
        Table table = bench.table(name, rows.toString());
        return bench.engine().scored(table, bench.write(predictions.toString()), Bench.data());
    }

    @Test
    void shouldFreezeAttributionsWithTheScoreAndCompareThem() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = Baseline.of(
                    bench.engine(), scored(bench, "validation", "-0.5,0.25", "0.25,-0.25"), List.of("age"), "m", "x");
            assertThat(baseline.attributions()).contains(new Attributions(Map.of("age", 0.375, "kappa", 0.25), 2));
            List<Request> request = List.of(Request.of("attribution_ndcg"));
            var evaluation = new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 2, Optional.of(baseline)));
            ScoredTable turned = scored(bench, "live", "0.1,0.25", "0.1,0.25", "0.1,");
            var result = evaluation.of(turned, request);
            assertThat(result.values().get(0).value().orElseThrow())
                    .isCloseTo(
                            (0.25 + 0.375 / (Math.log(3) / Math.log(2))) / (0.375 + 0.25 / (Math.log(3) / Math.log(2))),
                            within(1e-15));
            assertThat(result.values().get(0).detail()).contains("1 rows lack an attribution and are left out");
            assertThat(Evaluation.recompute(result.document(), request)).isEqualTo(result.values());
            assertThat(evaluation
                            .of(scored(bench, "live", "1,2", "1,"), request)
                            .values()
                            .get(0)
                            .reason())
                    .isEqualTo("only 1 rows have all attributions, at least 2 are asked for");
            assertThat(evaluation.of(bench.current(), request).values().get(0).reason())
                    .startsWith("table live has no attributions: the predictions must have a column `attribution.");
        }
    }

    @Test
    void shouldSayThatTheBaselineHasNone() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = Baseline.of(bench.engine(), bench.reference(), List.of("age"), "m", "x");
            var evaluation = new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(baseline)));
            List<Request> request = List.of(Request.of("attribution_ndcg"));
            assertThat(evaluation.of(bench.current(), request).values().get(0).reason())
                    .startsWith("the baseline has no attributions");
            assertThat(bench.value(bench.current(), request.get(0)).reason()).contains("no baseline");
        }
    }
}
