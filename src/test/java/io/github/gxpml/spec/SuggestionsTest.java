// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    @Test
    void shouldCountLettersToChange() {
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("hgih", "high")).isEqualTo(1);
        assertThat(Suggestions.distance("same", "same")).isZero();
    }

    @Test
    void shouldFindTheNearestWordAndNoFarOne() {
        var allowed = List.of("min", "max", "qualityGates", "lower-bound");

        assertThat(Suggestions.nearest("qualityGate", allowed)).contains("qualityGates");
        assertThat(Suggestions.nearest("LOWER_BOUND", allowed)).contains("lower-bound");
        assertThat(Suggestions.nearest("mix", allowed)).contains("min");
        assertThat(Suggestions.nearest("colour", allowed)).isEmpty();
        assertThat(Suggestions.nearest("q".repeat(1_000_000), allowed)).isEmpty();
    }
}
