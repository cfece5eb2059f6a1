// SPDX-License-Identifier: MIT
package io.github.gxpml.data;

import io.github.gxpml.data.OperatingPoint.Kind;
import io.github.gxpml.data.OperatingPoint.Target;
import io.github.gxpml.data.RankPlan.Wanted;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done in Java for each row of a sort: ranks and curves of seven slices, each row in four of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WalkPaths {
    private static final int ROWS = 100_000;
    private static final int SLICES = 7;

    private final long[] codes = new long[ROWS];
    private final SliceCounts totals = new SliceCounts(SLICES);

    /** All rows, and one of the two sides of each of three facets. */
    @Setup
    public void rows() {
        Random random = new Random(1);
        for (int i = 0; i < ROWS; i++) {
            long slices = 1;
            for (int facet = 0; facet < 3; facet++) {
                slices |= 1L << 1 + 2 * facet + random.nextInt(2);
            }
            codes[i] = RankPlan.code(random.nextInt(3) == 0, slices);
            totals.add(codes[i], 1);
        }
    }

    /** A hundred thousand rows, all with different scores, for ranks alone. */
    @Benchmark
    public List<RankWalk.Found> ranksOfHundredThousandRows() {
        return walk(new Wanted(false, List.of()));
    }

    /** The same with curves and one threshold to find. */
    @Benchmark
    public List<RankWalk.Found> curvesOfHundredThousandRows() {
        return walk(new Wanted(true, List.of(new Target(Kind.RECALL, 0.9))));
    }

    private List<RankWalk.Found> walk(Wanted wanted) {
        var plan = new RankPlan(Collections.nCopies(SLICES, wanted));
        var walk = new RankWalk(plan, totals, new SliceCounts(SLICES));
        for (int i = 0; i < ROWS; i++) {
            walk.take(i / (double) ROWS, codes[i]);
        }
        return walk.end();
    }
}
