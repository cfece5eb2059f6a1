// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.gxp.engine.GateRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateChartTest {
    /** Worked out by hand: distance to the nearer limit over the length of the part of the interval that points there. */
    @ParameterizedTest
    @CsvSource(
            value = {
                // value, lower, upper, min, max, distance, near, far
                "0.80, 0.78, 0.84, 0.75, -,    2.5,  1.5,  4.5",
                "0.70, 0.66, 0.72, 0.75, -,    -2.5, -1.5, -4.5",
                "0.10, 0.06, 0.12, -,    0.14, 2,    1,    4",
                "0.20, 0.18, 0.24, -,    0.14, -3,   -2,   -5",
                "1.00, 0.90, 1.05, 0.8,  1.25, 2,    1,    2.5",
                "1.20, 1.10, 1.25, 0.8,  1.25, 1,    0,    3",
            },
            nullValues = "-")
    void shouldPlaceAGateBesideItsNearerLimit(
            double value, double lower, double upper, Double min, Double max, double distance, double near, double far)
            throws Exception {
        JsonNode row = rows(List.of(gate("g", value, lower, upper, min, max))).get(0);

        assertThat(row.get("distance").asDouble()).isCloseTo(distance, within(1e-9));
        assertThat(row.get("near").asDouble()).isCloseTo(near, within(1e-9));
        assertThat(row.get("far").asDouble()).isCloseTo(far, within(1e-9));
    }

    @Test
    void shouldLeaveOutWhatCannotBePlaced() {
        assertThat(new GateChart(List.of(
                                gate("no limit", 1.0, 0.5, 1.5, null, null),
                                gate("no interval", 1.0, null, null, 0.0, null),
                                gate("no value", null, 0.5, 1.5, 0.0, null),
                                gate("a point", 1.0, 1.0, 1.0, 0.0, null)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void shouldShowTheNearestOfMany() throws Exception {
        List<GateView> gates = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            gates.add(gate("g" + i, 1.0 - i / 100.0, 0.0, 2.0, 0.5, null));
        }
        JsonNode rows = rows(gates);

        assertThat(rows).hasSize(40);
        assertThat(rows.get(0).get("id").asText()).isEqualTo("g99");
    }

    private static JsonNode rows(List<GateView> gates) throws Exception {
        return new ObjectMapper().readTree(new GateChart(gates).json());
    }

    private static GateView gate(String id, Double value, Double lower, Double upper, Double min, Double max) {
        return new GateView(
                new GateRow(
                        new GateRow.Judged(id, "validate", "PASS", ""),
                        new GateRow.Numbers(value, lower, upper, min, max, 1)),
                false);
    }
}
