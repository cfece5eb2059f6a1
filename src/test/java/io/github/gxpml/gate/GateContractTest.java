// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricInfo;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Metrics;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every gate must do, whichever part of the interval it judges. */
abstract class GateContractTest {
    /** Part of the interval that the gates under test judge. */
    abstract On on();

    static Gate gate(String metric, On on, Double min, Double max) {
        return new Gate(
                "validate",
                metric,
                "validation",
                "",
                "",
                Optional.ofNullable(min),
                Optional.ofNullable(max),
                on,
                Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                "");
    }

    final Gate gate(Double min, Double max) {
        return gate("recall", on(), min, max);
    }

    static MetricValue estimate(double lower, double value, double upper) {
        return MetricValue.estimate(value, new Interval(lower, upper, 0.95, "wilson"), 100);
    }

    final Verdict verdict(Gate gate, MetricValue value) {
        GateResult result = Judge.judge(gate, value);
        assertThat(result.reason()).isNotBlank();
        assertThat(result.gate()).isEqualTo(gate);
        assertThat(result.metric()).isEqualTo(value);
        return result.verdict();
    }

    @Test
    void shouldBeUndecidedWithTheReasonOfAnUndefinedMetric() {
        GateResult result = Judge.judge(gate(0.5, null), MetricValue.undefined("no row has sex=F", 12));
        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.reason()).isEqualTo("no row has sex=F");
    }

    @Test
    void shouldBeUndecidedWithoutALimit() {
        GateResult result = Judge.judge(gate(null, null), estimate(0.8, 0.9, 0.95));
        assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(result.reason()).isEqualTo("no limit is set");
    }

    @Test
    void shouldTakeZeroForALimit() {
        assertThat(verdict(gate(null, 0.0), estimate(0.1, 0.2, 0.3))).isEqualTo(Verdict.FAIL);
        assertThat(verdict(gate(0.0, null), estimate(-0.3, -0.2, -0.1))).isEqualTo(Verdict.FAIL);
        assertThat(verdict(gate(0.0, null), estimate(0.1, 0.2, 0.3))).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldPassOnTheLimit() {
        assertThat(verdict(gate(0.5, null), estimate(0.5, 0.5, 0.5))).isEqualTo(Verdict.PASS);
        assertThat(verdict(gate(null, 0.5), estimate(0.5, 0.5, 0.5))).isEqualTo(Verdict.PASS);
        assertThat(verdict(gate(0.5, 0.5), estimate(0.5, 0.5, 0.5))).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldFailWellOutsideAndPassWellInside() {
        assertThat(verdict(gate(0.5, 0.9), estimate(0.1, 0.2, 0.3))).isEqualTo(Verdict.FAIL);
        assertThat(verdict(gate(0.1, 0.5), estimate(0.7, 0.8, 0.9))).isEqualTo(Verdict.FAIL);
        assertThat(verdict(gate(0.1, 0.9), estimate(0.4, 0.5, 0.6))).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldBeUndecidedOnALimitThatIsNoNumberOrThatNothingCanMeet() {
        assertThat(verdict(gate(Double.NaN, null), estimate(0.4, 0.5, 0.6))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(gate(null, Double.POSITIVE_INFINITY), estimate(0.4, 0.5, 0.6)))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(gate(0.9, 0.1), estimate(0.4, 0.5, 0.6))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void shouldGiveTheSameVerdictTwice() {
        MetricValue value = estimate(0.4, 0.5, 0.6);
        assertThat(Judge.judge(gate(0.45, null), value)).isEqualTo(Judge.judge(gate(0.45, null), value));
    }

    @Test
    void shouldNeverPassAnyMetricWithoutANumber() {
        for (String id : Metrics.ids()) {
            Gate gate = gate(id, on(), -1e9, 1e9);
            assertThat(verdict(gate, MetricValue.undefined("0/0", 0))).isEqualTo(Verdict.UNDECIDED);
        }
        assertThat(MetricInfo.NO_INTERVAL).isEqualTo("none");
    }
}
