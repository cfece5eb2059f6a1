// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.DataSpec.ColumnSpec.Type;
import io.github.gxpml.spec.FacetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opening a table with its predictions in one must tell what opening it first tells, whatever comes late in the file.
 */
class AssumedTypesTest {
    private static final int ROWS = 2500;
    private static final List<String> WANTED = List.of("y", "p", "s", "sex", "group");
    private static final PredictionColumns PREDICTIONS =
            new PredictionColumns(Optional.of("p"), Optional.of("s"), Optional.empty());
    private static final FacetSpec SEX = new FacetSpec("sex", List.of("F"), Optional.empty());

    private static final String ONCE = "s3";
    private static final String TWICE = "s5";
    private static final String UNGUESSED = "s4";

    @TempDir
    Path folder;

    private static DataSpec data() {
        return new DataSpec(
                "id",
                new DataSpec.LabelSpec("y", "1"),
                List.of(),
                List.of(SEX),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.of("group"));
    }

    private String file(IntFunction<String> group) throws IOException {
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> i + "," + i % 2 + "," + i % 3 % 2 + "," + (i % 101) / 100.0 + ","
                        + (i % 5 < 2 ? "F" : "M") + "," + group.apply(i))
                .collect(Collectors.joining("\n", "id,y,p,s,sex,group\n", "\n"));
        return Files.writeString(folder.resolve("table.csv"), rows).toString();
    }

    /** Opens in both ways; the name among the engine's relations tells which way the second one took. */
    private void assertSame(String place, Type group, String relation) throws DataException {
        List<Need> needs = List.of(new Need.Counts(), new Need.Ranks(Slice.ALL), new Need.ByGroup(SEX));
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            SelfScored first = engine.scored(engine.table("t", place, WANTED), PREDICTIONS, data());
            SelfScored atOnce = engine.scored("t", place, WANTED, PREDICTIONS, data());

            assertThat(atOnce.table().relation()).isEqualTo(relation);
            assertThat(atOnce.table().table().columns())
                    .isEqualTo(first.table().table().columns());
            assertThat(atOnce.table().table().require("group").type()).isEqualTo(group);
            assertThat(atOnce.table().table().rows()).isEqualTo(ROWS);
            assertThat(atOnce.noClasses()).isEqualTo(first.noClasses());
            assertThat(atOnce.noScores()).isEqualTo(first.noScores());
            assertThat(engine.states(atOnce.table(), needs)).isEqualTo(engine.states(first.table(), needs));
        }
    }

    @Test
    void shouldFindTypesThatAllRowsHave() throws Exception {
        assertSame(file(i -> i % 4 == 0 ? "" : "" + i % 4), Type.INTEGER, ONCE);
        assertSame(file(i -> i % 4 + ".5"), Type.NUMBER, ONCE);
        assertSame(file(i -> i % 4 == 0 ? "True" : "false"), Type.BOOLEAN, ONCE);
        assertSame(file(i -> "v" + i % 4), Type.TEXT, ONCE);
    }

    @Test
    void shouldNotTrustTheFirstRows() throws Exception {
        assertSame(file(i -> i == ROWS - 1 ? "old" : "" + i % 4), Type.TEXT, TWICE);
        assertSame(file(i -> i == ROWS - 1 ? "1.5" : "" + i % 4), Type.NUMBER, TWICE);
        assertSame(file(i -> i == ROWS - 1 ? "inf" : "" + i % 4), Type.NUMBER, TWICE);
        assertSame(file(i -> i == ROWS - 1 ? "old" : i % 4 + ".5"), Type.TEXT, TWICE);
        assertSame(file(i -> i == ROWS - 1 ? "1" : "true"), Type.TEXT, TWICE);
    }

    @Test
    void shouldNotGuessAtAColumnWhoseFirstRowsAreEmpty() throws Exception {
        assertSame(file(i -> i < 2000 ? "" : "" + i % 4), Type.INTEGER, UNGUESSED);
        assertSame(file(i -> ""), Type.TEXT, UNGUESSED);
    }

    @Test
    void shouldSayWhatIsWrongAsIfTheTableHadBeenOpenedFirst() throws Exception {
        String place = file(i -> "v");
        Files.writeString(Path.of(place), "1,2,3,4\n", StandardOpenOption.APPEND);
        try (Engine engine = Engine.embedded(folder.resolve("spill"))) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> engine.scored("t", place, WANTED, PREDICTIONS, data()))
                    .withMessageContaining("line 2502");
            assertThatExceptionOfType(WrongCallException.class)
                    .isThrownBy(() ->
                            engine.scored("t", file(i -> "v"), List.of("y", "p", "sex", "group"), PREDICTIONS, data()))
                    .withMessageContaining("has no column `s");
        }
    }
}
