// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.browser.VerifierInBrowser;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.io.Json;
import io.github.gxpml.metric.Family;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page judges every number as {@link Judge} does, and names gates and limits alike. */
class VerifierPageJudgeTest {
    private static final int CASES = 20_000;
    /** Few, so that numbers often lie on their limits. */
    private static final double[] NUMBERS = {
        -1, -0.1, -0.0, 0.0, 1e-300, 5e-4, 0.1, 0.1 + 0.2, 0.3, 0.78, 0.8, 1, 1.25, 12345678.9, 1e17, Double.MAX_VALUE
    };

    private static final String[] METRICS = {"roc_auc", "DI", "duplicate_keys", "ks_p", "no_such_metric"};

    private final Random random = new Random(2026);

    @Test
    void shouldJudgeAsTheSoftwareDoes(@TempDir Path folder) throws IOException {
        List<GateResult> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(Judge.judge(gate(), metric()));
        }
        Set<Verdict> met = EnumSet.noneOf(Verdict.class);
        cases.forEach(result -> met.add(result.verdict()));
        assertThat(met).containsExactlyInAnyOrder(Verdict.values());
        String document = new String(Json.pretty(new VerdictsDocument(cases)), StandardCharsets.UTF_8);

        try (VerifierInBrowser page = VerifierInBrowser.open(folder)) {
            JsonNode judged = page.chromium().evaluate("gxpJudge(" + Json.compact(Json.tree(document)) + ")");

            assertThat(judged).hasSize(CASES);
            for (int i = 0; i < CASES; i++) {
                assertThat(judged.get(i).asText())
                        .as("%s", cases.get(i))
                        .isEqualTo(cases.get(i).verdict() + " "
                                + cases.get(i).gate().id() + " "
                                + Judge.limitText(cases.get(i).gate()));
            }
        }
    }

    private Gate gate() {
        return new Gate(
                "validate",
                METRICS[random.nextInt(METRICS.length)],
                "validation",
                "",
                "",
                limit(),
                limit(),
                GateSpec.On.values()[random.nextInt(GateSpec.On.values().length)],
                GateSpec.Criticality.FAILURE,
                "",
                limit(),
                random.nextBoolean() ? "" : "2",
                random.nextBoolean() ? "" : "champion",
                family(),
                Optional.empty());
    }

    private Optional<Family> family() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Family(
                        GateSpec.Correction.values()[random.nextInt(2)],
                        List.of("a", "b", "c").subList(0, 1 + random.nextInt(3))));
    }

    private MetricValue metric() {
        if (random.nextInt(8) == 0) {
            return MetricValue.undefined("no row has a label", random.nextInt(100));
        }
        double value = number();
        if (random.nextInt(4) == 0) {
            return MetricValue.exact(value, random.nextInt(100));
        }
        double one = random.nextBoolean() ? value : number();
        double other = number();
        var interval = new Interval(Math.min(one, other), Math.max(one, other), 0.95, "wilson");
        return MetricValue.estimate(value, interval, 1L << random.nextInt(62));
    }

    private Optional<Double> limit() {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(number());
    }

    private double number() {
        // as people write them: Java 17 prints some others with a digit too many
        return random.nextInt(5) == 0
                ? Math.rint(random.nextGaussian() * 1e4) / 1e4
                : NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
