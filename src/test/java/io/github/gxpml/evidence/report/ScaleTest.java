// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void shouldHoldLimitsValuesIntervalsAndIdeal() {
        var scale = Scale.of(
                List.of(createResult(0.78, null, SampleGates.estimate(0.86, 0.84, 0.88, 10, "delong"))),
                Optional.of(1.0));

        assertThat(scale.low()).isLessThan(0.78).isGreaterThan(0.5);
        assertThat(scale.high()).isEqualTo(1);
    }

    @Test
    void shouldLeaveRoomOnTheForbiddenSideOfALimit() {
        var scale = Scale.of(
                List.of(createResult(null, 0.08, SampleGates.estimate(0.02, 0.01, 0.04, 10, "bootstrap"))),
                Optional.of(0.0));

        assertThat(scale.low()).isZero();
        assertThat(scale.high()).isGreaterThan(0.08);
    }

    @Test
    void shouldKeepLimitsReadableBesideAValueFarOut() {
        var scale = Scale.of(
                List.of(
                        createResult(null, 0.2, MetricValue.exact(0.07, 10)),
                        createResult(null, 0.2, MetricValue.exact(1e9, 10))),
                Optional.of(0.0));

        assertThat(scale.high()).isLessThanOrEqualTo(1);
        assertThat(scale.beyond(1e9)).isTrue();
        assertThat(scale.place(1e9)).isEqualTo(1);
        assertThat(scale.beyond(0.07)).isFalse();
    }

    @Test
    void shouldAlwaysBeAnAxis() {
        double[] numbers = {0, -0.0, 1, -1, 5, 1e-300, 1e16, Math.nextUp(1), Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double value : numbers) {
            for (double limit : numbers) {
                var scale = Scale.of(List.of(createResult(limit, null, MetricValue.exact(value, 1))), Optional.empty());
                String name = value + " beside " + limit + ": " + scale;
                assertThat(scale.low()).as(name).isFinite().isLessThan(scale.high());
                assertThat(scale.high()).as(name).isFinite();
                assertThat(scale.place(value)).as(name).isBetween(0.0, 1.0);
                assertThat(scale.beyond(limit)).as(name).isFalse();
            }
        }
    }

    @Test
    void shouldCutAnIntervalWithoutEnd() {
        var endless = SampleGates.estimate(0.9, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 4, "log-ratio");
        for (Double max : new Double[] {null, 1.25}) {
            var scale = Scale.of(List.of(createResult(0.8, max, endless)), Optional.of(1.0));

            assertThat(scale.low()).isFinite().isLessThan(0.8);
            assertThat(scale.high()).isFinite();
            assertThat(scale.beyond(Double.POSITIVE_INFINITY)).isTrue();
            assertThat(scale.place(Double.NEGATIVE_INFINITY)).isZero();
            assertThat(scale.place(Double.POSITIVE_INFINITY)).isEqualTo(1);
        }
    }

    @Test
    void shouldBeAnAxisWithoutAnyNumber() {
        var scale = Scale.of(List.of(createResult(null, null, MetricValue.undefined("no rows", 0))), Optional.empty());

        assertThat(scale).isEqualTo(new Scale(0, 1));
    }

    private static GateResult createResult(Double min, Double max, MetricValue value) {
        var gate = SampleGates.createGate("validate/m/t//", min, max, On.VALUE, Criticality.FAILURE);
        return new GateResult(gate, value, Verdict.PASS, "");
    }
}
