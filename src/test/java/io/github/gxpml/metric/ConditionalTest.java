// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.data.Strata;
import io.github.gxpml.data.Strata.Stratum;
import io.github.gxpml.data.Strata.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionalTest {
    private static final double EXACT = 1e-12;

    @TempDir
    Path folder;

    private static List<MetricValue> values(Bench bench, ScoredTable table) throws Exception {
        return new Evaluation(bench.engine(), Bench.grouped("group"), Options.at(0.95))
                .of(table, List.of(Request.ofFacet("CDDL", "sex=F"), Request.ofFacet("CDDPL", "sex=F")))
                .values();
    }

    /** In north 3 of 4 refused and 1 of 2 accepted are women; in south 1 of 2 and 2 of 2. */
    private static List<String> rows(String disfavoured, String favoured) {
        List<String> rows = new ArrayList<>();
        rows.addAll(Collections.nCopies(3, "0,0," + disfavoured + ",north"));
        rows.add("0,0," + favoured + ",north");
        rows.add("1,1," + disfavoured + ",north");
        rows.add("1,1," + favoured + ",north");
        rows.add("0,1," + disfavoured + ",south");
        rows.add("0,1," + favoured + ",south");
        rows.addAll(Collections.nCopies(2, "1,0," + disfavoured + ",south"));
        return rows;
    }

    @Test
    void shouldWeighTheDisparityOfEachGroupByItsRows() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<MetricValue> found =
                    values(bench, bench.stratified(rows("F", "M").toArray(String[]::new)));
            // (6 * (3/4 - 1/2) + 4 * (1/2 - 1)) / 10
            assertThat(found.get(0).value().orElseThrow()).isCloseTo(-0.05, within(EXACT));
            // (6 * (3/4 - 1/2) + 4 * (1 - 1/2)) / 10
            assertThat(found.get(1).value().orElseThrow()).isCloseTo(0.35, within(EXACT));
            assertThat(found.get(0).interval().orElseThrow().method()).isEqualTo("stratified-newcombe");
            assertThat(found.get(0).detail()).isEqualTo("within 2 values of group");
            assertThat(found.get(0).n()).isEqualTo(10);
        }
    }

    @Test
    void shouldTurnRoundWithTheSidesAndNotWithTheOrderOfRows() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<MetricValue> found =
                    values(bench, bench.stratified(rows("F", "M").toArray(String[]::new)));
            List<String> reversed = new ArrayList<>(rows("F", "M"));
            Collections.reverse(reversed);
            assertThat(values(bench, bench.stratified(reversed.toArray(String[]::new))))
                    .isEqualTo(found);
            List<MetricValue> swapped =
                    values(bench, bench.stratified(rows("M", "F").toArray(String[]::new)));
            for (int i = 0; i < 2; i++) {
                assertThat(swapped.get(i).value().orElseThrow())
                        .isCloseTo(-found.get(i).value().orElseThrow(), within(EXACT));
                assertThat(swapped.get(i).interval().orElseThrow().lower())
                        .isCloseTo(-found.get(i).interval().orElseThrow().upper(), within(EXACT));
            }
        }
    }

    @Test
    void shouldCountRowsThatAreLeftOut() throws Exception {
        List<String> rows = rows("F", "M");
        rows.addAll(List.of("1,1,F,", "0,1,,north", ",1,F,north"));
        try (Bench bench = new Bench(folder)) {
            List<MetricValue> found = values(bench, bench.stratified(rows.toArray(String[]::new)));
            assertThat(found.get(0).value().orElseThrow()).isCloseTo(-0.05, within(EXACT));
            assertThat(found.get(0).detail())
                    .isEqualTo("within 2 values of group; 1 rows without a value of it are left out; 1 rows on neither"
                            + " side of the facet are left out; 1 rows without a label are left out");
            // the row without a label is predicted: (7 * (3/4 - 2/3) + 4 * 1/2) / 11
            assertThat(found.get(1).value().orElseThrow()).isCloseTo((7.0 / 12 + 2) / 11, within(EXACT));
        }
    }

    /** smclarify takes the missing side for 0 and reports 0.75 or -0.75, whichever side it is. */
    @Test
    void shouldNotInventADisparityWhereNoOneIsRefused() throws Exception {
        try (Bench bench = new Bench(folder)) {
            MetricValue accepted = values(
                            bench,
                            bench.stratified("1,1,F,north", "1,1,F,north", "1,1,M,north", "0,1,F,south", "1,1,M,south"))
                    .get(0);
            assertThat(accepted.value()).isEmpty();
            assertThat(accepted.reason()).startsWith("all rows with group=north are labelled positive");
            MetricValue predicted = values(bench, bench.stratified("1,1,F,north", "0,1,M,north", "0,1,M,south"))
                    .get(1);
            assertThat(predicted.reason())
                    .isEqualTo("all rows with group=north are predicted positive, so there is no disparity in them;"
                            + " the same holds for 1 more of its values");
        }
    }

    @Test
    void shouldSayWhyThereIsNoGroupVariable() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.scored("1,0.5,1,F,60", "0,0.5,0,M,60");
            assertThat(bench.value(table, Request.ofFacet("CDDL", "sex=F")).reason())
                    .contains("name one in `data.groupVariable`");
            ScoredTable alone = bench.stratified("1,1,F,a", "0,1,F,a");
            assertThat(values(bench, alone).get(0).reason()).startsWith("every row has sex=F");
        }
    }

    @Test
    void shouldRefuseAGroupVariableWithAlmostAsManyValuesAsRows() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i <= Strata.MOST; i++) {
            rows.add(i % 2 + ",1," + (i % 3 == 0 ? "F" : "M") + ",g" + i);
        }
        try (Bench bench = new Bench(folder)) {
            MetricValue found =
                    values(bench, bench.stratified(rows.toArray(String[]::new))).get(0);
            assertThat(found.reason())
                    .isEqualTo("the group variable group has more than 1000 different values - put them into fewer"
                            + " groups");
        }
    }

    @Test
    void shouldTakeEqualNumbersForOneGroup() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = bench.stratified("1,1,F,1", "0,0,F,1.0", "1,1,M,1", "0,0,M,01");
            assertThat(values(bench, table).get(0).detail()).isEqualTo("within 1 values of group");
        }
    }

    @Test
    void shouldAddUp() {
        Strata first = createStrata("a", "b");
        Strata second = createStrata("b", "c");
        Strata sum = first.plus(second);
        assertThat(sum.strata()).extracting(Stratum::value).containsExactly("a", "b", "c");
        assertThat(sum.strata().get(1).disfavoured()).isEqualTo(new Tally(2, 4, 6, 8));
        assertThat(sum.missing()).isEqualTo(14);
        assertThat(sum).isEqualTo(second.plus(first));
        assertThat(first.plus(new Strata("g", true, List.of(), 0)).tooMany()).isTrue();
    }

    private static Strata createStrata(String... values) {
        List<Stratum> strata = new ArrayList<>();
        for (String value : values) {
            strata.add(new Stratum(value, new Tally(1, 2, 3, 4), new Tally(0, 1, 1, 0), Tally.NONE));
        }
        return new Strata("g", false, strata, 7);
    }
}
