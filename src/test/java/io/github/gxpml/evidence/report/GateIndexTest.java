// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.evidence.BundleDocument.State;
import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateIndexTest {
    /** A difference of nearly nothing beside an area of nearly one would leave both too small to read. */
    @Test
    void shouldDrawADifferenceOnAnAxisOfItsOwnWithoutTheIdealOfItsMetric() {
        Gate area = create("", 0.75);
        Gate difference = create("champion", -0.02);
        List<GateResult> gates = List.of(
                Judge.judge(area, SampleGates.estimate(0.86, 0.84, 0.88, 10, "delong")),
                Judge.judge(difference, SampleGates.estimate(0.001, -0.01, 0.012, 10, "delong-paired")));

        var index = new GateIndex(Reports.create(gates, State.COMPLETE));

        assertThat(index.scale(area).low()).isGreaterThan(0.6);
        assertThat(index.ideal(area)).hasValue(1.0);
        assertThat(index.scale(difference).high()).isLessThan(0.1);
        assertThat(index.ideal(difference)).isEmpty();
    }

    private static Gate create(String against, double min) {
        return new Gate(
                "validate",
                "roc_auc",
                "validation",
                "",
                "",
                Optional.of(min),
                Optional.empty(),
                On.INTERVAL,
                Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                against);
    }
}
