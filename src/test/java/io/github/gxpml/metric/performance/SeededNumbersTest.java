// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Outcomes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededNumbersTest {
    private static final int MADE_ONCE = 2 * Outcomes.BINS * CalibrationBootstrap.REPLICATES;

    @Test
    void shouldGoOnWhereTheNumbersThatAreMadeOnceEnd() {
        var numbers = new SeededNumbers();
        var random = new Random(20_061_950);

        for (int i = 0; i < MADE_ONCE + 100; i++) {
            assertThat(numbers.normal()).as("number %d", i).isEqualTo(random.nextGaussian());
        }
    }

    /** A normal number comes with a second one, which is kept for the next call. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 1000})
    void shouldMixNormalAndUniformNumbersAsRandomDoes(int before) {
        var numbers = new SeededNumbers();
        var random = new Random(20_061_950);
        for (int i = 0; i < before; i++) {
            assertThat(numbers.normal()).isEqualTo(random.nextGaussian());
        }

        for (int i = 0; i < 50; i++) {
            assertThat(numbers.uniform()).isEqualTo(random.nextDouble());
            assertThat(numbers.normal()).isEqualTo(random.nextGaussian());
        }
    }
}
