// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidesTest {
    private static final String ROWS = """
            y,yhat,sex,age,region
            1,1,F,80,N
            1,1,F,70,S
            1,0,M,80,N
            0,0,M,70,S
            0,1,F,,N
            0,1,M,,N
            1,0,,80,S
            1,0,,70,S
            1,1,,,N
            """;

    @TempDir
    Path folder;

    private Groups groups(FacetSpec facet) throws Exception {
        Path file = Files.writeString(folder.resolve("table.csv"), ROWS);
        DataSpec data = new DataSpec(
                "", new DataSpec.LabelSpec("y", "1"), List.of(), List.of(facet), Map.of(), Map.of(), Optional.empty());
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            Table table = engine.table("t", file, DataSpec.Format.CSV);
            var predictions = new PredictionColumns(Optional.of("yhat"), Optional.empty(), Optional.empty());
            SelfScored scored = engine.scored(table, predictions, data);
            return engine.states(scored.table(), List.of(new Need.Counts()))
                    .facets()
                    .get(facet.name());
        }
    }

    private static void hasSides(Groups groups, long disfavoured, long favoured, long neither) {
        assertThat(groups.disfavoured().rows()).isEqualTo(disfavoured);
        assertThat(groups.favoured().rows()).isEqualTo(favoured);
        assertThat(groups.neither()).isEqualTo(neither);
    }

    /** F and 80 is in; whoever is known to be M or 70 is out, whatever else is missing; the others may be either. */
    @Test
    void shouldDecideByWhatIsKnown() throws Exception {
        hasSides(
                groups(new FacetSpec(List.of(Condition.among("sex", List.of("F")), Condition.above("age", 75)))),
                1,
                5,
                3);
    }

    @Test
    void shouldTakeABandWithItsUpperEnd() throws Exception {
        hasSides(groups(new FacetSpec(List.of(Condition.above("age", 70), Condition.upTo("age", 80)))), 3, 3, 3);
        hasSides(groups(new FacetSpec(List.of(Condition.above("age", 60), Condition.upTo("age", 70)))), 3, 3, 3);
    }

    @Test
    void shouldCrossThreeConditions() throws Exception {
        FacetSpec facet = new FacetSpec(List.of(
                Condition.among("sex", List.of("F")),
                Condition.upTo("age", 75),
                Condition.among("region", List.of("S"))));
        assertThat(facet.name()).isEqualTo("sex=F & age<=75 & region=S");
        hasSides(groups(facet), 1, 7, 1);
    }

    @Test
    void shouldRefuseALimitOnWordsInsideAnIntersection() {
        FacetSpec facet = new FacetSpec(List.of(Condition.above("age", 75), Condition.upTo("sex", 1)));
        assertThatExceptionOfType(WrongCallException.class)
                .isThrownBy(() -> groups(facet))
                .withMessageContaining("compares column `sex` with a number, but it holds `F`, `M`");
    }
}
