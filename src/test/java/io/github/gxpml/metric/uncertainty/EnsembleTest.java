// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.DataException;
import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleTest {
    private static final List<String> ALL = List.of(
            "ensemble_spread",
            "predictive_entropy",
            "mutual_information",
            "ensemble_disagreement",
            "ensemble_log_loss",
            "ensemble_brier");

    @TempDir
    Path folder;

    /** Rows are "label,sex,score of member 1,score of member 2,...". */
    private static ScoredTable scored(Bench bench, String... rows) throws Exception {
        StringBuilder table = new StringBuilder("id,y,sex,age,kappa\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted");
        for (int i = 1; i <= rows[0].split(",", -1).length - 2; i++) {
            predictions.append(",member.").append(i);
        }
        for (int id = 0; id < rows.length; id++) {
            String[] cells = rows[id].split(",", 3);
            table.append(id + "," + cells[0] + "," + cells[1] + ",60,1\n");
            predictions.append("\n" + id + ",0.5,1," + cells[2]);
        }
        return bench.engine()
                .scored(
                        bench.table("validation", table.toString()),
                        bench.write(predictions.append('\n').toString()),
                        Bench.data());
    }

    private MetricValue value(Request request, String... rows) throws Exception {
        try (Bench bench = new Bench(folder)) {
            return bench.value(scored(bench, rows), request);
        }
    }

    private static final String[] HAND = {"1,F,0.2,0.8", "0,M,0.5,0.5", ",M,0,1", "1,F,0.9,0.7"};

    @ParameterizedTest
    @CsvSource({
        // (0.3 + 0 + 0.5 + 0.1) / 4
        "ensemble_spread, 0.225",
        // (3 ln 2 + H(0.8)) / 4
        "predictive_entropy, 0.6449609913045059",
        // (ln 2 - H(0.2) + ln 2 + H(0.8) - (H(0.9) + H(0.7)) / 2) / 4
        "mutual_information, 0.2295801808491799",
        // rows 1 and 3
        "ensemble_disagreement, 0.5",
        // (ln 2 + ln 2 - ln 0.8) / 3
        "ensemble_log_loss, 0.5364793041447",
        // (0.25 + 0.25 + 0.04) / 3
        "ensemble_brier, 0.18"
    })
    void shouldComputeByHand(String id, double expected) throws Exception {
        MetricValue found = value(Request.of(id), HAND);
        assertThat(found.value().orElseThrow()).isCloseTo(expected, within(1e-12));
        assertThat(found.n()).isEqualTo(id.matches("ensemble_(log_loss|brier)") ? 3 : 4);
    }

    @Test
    void shouldTellWhatTheMembersDo() throws Exception {
        assertThat(value(Request.of("ensemble_disagreement"), HAND).detail())
                .isEqualTo("in 2 of 4 rows the 2 members do not all agree at a threshold of 0.50");
        assertThat(value(Request.of("ensemble_brier"), HAND).detail())
                .isEqualTo("1 rows without a label are left out; 2 members");
        assertThat(value(Request.of("predictive_entropy"), HAND).detail())
                .isEqualTo("0.415 of it is the members' own, the rest is what they differ in; 2 members");
    }

    @Test
    void shouldComputeOfAGroup() throws Exception {
        assertThat(value(Request.ofFacet("ensemble_spread", "sex=F"), HAND)
                        .value()
                        .orElseThrow())
                .isCloseTo(0.2, within(1e-12));
        assertThat(value(Request.ofFacet("ensemble_brier", "sex=F"), HAND)
                        .value()
                        .orElseThrow())
                .isCloseTo(0.145, within(1e-12));
        assertThat(value(Request.ofFacet("ensemble_disagreement", "sex=F"), HAND)
                        .value())
                .contains(0.5);
    }

    @Test
    void shouldCountPairsThatDisagreeAtTheThreshold() throws Exception {
        String[] rows = {"1,F,0.1,0.4,0.6,0.9", "0,F,0.2,0.2,0.2,0.2"};
        // 2 of 4 vote for it: 4 of 6 pairs differ
        assertThat(value(Request.of("ensemble_disagreement"), rows).value().orElseThrow())
                .isCloseTo(2.0 / 6, within(1e-15));
        // the threshold itself is a vote: 3 of 4, 3 of 6 pairs
        assertThat(value(Request.of("ensemble_disagreement").at(0.4), rows)
                        .value()
                        .orElseThrow())
                .isCloseTo(0.25, within(1e-15));
        assertThat(value(Request.of("ensemble_disagreement").at(0.95), rows).value())
                .contains(0.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 256})
    void shouldFindNothingBetweenMembersThatAreTheSame(int members) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String score : List.of("0.1", "0.7", "0.3333333333333333", "1", "0")) {
            rows.add("1,F," + String.join(",", Collections.nCopies(members, score)));
        }
        try (Bench bench = new Bench(folder)) {
            ScoredTable table = scored(bench, rows.toArray(String[]::new));
            for (String id : List.of("ensemble_spread", "mutual_information", "ensemble_disagreement")) {
                MetricValue found = bench.value(table, Request.of(id));
                assertThat(found.value()).as(id).contains(0.0);
                assertThat(found.interval().orElseThrow().lower()).isZero();
                assertThat(found.interval().orElseThrow().upper()).isPositive();
            }
        }
    }

    @Test
    void shouldNotDependOnTheOrderOfMembersOrOfColumns() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable one = scored(bench, "1,F,0.25,0.75,0.5", "0,M,0.125,0.5,0.25");
            ScoredTable other = scored(bench, "1,F,0.5,0.25,0.75", "0,M,0.25,0.125,0.5");
            for (String id : ALL) {
                assertThat(bench.value(one, Request.of(id)).value())
                        .as(id)
                        .isEqualTo(bench.value(other, Request.of(id)).value());
            }
        }
    }

    @Test
    void shouldHaveNoLossWhereTheMeanIsCertainAndWrong() throws Exception {
        assertThat(value(Request.of("ensemble_log_loss"), "1,F,0,0", "1,F,0.5,0.5")
                        .reason())
                .isEqualTo("the loss is infinite: 1 rows have a mean score of exactly 0 or 1 and the other label");
        assertThat(value(Request.of("ensemble_brier"), "1,F,0,0", "1,F,0.5,0.5").value())
                .contains(0.625);
    }

    @Test
    void shouldSayWhyThereIsNoNumber() throws Exception {
        try (Bench bench = new Bench(folder)) {
            ScoredTable single = bench.scored("1,0.9,1,F,60");
            for (String id : ALL) {
                assertThat(bench.value(single, Request.of(id)).reason())
                        .as(id)
                        .isEqualTo("there are no predictions of an ensemble's members (member.1, member.2, ...) for"
                                + " table validation");
                assertThat(value(Request.ofFacet(id, "sex=F"), "1,M,0.1,0.2").reason())
                        .startsWith(id.matches(".*(log_loss|brier)") ? "there is no row among" : "there is no row");
                assertThat(value(Request.ofFacet(id, "nobody"), HAND).reason()).contains("no facet `nobody`");
            }
            assertThat(value(Request.of("ensemble_brier"), ",M,0.1,0.2").reason())
                    .isEqualTo("no row has a label");
            assertThat(value(Request.of("ensemble_spread").at(0.5), HAND).reason())
                    .contains("takes no `at`");
        }
    }

    @Test
    void shouldRefuseMembersThatAreIncomplete() {
        refused("id,score,predicted,member.1\n1,0.5,1,0.5\n")
                .withMessageContaining("has 1 columns of members - write from 2 to 256");
        refused("id,score,predicted,member.1,member.3\n1,0.5,1,0.5,0.5\n")
                .withMessageContaining("has 2 columns of members, but no column `member.2`");
        refused("id,score,predicted,member.0,member.1\n1,0.5,1,0.5,0.5\n")
                .withMessageContaining("but no column `member.2`");
        for (String bad : List.of("", "NaN", "-0.1", "1.1", "inf", "x")) {
            refused("id,score,predicted,member.2,member.1\n1,0.5,1," + bad + ",0.5\n")
                    .withMessageContaining("1 of 1 rows have no valid `member.2`, first key `1`");
        }
    }

    private ThrowableAssertAlternative<DataException> refused(String predictions) {
        return assertThatExceptionOfType(DataException.class).isThrownBy(() -> {
            try (Bench bench = new Bench(folder)) {
                bench.engine()
                        .scored(
                                bench.table("validation", "id,y,sex,age,kappa\n1,1,F,60,1\n"),
                                bench.write(predictions),
                                Bench.data());
            }
        });
    }
}
