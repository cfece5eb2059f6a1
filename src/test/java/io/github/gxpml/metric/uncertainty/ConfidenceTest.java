// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gxpml.data.DataException;
import io.github.gxpml.metric.Bench;
import io.github.gxpml.metric.Intervals;
import io.github.gxpml.metric.MetricValue;
import io.github.gxpml.metric.Request;
import io.github.gxpml.metric.Share;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfidenceTest {
    /** Sure of 0.95, 0.9, 0.9 and right twice; sure of 0.6 and 0.8, right once; no label once. */
    private static final String[] ROWS = {
        "1,0.95,1,F,60", "0,0.1,0,F,60", "1,0.1,0,M,60", "1,0.6,1,M,60", "1,0.2,0,M,60", ",0.99,1,F,60"
    };

    @TempDir
    Path folder;

    private MetricValue value(Request request, String... rows) throws Exception {
        try (Bench bench = new Bench(folder)) {
            return bench.value(bench.scored(rows), request);
        }
    }

    @Test
    void shouldCountHowOftenSurePredictionsAreRight() throws Exception {
        MetricValue usual = value(Request.of("confidence_coverage"), ROWS);
        assertThat(usual.value()).contains(2.0 / 3);
        assertThat(usual.n()).isEqualTo(3);
        assertThat(usual.interval()).contains(Intervals.wilson(new Share(2, 3, "rows"), 0.95));
        assertThat(usual.detail()).isEqualTo("confidence at least 0.90 in 3 of 5 labelled rows, on average 0.917");
        assertThat(value(Request.of("confidence_coverage").at(0.95), ROWS).value())
                .contains(1.0);
        assertThat(value(Request.of("confidence_coverage").at(0), ROWS).value()).contains(0.6);
        assertThat(value(Request.ofFacet("confidence_coverage", "sex=F"), ROWS).value())
                .contains(1.0);
    }

    @Test
    void shouldSayHowMuchSurerPredictionsAreThanRight() throws Exception {
        MetricValue gap = value(Request.of("confidence_gap"), ROWS);
        // (0.95 + 0.9 + 0.9 + 0.6 + 0.8) / 5 - 3/5
        assertThat(gap.value().orElseThrow()).isCloseTo(0.23, within(1e-12));
        assertThat(gap.n()).isEqualTo(5);
        assertThat(gap.detail()).isEqualTo("mean confidence 0.830, accuracy 0.600");
        MetricValue women = value(Request.ofFacet("confidence_gap", "sex=F"), ROWS);
        assertThat(women.value().orElseThrow()).isCloseTo(0.925 - 1, within(1e-12));
    }

    @Test
    void shouldNotTakeAFewRightRowsForCertainty() throws Exception {
        MetricValue gap = value(Request.of("confidence_gap"), "1,0.9,1,F,60", "1,0.9,1,F,60");
        double lower = Intervals.wilson(new Share(2, 2, "rows"), 0.95).lower();
        assertThat(gap.interval().orElseThrow().lower()).isCloseTo(-0.1, within(1e-12));
        assertThat(gap.interval().orElseThrow().upper()).isCloseTo(0.9 - lower, within(1e-12));
    }

    @Test
    void shouldTakeTheScoreGivenToThePredictedClassWhateverTheThreshold() throws Exception {
        // predicted positive at 0.3: it gives that class 0.35, and not 0.65
        MetricValue gap = value(Request.of("confidence_gap"), "1,0.35,1,F,60", "0,0.35,1,F,60");
        assertThat(gap.value().orElseThrow()).isCloseTo(0.35 - 0.5, within(1e-12));
    }

    @Test
    void shouldSayWhyThereIsNoNumber() throws Exception {
        assertThat(value(Request.of("confidence_coverage").at(0.96), ROWS).reason())
                .isEqualTo("no labelled row has a declared confidence of at least 0.96");
        assertThat(value(Request.of("confidence_coverage").at(1.5), ROWS).reason())
                .isEqualTo("`at` is 1.5, a confidence lies between 0 and 1");
        assertThat(value(Request.of("confidence_gap").at(0.5), ROWS).reason()).contains("takes no `at`");
        for (String id : List.of("confidence_coverage", "confidence_gap")) {
            assertThat(value(Request.of(id), ",0.9,1,F,60").reason()).isEqualTo("no row has a label");
            assertThat(value(Request.ofFacet(id, "sex=F"), "1,0.9,1,M,60").reason())
                    .isEqualTo("no row has a label among sex=F");
            assertThat(value(Request.ofFacet(id, "nobody"), ROWS).reason()).contains("no facet `nobody`");
        }
    }

    @Test
    void shouldTakeTheColumnOfConfidencesAndRefuseWhatIsNone() throws Exception {
        try (Bench bench = new Bench(folder)) {
            var table = bench.table("validation", "id,y,sex,age,kappa\n1,1,F,60,1\n2,0,F,60,1\n");
            var scored = bench.engine()
                    .scored(
                            table,
                            bench.write("id,score,predicted,confidence\n1,0.9,1,0.5\n2,0.8,1,0.75\n"),
                            Bench.data());
            assertThat(bench.value(scored, Request.of("confidence_gap")).value())
                    .contains(0.125);
            for (String bad : List.of("", "1.01", "NaN", "95%")) {
                assertThatExceptionOfType(DataException.class)
                        .isThrownBy(() -> bench.engine()
                                .scored(
                                        table,
                                        bench.write(
                                                "id,score,predicted,confidence\n1,0.9,1,0.5\n2,0.8,1," + bad + "\n"),
                                        Bench.data()))
                        .withMessageContaining("1 of 2 rows have no valid `confidence`, first key `2`");
            }
        }
    }
}
