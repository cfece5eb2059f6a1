// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {
    @Test
    void shouldPassOnlyIfEveryGatePassesAndTheRunCameToItsEnd() {
        var passing = List.of(createResult(Verdict.PASS, Criticality.FAILURE));

        for (State state : State.values()) {
            Verdict expected = switch (state) {
                case COMPLETE, PENDING -> Verdict.PASS;
                case REJECTED -> Verdict.FAIL;
                default -> Verdict.UNDECIDED;
            };
            assertThat(Outcome.of(passing, state).verdict()).as(state.name()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void shouldNeverPassWithoutGates(State state) {
        assertThat(Outcome.of(List.of(), state))
                .isEqualTo(new Outcome(Verdict.UNDECIDED, "No gate was judged, so nothing is shown about this model."));
    }

    @ParameterizedTest
    @EnumSource(Criticality.class)
    void shouldSayTheWorstVerdictWhetherItBlocksOrNot(Criticality criticality) {
        var pass = createResult(Verdict.PASS, Criticality.FAILURE);
        var open = createResult(Verdict.UNDECIDED, criticality);
        var fail = createResult(Verdict.FAIL, criticality);

        assertThat(Outcome.of(List.of(pass, open), State.COMPLETE).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(Outcome.of(List.of(pass, open, fail), State.COMPLETE).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldSayWhatTheVerdictMeans() {
        var open = createResult(Verdict.UNDECIDED, Criticality.FAILURE);
        var fail = createResult(Verdict.FAIL, Criticality.FAILURE);
        var soft = createResult(Verdict.FAIL, Criticality.UNSTABLE);

        assertThat(Outcome.of(List.of(open, open), State.BLOCKED).sentence())
                .startsWith(
                        "Two gates are undecided: the release is blocked. Each row below says why, and what would decide it.");
        assertThat(Outcome.of(List.of(fail, open), State.BLOCKED).sentence())
                .isEqualTo("One gate fails and one is undecided: the release is blocked.");
        assertThat(Outcome.of(List.of(soft), State.COMPLETE).sentence())
                .isEqualTo("One gate fails, set not to block: the run may go on, and the verdict stays FAIL.");
        assertThat(Outcome.of(List.of(createResult(Verdict.PASS, Criticality.FAILURE)), State.COMPLETE)
                        .sentence())
                .isEqualTo("The one gate that was set passes.");
    }

    @Test
    void shouldSayWhatWasWaivedAndForHowLong() {
        var fail = createResult("validate/a/t//", Verdict.FAIL, Criticality.FAILURE);
        var open = createResult("validate/b/t//", Verdict.UNDECIDED, Criticality.FAILURE);
        LocalDate day = LocalDate.parse("2026-12-31");
        var one = Map.of(fail.gate().id(), day);
        var both = Map.of(fail.gate().id(), day, open.gate().id(), day.plusDays(3));

        assertThat(new Consequence(one, true).words(List.of(fail)))
                .isEqualTo(": the model was released with one gate waived, until 2026-12-31.");
        assertThat(new Consequence(both, true).words(List.of(fail, open)))
                .isEqualTo(": the model was released with two gates waived, the first until 2026-12-31, the last until"
                        + " 2027-01-03.");
        assertThat(new Consequence(both, false).words(List.of(fail, open)))
                .isEqualTo("; two gates are waived, the first until 2026-12-31, the last until 2027-01-03, so nothing"
                        + " blocks meanwhile.");
        assertThat(new Consequence(one, false).words(List.of(fail, open)))
                .isEqualTo(": the release is blocked, although one gate is waived, until 2026-12-31.");
        assertThat(new Consequence(one, true).words(List.of(fail, open)))
                .isEqualTo(
                        ": the model was released with one gate waived, until 2026-12-31; what else does not pass was"
                                + " judged since, and blocks.");
        assertThat(new Consequence(Map.of(), true).words(List.of(fail)))
                .isEqualTo(": that blocks, although the model was released before.");
    }

    @Test
    void shouldNotSpeakOfAReleaseWhereOnlyUseWasLookedAt() {
        var fail = createResult("monitor/a/t//", Verdict.FAIL, Criticality.FAILURE);

        assertThat(Outcome.of(List.of(fail), State.BLOCKED).sentence())
                .isEqualTo(
                        "One gate fails: the version in use does not show what is asked of it, and stays in use until"
                                + " people decide otherwise.");
    }

    @Test
    void shouldListBlockingGatesFirst() {
        var softFail = createResult(Verdict.FAIL, Criticality.UNSTABLE);
        var open = createResult(Verdict.UNDECIDED, Criticality.FAILURE);
        var fail = createResult(Verdict.FAIL, Criticality.FAILURE);
        var pass = createResult(Verdict.PASS, Criticality.FAILURE);

        assertThat(new Outcome.Tally(List.of(softFail, pass, open, fail)).open())
                .containsExactly(fail, open, softFail);
    }

    private static GateResult createResult(Verdict verdict, Criticality criticality) {
        return createResult("validate/m/t//", verdict, criticality);
    }

    private static GateResult createResult(String id, Verdict verdict, Criticality criticality) {
        var gate = SampleGates.createGate(id, 0.0, null, On.VALUE, criticality);
        return new GateResult(gate, MetricValue.exact(1, 1), verdict, "because");
    }
}
