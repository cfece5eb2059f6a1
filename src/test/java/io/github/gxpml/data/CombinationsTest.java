// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Combinations.Group;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import io.github.gxpml.spec.FacetSpec.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CombinationsTest {
    private static final FacetSpec SEX = new FacetSpec(List.of(Condition.each("sex")));

    @TempDir
    Path folder;

    private Combinations scan(String text, FacetSpec facet) throws Exception {
        Path file = Files.writeString(folder.resolve("table.csv"), text);
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            Table table = engine.table("t", file, DataSpec.Format.CSV);
            return engine.states(table, List.of(new Need.Values(facet)))
                    .combinations()
                    .get(facet.name());
        }
    }

    private static Group group(long rows, String... values) {
        return new Group(List.of(values), rows);
    }

    @Test
    void shouldFindEveryValueAndCountWhatHasNone() throws Exception {
        Combinations found = scan("sex\nM\nF\n\"\"\nF\n\"x,'y\"\"z\"\nÄ\n*\n", SEX);
        assertThat(found)
                .isEqualTo(new Combinations(
                        false,
                        List.of(group(1, "*"), group(2, "F"), group(1, "M"), group(1, "x,'y\"z"), group(1, "Ä")),
                        1));
        assertThat(Combinations.facets(SEX, List.of(found)))
                .extracting(FacetSpec::name)
                .containsExactly("sex=\"*\"", "sex=F", "sex=M", "sex=\"x,'y\"\"z\"", "sex=Ä");
    }

    @Test
    void shouldTakeNumbersByValue() throws Exception {
        Combinations found = scan("grade\n1\n1.0\n2.50\n2.5\n", new FacetSpec(List.of(Condition.each("grade"))));
        assertThat(found).isEqualTo(new Combinations(false, List.of(group(2, "1"), group(2, "2.5")), 0));
    }

    @Test
    void shouldCrossOnlyWhatOccursAndMeetsTheOtherConditions() throws Exception {
        FacetSpec facet =
                new FacetSpec(List.of(Condition.each("sex"), Condition.above("age", 75), Condition.each("region")));
        Combinations found =
                scan("sex,age,region\nF,80,N\nF,80,S\nM,80,N\nM,80,N\nM,70,S\nF,,S\n,80,N\nF,80,\n", facet);
        assertThat(found)
                .isEqualTo(new Combinations(
                        false, List.of(group(1, "F", "N"), group(1, "F", "S"), group(2, "M", "N")), 4));
        assertThat(Combinations.facets(facet, List.of(found)))
                .extracting(FacetSpec::name)
                .containsExactly("sex=F & age>75 & region=N", "sex=F & age>75 & region=S", "sex=M & age>75 & region=N");
    }

    @Test
    void shouldCountUpToFiftyGroupsAndNameNoneBeyond() throws Exception {
        for (int n : new int[] {Combinations.MOST, Combinations.MOST + 1}) {
            String rows = IntStream.range(0, n).mapToObj(i -> "v" + i + "\n").collect(Collectors.joining());
            Combinations found = scan("sex\n" + rows, SEX);
            assertThat(found.tooMany()).isEqualTo(n > Combinations.MOST);
            assertThat(Combinations.facets(SEX, List.of(found))).hasSize(n > Combinations.MOST ? 0 : n);
        }
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() throws Exception {
        assertThat(scan("sex,age\n,1\n,2\n", SEX)).isEqualTo(new Combinations(false, List.of(), 2));
        assertThat(scan("age\n1\n2\n", SEX)).isNull();
    }

    @Test
    void shouldAddUp() throws Exception {
        Combinations first = scan("sex\nF\nM\n\"\"\n", SEX);
        Combinations second = scan("sex\nM\nX\n", SEX);
        assertThat(first.plus(second)).isEqualTo(scan("sex\nM\nX\nF\nM\n\"\"\n", SEX));
        Combinations many = new Combinations(true, List.of(), 0);
        assertThat(first.plus(many)).isEqualTo(many).isEqualTo(many.plus(first));
    }

    /** A group that a table has lost must still be asked for, and one that is new must be seen. */
    @Test
    void shouldAskForTheGroupsOfAllTables() {
        Combinations before = new Combinations(false, List.of(group(1, "F"), group(1, "M")), 0);
        Combinations now = new Combinations(false, List.of(group(1, "M"), group(1, "X")), 0);
        assertThat(Combinations.facets(SEX, List.of(before, now)))
                .extracting(FacetSpec::name)
                .containsExactly("sex=F", "sex=M", "sex=X");
        assertThat(Combinations.facets(SEX, List.of(before, new Combinations(true, List.of(), 0))))
                .isEmpty();
    }
}
