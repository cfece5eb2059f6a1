// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Verdict;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.util.List;
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
                .startsWith("Two gates are undecided: the release is blocked until every blocking gate passes.");
        assertThat(Outcome.of(List.of(fail, open), State.BLOCKED).sentence())
                .isEqualTo("One gate fails and one is undecided: the release is blocked.");
        assertThat(Outcome.of(List.of(soft), State.COMPLETE).sentence())
                .isEqualTo("One gate fails, set not to block: the run may go on, and the verdict stays FAIL.");
        assertThat(Outcome.of(List.of(createResult(Verdict.PASS, Criticality.FAILURE)), State.COMPLETE)
                        .sentence())
                .isEqualTo("The one gate that was set passes.");
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
        var gate = SampleGates.createGate("validate/m/t//", 0.0, null, On.VALUE, criticality);
        return new GateResult(gate, MetricValue.exact(1, 1), verdict, "because");
    }
}
