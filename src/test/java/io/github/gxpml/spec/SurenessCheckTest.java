// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Input;
import io.github.gxpml.metric.Metric;
import io.github.gxpml.metric.Metric.Qualifier;
import io.github.gxpml.metric.Metrics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SurenessCheckTest {
    @Test
    void shouldKnowTheMetricsOfTheCatalogue() {
        assertThat(Metrics.all().stream()
                        .filter(metric -> metric.inputs().contains(Input.MEMBERS))
                        .map(metric -> metric.info().id()))
                .containsExactlyInAnyOrderElementsOf(SurenessCheck.OF_MEMBERS.stream()
                        .flatMap(id -> Stream.of(id, SurenessCheck.WORST + id))
                        .toList());
        assertThat(Metrics.find(SurenessCheck.VOTES).map(Metric::qualifiers).orElseThrow())
                .containsExactly(Qualifier.AT);
        assertThat(Metrics.find(SurenessCheck.COVERAGE).map(Metric::qualifiers).orElseThrow())
                .containsExactly(Qualifier.AT);
    }
}
