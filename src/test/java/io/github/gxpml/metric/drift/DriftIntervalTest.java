// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.CategoryCounts;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Options;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.drift.Baseline.ColumnBaseline;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the intervals of drift hold the truth. */
class DriftIntervalTest {
    /** Draws tables from known shares: the interval must hold the true distance about as often as it says. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.2})
    void shouldHoldTheTrueDistanceAsOftenAsItSays(double shift) {
        double[] p = {0.25, 0.25, 0.25, 0.25};
        double[] q = {0.25 + shift, 0.25, 0.25, 0.25 - shift};
        var random = new Random(12);
        Map<String, Integer> held = new LinkedHashMap<>();
        int rounds = 150;
        for (int i = 0; i < rounds; i++) {
            CategoryCounts before = draw(p, 2000, random);
            CategoryCounts now = draw(q, 300, random);
            var comparison = new Comparison(
                    ColumnBaseline.of(before),
                    Optional.empty(),
                    Optional.of(now),
                    Optional.empty(),
                    Request.ofColumn("", "x"),
                    Options.at(0.95));
            count(held, "psi", BinDistances.PSI.of(comparison), Shares.psi(p, q));
            count(held, "js", BinDistances.JS.of(comparison), Math.sqrt(Shares.jensenShannon(p, q)));
            count(held, "tvd", BinDistances.TVD.of(comparison), Shares.totalVariation(p, q));
            count(held, "linf", BinDistances.LINF.of(comparison), Shares.largest(p, q));
        }
        assertThat(held)
                .hasSize(4)
                .allSatisfy((id, times) -> assertThat(times).as(id).isGreaterThanOrEqualTo((int) (0.92 * rounds)));
    }

    private static void count(Map<String, Integer> held, String id, MetricValue value, double truth) {
        Interval interval = value.interval().orElseThrow();
        held.merge(id, interval.lower() <= truth && truth <= interval.upper() ? 1 : 0, Integer::sum);
    }

    private static CategoryCounts draw(double[] shares, int rows, Random random) {
        long[] counts = new long[shares.length];
        for (int i = 0; i < rows; i++) {
            double x = random.nextDouble();
            int bin = 0;
            while (bin < shares.length - 1 && x >= shares[bin]) {
                x -= shares[bin++];
            }
            counts[bin]++;
        }
        return new CategoryCounts(
                List.of("a", "b", "c", "d"), Arrays.stream(counts).boxed().toList(), 0, 0);
    }
}
