// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.drift.Baseline;
import io.github.gxpml.spec.GateSpec.Correction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyTest {
    @TempDir
    Path folder;

    private static Family create(Correction method, int size) {
        return new Family(
                method, IntStream.range(0, size).mapToObj(i -> "c" + i).toList());
    }

    private static List<Optional<Double>> list(JsonNode numbers) {
        List<Optional<Double>> list = new ArrayList<>();
        numbers.forEach(number -> list.add(Optional.of(number.asDouble())));
        return list;
    }

    /** p.adjust of R. */
    @Test
    void shouldCorrectAsRDoes() throws Exception {
        try (Bench bench = new Bench(folder)) {
            for (JsonNode one : Json.read(Files.readAllBytes(bench.resource("drift-r.json")), JsonNode.class)) {
                List<Optional<Double>> p = list(one.get("p"));
                assertClose(create(Correction.HOLM, p.size()).adjusted(p), list(one.get("holm")));
                assertClose(create(Correction.BENJAMINI_HOCHBERG, p.size()).adjusted(p), list(one.get("bh")));
            }
        }
    }

    private static void assertClose(List<Double> found, List<Optional<Double>> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i).orElseThrow(), within(1e-15));
        }
    }

    /** Whatever number stood in its place, no other column would come out smaller. */
    @Test
    void shouldMakeNothingEasierByAMissingPValue() {
        var random = new Random(3);
        for (Correction method : Correction.values()) {
            for (int round = 0; round < 200; round++) {
                List<Optional<Double>> p = new ArrayList<>(
                        random.doubles(5).mapToObj(x -> Optional.of(x * x * x)).toList());
                List<Double> known = create(method, 5).adjusted(p);
                p.set(2, Optional.empty());
                List<Double> missing = create(method, 5).adjusted(p);
                for (int i = 0; i < 5; i++) {
                    assertThat(missing.get(i)).isLessThanOrEqualTo(known.get(i));
                }
            }
        }
    }

    @Test
    void shouldTellTheRawPValueAndTheFamily() {
        var family = new Family(Correction.HOLM, List.of("a", "b", "c"));
        List<MetricValue> values = List.of(
                MetricValue.exact(0.01, 50).withDetail("seen"),
                MetricValue.undefined("no rows", 0),
                MetricValue.exact(0.2, 50));
        assertThat(family.correct("a", values).value().orElseThrow()).isCloseTo(0.02, within(1e-15));
        assertThat(family.correct("a", values).detail())
                .isEqualTo("p 0.010 before Holm over 3 columns, of which 1 without a p-value count as 0; seen");
        assertThat(family.correct("b", values).reason()).isEqualTo("no rows");
        assertThat(family.correct("d", values).reason()).contains("not one of those");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Family(Correction.HOLM, List.of("a", "a")))
                .withMessageContaining("twice");
    }

    @Test
    void shouldCorrectAcrossColumnsAndRecomputeFromTheDocument() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Baseline baseline = Baseline.of(
                    bench.engine(), bench.reference(), List.of("age", "kappa", "region"), "m", "0".repeat(64));
            var evaluation = new Evaluation(bench.engine(), Bench.data(), new Options(0.95, 0, Optional.of(baseline)));
            var family = new Family(Correction.HOLM, List.of("age", "kappa", "region"));
            List<Request> requests = List.of(
                    Request.ofColumn("ks_p", "kappa").within(family),
                    Request.ofColumn("ks_p", "age").within(family),
                    Request.ofColumn("ks_p", "region").within(family),
                    Request.ofColumn("ks_p", "kappa"),
                    Request.ofColumn("psi", "kappa").within(family));
            Evaluation.Result result = evaluation.of(bench.current(), requests);
            List<MetricValue> values = result.values();
            // age and kappa; region has no order and counts as the smallest
            assertThat(values.get(0).value().orElseThrow())
                    .isEqualTo(2 * values.get(3).value().orElseThrow());
            assertThat(values.get(0).detail()).contains("before Holm over 3 columns, of which 1 without");
            assertThat(values.get(2).value()).isEmpty();
            assertThat(values.get(4).reason()).isEqualTo("psi is no p-value and takes no `correction`");
            var read = Json.read(Json.pretty(result.document()), EvaluationDocument.class);
            assertThat(Evaluation.recompute(read, requests)).isEqualTo(values);
            // one gate alone brings the states of the whole family along
            List<Request> alone = List.of(requests.get(1));
            assertThat(evaluation.of(bench.current(), alone).values()).containsExactly(values.get(1));
        }
    }
}
