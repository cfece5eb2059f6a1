// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.spec.DataSpec.LabelSpec;
import io.github.gxpml.spec.DataSpec.LabelSpec.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSpecTest {
    @TempDir
    Path folder;

    private LabelSpec read(String label) throws Exception {
        Path file = Files.writeString(folder.resolve("gxp.yaml"), """
                gxp: 1
                model: {name: m, intendedUse: Test., riskClass: research}
                data:
                  key: id
                  label: %s
                  features: [x]
                  tables: {train: {path: train.csv}}
                train: {seed: 1, with: process, command: [a]}
                """.formatted(label));
        return SpecLoader.load(file).data().label();
    }

    @Test
    void shouldReadOneAndSeveralPositiveValues() throws Exception {
        assertThat(read("{column: y, positive: 012}")).isEqualTo(new LabelSpec("y", "012"));
        LabelSpec several = read("{column: y, positive: [b, 2, true]}");
        assertThat(several.positive()).containsExactly("b", "2", "true");
        assertThat(several.type()).isEqualTo(Type.BINARY);
        assertThat(several.positiveInWords()).isEqualTo("`b` or `2` or `true`");
    }

    @Test
    void shouldReadALimit() throws Exception {
        LabelSpec label = read("{column: y, above: 0}");
        assertThat(label.above()).contains(0.0);
        assertThat(label.twoSided()).isTrue();
        assertThat(label.positiveInWords()).isEqualTo("a number above 0.0");
    }

    @Test
    void shouldReadSeveralClasses() throws Exception {
        LabelSpec plain = read("{column: y, type: multiclass}");
        assertThat(plain.twoSided()).isFalse();
        assertThat(plain.oneSided()).contains("data.label.positive");
        LabelSpec full = read("{column: y, type: multiclass, classes: [I, II, 3], positive: II}");
        assertThat(full.classes()).containsExactly("I", "II", "3");
        assertThat(full.positive()).containsExactly("II");
    }

    @Test
    void shouldReadANumber() throws Exception {
        LabelSpec label = read("{column: y, type: regression, intervalLevel: 0.9}");
        assertThat(label.intervalLevel()).contains(0.9);
        assertThat(label.twoSided()).isFalse();
        assertThat(label.oneSided()).contains("data.label.above");
        assertThat(read("{column: y, type: regression, above: -1.5}").above()).contains(-1.5);
    }

    @Test
    void shouldHaveOneWayToBePositive() {
        assertThatThrownBy(() ->
                        new LabelSpec("y", Type.BINARY, List.of("1"), Optional.of(1.0), List.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label y");
    }
}
