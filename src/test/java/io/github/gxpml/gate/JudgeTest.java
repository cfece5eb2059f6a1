// SPDX-License-Identifier: MIT
package io.github.gxpml.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.On;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JudgeTest {
    @Nested
    class OnInterval extends GateContractTest {
        @Override
        On on() {
            return On.INTERVAL;
        }

        @Test
        void shouldBeUndecidedAcrossALimitAndSayWhatWouldDecide() {
            // half-width 0.1, distance 0.05: four times as many
            GateResult result = Judge.judge(gate(0.5, null), estimate(0.45, 0.55, 0.65));
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason())
                    .isEqualTo("the interval crosses the limit 0.50 with n = 100; about 400 would decide");
        }

        @Test
        void shouldSayThatMoreDataWouldProbablyFail() {
            GateResult result = Judge.judge(gate(0.5, null), estimate(0.3, 0.4, 0.53));
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason()).contains("about 170 would decide, and probably fail");
        }

        @Test
        void shouldNotPromiseADecisionOnTheLimitItself() {
            GateResult result = Judge.judge(gate(0.5, null), estimate(0.4, 0.5, 0.6));
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason()).contains("more data may not decide");
        }

        @Test
        void shouldNameBothLimitsOfAWideInterval() {
            GateResult result = Judge.judge(gate("DI", On.INTERVAL, 0.8, 1.25), estimate(0.5, 0.93, 2.0));
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason()).contains("both limits 0.80 and 1.25");
        }

        @Test
        void shouldPassAndFailOnTheBoundsThemselves() {
            assertThat(verdict(gate(0.4, 0.6), estimate(0.4, 0.5, 0.6))).isEqualTo(Verdict.PASS);
            assertThat(Judge.judge(gate(0.4, 0.6), estimate(0.4, 0.5, 0.6)).reason())
                    .isEqualTo("the whole interval is inside 0.40 .. 0.60");
            assertThat(Judge.judge(gate(0.4, null), estimate(0.4, 0.5, 0.6)).reason())
                    .isEqualTo("the whole interval is at least 0.40");
            assertThat(Judge.judge(gate(null, 0.3), estimate(0.4, 0.5, 0.6)).reason())
                    .isEqualTo("the whole interval is above 0.30");
            // touching the limit from outside is not wholly outside
            assertThat(verdict(gate(0.6, null), estimate(0.4, 0.5, 0.6))).isEqualTo(Verdict.UNDECIDED);
        }

        @Test
        void shouldNotTrustAnIntervalThatDoesNotHoldItsValue() {
            GateResult result = Judge.judge(gate(0.5, null), estimate(0.6, 0.4, 0.7));
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason()).contains("outside its own interval");
        }

        @Test
        void shouldJudgeACountByItsValue() {
            Gate gate = gate("duplicate_keys", On.INTERVAL, null, 0.0);
            assertThat(verdict(gate, MetricValue.exact(0, 10))).isEqualTo(Verdict.PASS);
            assertThat(verdict(gate, MetricValue.exact(1, 10))).isEqualTo(Verdict.FAIL);
        }

        @Test
        void shouldBeUndecidedWhereAnIntervalIsMissing() {
            MetricValue bare = MetricValue.exact(0.9, 3).withDetail("too few rows");
            GateResult result = Judge.judge(gate("mcc", On.INTERVAL, 0.5, null), bare);
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason()).contains("there is no interval to judge by (too few rows)");
            assertThat(verdict(gate("unheard_of", On.INTERVAL, 0.5, null), bare))
                    .isEqualTo(Verdict.UNDECIDED);
        }
    }

    @Nested
    class OnValue extends GateContractTest {
        @Override
        On on() {
            return On.VALUE;
        }

        @Test
        void shouldIgnoreTheInterval() {
            assertThat(verdict(gate(0.5, null), estimate(0.1, 0.5, 0.9))).isEqualTo(Verdict.PASS);
            assertThat(verdict(gate(0.5, null), estimate(0.1, 0.4999, 0.9))).isEqualTo(Verdict.FAIL);
        }

        @Test
        void shouldShowTheDigitsThatDecide() {
            assertThat(Judge.judge(gate(0.8, null), MetricValue.exact(0.79996, 5))
                            .reason())
                    .isEqualTo("the value 0.79996 is below 0.80");
            assertThat(Judge.judge(gate(null, 0.2), MetricValue.exact(0.431, 5)).reason())
                    .isEqualTo("the value 0.431 is above 0.20");
        }
    }

    @Nested
    class OnLowerBound extends GateContractTest {
        @Override
        On on() {
            return On.LOWER_BOUND;
        }

        @Test
        void shouldJudgeTheLowerBound() {
            assertThat(verdict(gate(0.5, null), estimate(0.5, 0.6, 0.7))).isEqualTo(Verdict.PASS);
            assertThat(verdict(gate(0.5, null), estimate(0.49, 0.6, 0.7))).isEqualTo(Verdict.FAIL);
        }

        @Test
        void shouldBeUndecidedWithoutABound() {
            GateResult result = Judge.judge(gate("psi", On.LOWER_BOUND, 0.0, null), MetricValue.exact(0.1, 10));
            assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
            assertThat(result.reason()).contains("not the lower bound");
        }
    }

    @Nested
    class OnUpperBound extends GateContractTest {
        @Override
        On on() {
            return On.UPPER_BOUND;
        }

        @Test
        void shouldJudgeTheUpperBound() {
            assertThat(verdict(gate(null, 0.7), estimate(0.5, 0.6, 0.7))).isEqualTo(Verdict.PASS);
            assertThat(verdict(gate(null, 0.69), estimate(0.5, 0.6, 0.7))).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void shouldPassOnlyIfThereAreGatesAndAllPass() {
        assertThat(Judge.overall(List.of())).isEqualTo(Verdict.UNDECIDED);
        assertThat(Judge.overall(List.of(result(Verdict.PASS)))).isEqualTo(Verdict.PASS);
        assertThat(Judge.overall(List.of(result(Verdict.PASS), result(Verdict.UNDECIDED))))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(Judge.overall(List.of(result(Verdict.UNDECIDED), result(Verdict.FAIL), result(Verdict.PASS))))
                .isEqualTo(Verdict.FAIL);
    }

    private static GateResult result(Verdict verdict) {
        return new GateResult(
                GateContractTest.gate("recall", On.VALUE, 0.5, null), MetricValue.exact(1, 1), verdict, "because");
    }

    @Test
    void shouldPrintLimits() {
        assertThat(Judge.limitText(GateContractTest.gate("x", On.LOWER_BOUND, 0.78, null)))
                .isEqualTo("lower bound >= 0.78");
        assertThat(Judge.limitText(GateContractTest.gate("x", On.INTERVAL, 0.8, 1.25)))
                .isEqualTo("0.80 .. 1.25");
        assertThat(Judge.limitText(GateContractTest.gate("x", On.INTERVAL, -0.1, 0.1)))
                .isEqualTo("within 0.10");
        assertThat(Judge.limitText(GateContractTest.gate("x", On.VALUE, null, 0.0)))
                .isEqualTo("<= 0");
        assertThat(Judge.limitText(GateContractTest.gate("x", On.VALUE, 0.0, 0.0)))
                .isEqualTo("0 .. 0");
        assertThat(Judge.limitText(GateContractTest.gate("x", On.VALUE, null, null)))
                .isEqualTo("no limit");
    }

    @Test
    void shouldRoundTheSampleSizeUpToTwoDigits() {
        MetricValue value = MetricValue.estimate(0.04, new Interval(-0.09, 0.17, 0.95, "newcombe"), 212);
        assertThat(Judge.judge(GateContractTest.gate("RD", On.INTERVAL, -0.1, 0.1), value)
                        .reason())
                .isEqualTo("the interval crosses the limit 0.10 with n = 212; about 1000 would decide");
    }
}
