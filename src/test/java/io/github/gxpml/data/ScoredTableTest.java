// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.metric.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredTableTest {
    private static final String ROWS = "id,y,sex,age,kappa\n7,1,F,80,1\n8,0,M,70,2\n9,,F,60,3\n";

    @TempDir
    Path folder;

    @Test
    void shouldJoinInAnyOrderByEitherNameOfTheKey() throws Exception {
        assertThat(outcomes("id,score,predicted\n9,0.1,0\n8,0.2,0\n7,0.9,1\n")).satisfies(ScoredTableTest::isRight);
        assertThat(outcomes("key,predicted,score,extra\n7,1,0.9,x\n8,0,2e-1,x\n9,0.0,0.1,x\n"))
                .satisfies(ScoredTableTest::isRight);
    }

    private static void isRight(Outcomes o) {
        assertThat(o.truePositives()).isEqualTo(1);
        assertThat(o.trueNegatives()).isEqualTo(1);
        assertThat(o.unlabelledNegatives()).isEqualTo(1);
        assertThat(o.rows()).isEqualTo(3);
    }

    @Test
    void shouldRefuseTooFewAndTooManyPredictions() {
        refusal("id,score,predicted\n7,0.9,1\n9,0.1,0\n")
                .withMessageContaining("1 key occurs in the table but not among the predictions, first `8`")
                .withMessageContaining("3 rows in the table, 2 predictions");
        refusal("id,score,predicted\n7,0.9,1\n8,0.1,0\n9,0.1,0\n10,0.1,0\n11,0.1,0\n")
                .withMessageContaining("2 keys occur among the predictions but not in the table, first `10`");
    }

    @Test
    void shouldRefuseForeignKeys() {
        refusal("id,score,predicted\n7,0.9,1\n8,0.1,0\n99,0.1,0\n").withMessageContaining("first `9`");
        refusal("id,score,predicted\n07,0.9,1\n8,0.1,0\n9,0.1,0\n").withMessageContaining("first `7`");
    }

    @Test
    void shouldRefuseRepeatedAndMissingKeys() {
        refusal("id,score,predicted\n7,0.9,1\n8,0.1,0\n8,0.1,0\n").withMessageContaining("first `8`");
        refusal("id,score,predicted\n7,0.9,1\n,0.1,0\n9,0.1,0\n").withMessageContaining("1 of 3 rows have no key");
        refusal("id,y\n7,1\n7,0\n8,0\n", "id,score,predicted\n7,0.9,1\n8,0.1,0\n9,0.1,0\n")
                .withMessageContaining("table validation")
                .withMessageContaining("first `7`")
                .withMessageContaining("make the key column unique");
    }

    @Test
    void shouldRefuseScoresThatAreNoProbabilities() {
        for (String score : List.of("1.0001", "-0.1", "NaN", "inf", "", "high")) {
            refusal("id,score,predicted\n7,0.9,1\n8," + score + ",0\n9,0.1,0\n")
                    .withMessageContaining("1 of 3 rows have no valid `score`, first key `8`");
        }
    }

    @Test
    void shouldRefusePredictionsThatAreNoClasses() {
        for (String predicted : List.of("2", "0.5", "", "yes", "NaN")) {
            refusal("id,score,predicted\n7,0.9,1\n8,0.1," + predicted + "\n9,0.1,0\n")
                    .withMessageContaining("no valid `predicted`, first key `8`");
        }
    }

    @Test
    void shouldRefuseMissingColumns() {
        refusal("id,scores,predicted\n7,0.9,1\n8,0.1,0\n9,0.1,0\n").withMessageContaining("did you mean `scores`?");
        refusal("row,score,predicted\n7,0.9,1\n8,0.1,0\n9,0.1,0\n").withMessageContaining("no column `key`");
        refusal("nr,y\n7,1\n", "id,score,predicted\n7,0.9,1\n").withMessageContaining("no column `id`");
    }

    @Test
    void shouldTakePercentSignsInFileNamesAsData() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("validation", ROWS);
            Path file = Files.writeString(folder.resolve("100%d %s.csv"), "id,score,predicted\n7,0.9,1\n");
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> bench.engine().scored(table, file, Bench.data()))
                    .withMessageContaining("(100%d %s.csv): 2 keys occur");
        }
    }

    @Test
    void shouldRefuseKeysThatRepeatOnBothSidesWithoutMultiplyingThem() throws Exception {
        String many = "7,1\n".repeat(20_000);
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("validation", "id,y\n" + many);
            Path predictions = bench.write("id,score,predicted\n" + "7,0.5,1\n".repeat(20_000));
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> bench.engine().scored(table, predictions, Bench.data()))
                    .withMessageContaining("1 key occurs more than once, first `7`");
        }
    }

    @Test
    void shouldGoWithoutLabelAndFacetColumns() throws Exception {
        try (Bench bench = new Bench(folder)) {
            Table table = bench.table("live", "id,age\n7,80\n8,70\n");
            ScoredTable scored =
                    bench.engine().scored(table, bench.write("id,score,predicted\n7,0.9,1\n8,0.1,0\n"), Bench.data());
            assertThat(scored.labelled()).isFalse();
            assertThat(scored.facets()).containsExactly(Bench.OLD);
            States states = bench.engine().states(scored, List.of(new Need.Counts()));
            assertThat(states.whole().orElseThrow().unlabelled()).isEqualTo(2);
            assertThat(states.facets()).containsOnlyKeys("age>75");
        }
    }

    private Outcomes outcomes(String predictions) throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable scored =
                    bench.engine().scored(bench.table("validation", ROWS), bench.write(predictions), Bench.data());
            return bench.engine()
                    .states(scored, List.of(new Need.Counts()))
                    .whole()
                    .orElseThrow();
        }
    }

    private ThrowableAssertAlternative<DataException> refusal(String predictions) {
        return refusal(ROWS, predictions);
    }

    private ThrowableAssertAlternative<DataException> refusal(String rows, String predictions) {
        return assertThatExceptionOfType(DataException.class).isThrownBy(() -> {
            try (Bench bench = new Bench(folder)) {
                bench.engine().scored(bench.table("validation", rows), bench.write(predictions), Bench.data());
            }
        });
    }
}
