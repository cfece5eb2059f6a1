// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.data.Strata.Stratum;
import io.github.gxpml.data.Strata.Tally;
import io.github.gxpml.metric.Bench;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrataScanTest {
    private static final List<Need> BY_GROUP = List.of(new Need.ByGroup(Bench.SEX), new Need.ByGroup(Bench.OLD));

    @TempDir
    Path folder;

    private static Map<String, Strata> strata(Bench bench, List<Need> needs, String... rows) throws DataException {
        return bench.engine().states(bench.stratified(rows), needs).strata();
    }

    private static List<Need> withCounts() {
        return List.of(new Need.Counts(), BY_GROUP.get(0), BY_GROUP.get(1));
    }

    @Test
    void shouldCountFewValuesInTheScanOfAllCounts() throws DataException {
        try (Bench bench = new Bench(folder)) {
            Map<String, Strata> found =
                    strata(bench, withCounts(), "1,1,F,a", "0,1,M,a", ",0,F,a", "1,0,,b", "0,0,M,b", "1,1,F,");

            assertThat(found.get("sex=F"))
                    .isEqualTo(new Strata(
                            "group",
                            false,
                            List.of(
                                    new Stratum("a", new Tally(1, 0, 1, 1), new Tally(0, 1, 1, 0), Tally.NONE),
                                    new Stratum("b", Tally.NONE, new Tally(0, 1, 0, 1), new Tally(1, 0, 0, 1))),
                            1));
        }
    }

    @Test
    void shouldCountTheSameByEitherScan() throws DataException {
        for (int values : List.of(1, 5, 16, 17, 40)) {
            String[] rows = IntStream.range(0, 300)
                    .mapToObj(i -> (i % 11 == 0 ? "" : String.valueOf(i % 3 % 2)) + "," + i % 2 + ","
                            + (i % 13 == 0 ? "" : i % 5 < 2 ? "F" : "M") + "," + (i % 7 == 0 ? "" : "v" + i % values))
                    .toArray(String[]::new);
            try (Bench bench = new Bench(folder)) {
                assertThat(strata(bench, withCounts(), rows))
                        .as("%d values", values)
                        .isEqualTo(strata(bench, BY_GROUP, rows))
                        .containsOnlyKeys("sex=F", "age>75");
            }
        }
    }
}
