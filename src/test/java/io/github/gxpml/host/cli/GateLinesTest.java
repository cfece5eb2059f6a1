// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.gate.Gate;
import io.github.gxpml.gate.GateResult;
import io.github.gxpml.gate.Judge;
import io.github.gxpml.metric.Interval;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.spec.GateSpec.Criticality;
import io.github.gxpml.spec.GateSpec.On;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateLinesTest {
    private static final List<GateResult> GATES = List.of(
            create("specificity_at_sensitivity", "", 0.648, new Interval(0.517, 0.701, 0.95, "x"), 0.5),
            create("DI", "sex=F & age>75", 4.589, new Interval(4.141, 5.086, 0.95, "x"), 0.8),
            create("RD", "sex=F", -0.013, new Interval(-0.142, 0.115, 0.95, "x"), -0.1));

    private static GateResult create(String metric, String facet, double value, Interval interval, double min) {
        Gate gate = new Gate(
                "validate",
                metric,
                "validation",
                facet,
                "",
                Optional.of(min),
                Optional.empty(),
                On.INTERVAL,
                Criticality.FAILURE,
                "",
                Optional.empty(),
                "",
                "");
        MetricValue number = MetricValue.estimate(value, interval, 195)
                .withDetail("68 of 98 positive labels with sex=F, 66 of 97 without");
        return Judge.judge(gate, number);
    }

    private static List<String> print(int columns) {
        var out = new ByteArrayOutputStream();
        var terminal =
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), System.err, false, false, columns);
        new GateLines(terminal).print(GATES);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120, 160})
    void shouldStayWithinTheTerminalAndLoseNoWord(int columns) {
        List<String> lines = print(columns);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        assertThat(words(lines)).isEqualTo(words(print(0)));
    }

    private static List<String> words(List<String> lines) {
        return List.of(String.join(" ", lines).strip().split(" +"));
    }

    @Test
    void shouldPrintOneLineAGateWhereNobodyLooks() {
        assertThat(print(0)).hasSameSizeAs(GATES);
    }

    @Test
    void shouldPutTheNumbersUnderTheNameWhereThereIsNoRoomBesideIt() {
        assertThat(print(80).subList(0, 2))
                .containsExactly(
                        "  PASS       specificity_at_sensitivity  validation",
                        "             0.648   [0.517, 0.701]   >= 0.50");
    }

    @Test
    void shouldLeaveAWordThatIsTooLongInOnePiece() {
        var terminal = new Terminal(System.out, System.err, false, false, 40);
        String path = "/a/path/that/is/longer/than/any/terminal/is/wide/indeed.zip";

        assertThat(terminal.fold("bundle    " + path, 10)).containsExactly("bundle    " + path);
        assertThat(terminal.fold("bundle    file.zip and what is to be done with it", 10))
                .containsExactly("bundle    file.zip and what is to be", "          done with it");
    }
}
