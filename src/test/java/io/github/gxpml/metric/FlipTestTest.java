// SPDX-License-Identifier: MIT
package io.github.gxpml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.ScoredTable;
import io.github.gxpml.metric.Options.Compat;
import io.github.gxpml.spec.DataSpec;
import io.github.gxpml.spec.FacetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlipTestTest {
    @TempDir
    Path folder;

    private static DataSpec createData(String... features) {
        return new DataSpec(
                "id",
                new DataSpec.LabelSpec("y", "1"),
                List.of(features),
                List.of(new FacetSpec("sex", List.of("F"), Optional.empty())),
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    /** Rows are "sex,predicted,x". */
    private static MetricValue value(Bench bench, DataSpec data, Options options, List<String> rows) throws Exception {
        StringBuilder table = new StringBuilder("id,y,sex,x\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            table.append(i + ",1," + cells[0] + "," + cells[2] + "\n");
            predictions.append(i + ",0.5," + cells[1] + "\n");
        }
        ScoredTable scored =
                bench.engine().scored(bench.table("t", table.toString()), bench.write(predictions.toString()), data);
        List<Request> requests = List.of(Request.ofFacet("FT", "sex=F"));
        Evaluation.Result result = new Evaluation(bench.engine(), data, options).of(scored, requests);
        assertThat(Evaluation.recompute(result.document(), requests)).isEqualTo(result.values());
        return result.values().get(0);
    }

    private static MetricValue value(Bench bench, String... rows) throws Exception {
        return value(bench, createData("x"), Options.at(0.95), List.of(rows));
    }

    @Test
    void shouldBePositiveWhereTheDisfavouredAreRefusedUnlikeTheirNeighbours() throws Exception {
        List<String> rows = List.of("F,0,1", "F,0,2", "F,1,9", "F,0,9", "M,1,1.1", "M,0,8");
        try (Bench bench = new Bench(folder)) {
            MetricValue found = value(bench, rows.toArray(String[]::new));
            // nearest man: accepted, accepted, refused, refused; two refused, one accepted unlike him
            assertThat(found.value()).contains(0.25);
            assertThat(found.detail()).isEqualTo("2 of 4 are refused unlike their neighbours, 1 accepted");
            // wilson of 2/4: 0.150039 to 0.849961, of 1/4: 0.045587 to 0.699358; correlation -sqrt(1/3)
            assertThat(found.interval().orElseThrow().lower()).isCloseTo(-0.461323534, within(1e-8));
            assertThat(found.interval().orElseThrow().upper()).isCloseTo(0.746850580, within(1e-8));
            MetricValue clarify = value(bench, createData("x"), Options.at(0.95).with(Compat.CLARIFY), rows);
            assertThat(clarify.value()).contains(-0.25);
            assertThat(clarify.interval().orElseThrow().upper())
                    .isCloseTo(-found.interval().orElseThrow().lower(), within(1e-12));
        }
    }

    @Test
    void shouldAskFiveNeighboursOnlyWhereThereAreTen() throws Exception {
        List<String> rows = new ArrayList<>(List.of("F,0,0", "M,1,1", "M,0,2", "M,0,3", "M,0,4", "M,0,5"));
        rows.addAll(List.of("M,0,6", "M,0,7", "M,0,8", "M,0,9"));
        try (Bench bench = new Bench(folder)) {
            assertThat(value(bench, rows.toArray(String[]::new)).value()).contains(1.0);
            rows.add("M,0,10");
            assertThat(value(bench, rows.toArray(String[]::new)).value()).contains(0.0);
        }
    }

    @Test
    void shouldShareTheLastVoteAmongTies() throws Exception {
        // of the nearest, at distance 1, half are accepted: half the vote is a no
        List<String> rows = new ArrayList<>(List.of("F,0,0", "M,1,1", "M,0,-1"));
        try (Bench bench = new Bench(folder)) {
            assertThat(value(bench, rows.toArray(String[]::new)).value()).contains(0.0);
            rows.add("M,1,1");
            for (int i = 0; i < rows.size(); i++) {
                Collections.rotate(rows, 1);
                assertThat(value(bench, rows.toArray(String[]::new)).value()).contains(1.0);
            }
        }
    }

    @Test
    void shouldLeaveOutAndCountRowsWithoutANumber() throws Exception {
        List<String> rows = List.of("F,0,1", "F,0,", "F,1,9", "M,1,1", "M,1,", ",1,");
        try (Bench bench = new Bench(folder)) {
            MetricValue found = value(bench, rows.toArray(String[]::new));
            assertThat(found.value()).contains(0.5);
            assertThat(found.n()).isEqualTo(2);
            assertThat(found.detail()).endsWith("2 rows without a number in every feature are left out");
            assertThat(value(bench, createData("x"), Options.at(0.95).with(Compat.CLARIFY), rows)
                            .reason())
                    .isEqualTo("Clarify reports an error: 2 rows lack a number in a feature");
            assertThat(value(bench, "F,0,", "M,1,1").reason())
                    .startsWith("no row of the disfavoured group has a number");
        }
    }

    @Test
    void shouldSayWhyThereAreNoNeighbours() throws Exception {
        try (Bench bench = new Bench(folder)) {
            List<String> rows = List.of("F,0,a", "M,1,b");
            assertThat(value(bench, createData("x"), Options.at(0.95), rows).reason())
                    .isEqualTo("the feature x is not numeric, or its column is not there");
            assertThat(value(bench, createData("gone"), Options.at(0.95), rows).reason())
                    .isEqualTo("the feature gone is not numeric, or its column is not there");
            assertThat(value(bench, createData("sex"), Options.at(0.95), rows).reason())
                    .isEqualTo("there is no feature but the facet's own column");
            assertThat(value(bench, "F,0,1", "F,1,2").reason()).startsWith("every row has sex=F");
        }
    }

    @Test
    void shouldRefuseMorePairsThanItCanCompare() throws Exception {
        StringBuilder table = new StringBuilder("id,y,sex,x\n");
        StringBuilder predictions = new StringBuilder("id,score,predicted\n");
        for (int i = 0; i < 130_000; i++) {
            table.append(i).append(",1,").append(i % 2 == 0 ? "F" : "M").append(",1\n");
            predictions.append(i).append(",0.5,1\n");
        }
        try (Bench bench = new Bench(folder)) {
            DataSpec data = createData("x");
            ScoredTable scored = bench.engine()
                    .scored(bench.table("t", table.toString()), bench.write(predictions.toString()), data);
            MetricValue found = new Evaluation(bench.engine(), data, Options.at(0.95))
                    .of(scored, List.of(Request.ofFacet("FT", "sex=F")))
                    .values()
                    .get(0);
            assertThat(found.reason()).startsWith("comparing 65000 rows with 65000 takes more than");
        }
    }
}
